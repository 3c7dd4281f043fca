"""What one recipe makes of a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reading:
    """`head`: 0 the recipe isn't spoken of, 1 perhaps, 2 surely. `left`: words that it can't explain.

    `options` are other values that fit as well; `missing` are sentences that say what would be needed.
    """

    recipe: str
    values: dict[str, Any]
    head: int = 0
    left: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    options: list[dict[str, Any]] = field(default_factory=list)
    told: bool = False  # more was said, which doesn't ask for anything
    near: float = 0.0  # to a phrase of its recipe, 0 to 1; told of general readings only
    runs: bool = True  # its values are enough to run it

    @property
    def sure(self) -> bool:
        return self.head == 2 and self.runs and not (self.left or self.missing or self.options)
