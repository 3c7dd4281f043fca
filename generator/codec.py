"""Dataclasses to JSON-able dicts and back, for the store and for durable steps."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A dataclass (or a tuple of them) as dicts, lists and scalars."""
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def from_plain(kind: type[T], plain: Any) -> T:
    """The dataclass `kind` from what `to_plain` gave. Raises pydantic.ValidationError."""
    return _adapter(kind).validate_python(plain)  # type: ignore[arg-type, no-any-return]


@lru_cache(64)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Building one takes milliseconds, and there are few kinds."""
    return TypeAdapter(kind)
