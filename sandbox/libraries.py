"""What programs may import, as the image has it: `image/libraries.json`, which `make lock` writes from an environment
that is made from the same lock."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

_IMAGE = Path(__file__).parent / "image"


@dataclass(frozen=True, slots=True)
class Library:
    """`imports`: its top-level names. `wanted`: it stands in requirements.in, it isn't there for another only."""

    name: str
    version: str
    imports: tuple[str, ...]
    wanted: bool


@functools.cache
def libraries() -> tuple[Library, ...]:
    """Sorted by name."""
    found = json.loads((_IMAGE / "libraries.json").read_text("utf-8"))
    return tuple(Library(one["name"], one["version"], tuple(one["imports"]), one["wanted"]) for one in found)


@functools.cache
def import_names() -> frozenset[str]:
    """What `import` may name, besides the standard library."""
    return frozenset(name for library in libraries() for name in library.imports)
