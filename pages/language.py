"""What the page says, in the person's language."""

from __future__ import annotations


def _(text: str, **values: object) -> str:
    """`text`, written in English in the code, with `{name}` for each of `values`."""
    return text.format(**values) if values else text


def N_(text: str) -> str:
    """`text` as it is: it stands in a table and goes through `_` where it is shown."""
    return text


def many(one: str, other: str, count: int, **values: object) -> str:
    """The form for `count`, with `{count}` and `{name}` for each of `values`."""
    return (one if count == 1 else other).format(count=count, **values)


def told(sentence: str) -> str:
    """What another room said in English, in the person's language; anything else as it is."""
    return sentence


def joined(*sentences: str) -> str:
    """Sentences one after another, empty ones left out."""
    return " ".join(filter(None, sentences))
