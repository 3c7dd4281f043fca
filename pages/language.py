"""What the page says, in the person's language."""

from __future__ import annotations


def _(text: str, **values: object) -> str:
    """`text`, written in English in the code, with `{name}` for each of `values`."""
    return text.format(**values) if values else text


def many(one: str, other: str, count: int, **values: object) -> str:
    """The form for `count`, with `{count}` and `{name}` for each of `values`."""
    return (one if count == 1 else other).format(count=count, **values)
