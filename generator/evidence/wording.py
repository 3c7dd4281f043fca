"""Numbers, names and lists as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.evidence.types import Difference

_HAN = re.compile(r"[\u3400-\u9fff]")
_BETWEEN = r"[,.'’ \u00a0\u202f]?"  # what may stand between thousands, in any country


def many(count: int, one: str, more: str = "") -> str:
    """ "1 row", "1,204 rows"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """ "a", "a and b", "a, b and 4 more"."""
    shown = [short(name, 60) for name in names]
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(shown) - most + 1:,} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def short(text: str, most: int) -> str:
    """At most `most` characters on one line, nothing in it that a terminal would obey."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def tidy(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Each value short enough for a table's cell."""
    return tuple(
        Difference(short(one.what, 120), short(one.here, 120), short(one.there, 120)) for one in differences
    )


def sentence(text: str) -> str:
    """With a capital and a full stop, as its writing has them."""
    text = text.strip()
    if not text or text.endswith((".", "!", "?", "…", "。", "！", "？")):
        return text[:1].upper() + text[1:]
    return text[:1].upper() + text[1:] + ("。" if _HAN.match(text[-1]) else ".")


def mentions_number(text: str, number: int) -> bool:
    """Whether a text says a whole number, its thousands apart or not; not as a part of another number."""
    groups = f"{number:,}".split(",")
    return re.search(rf"(?<!\d)(?<!\d[.,'’]){_BETWEEN.join(groups)}(?![\d]|[.,]\d)", text) is not None


def mentions_name(text: str, name: str) -> bool:
    """Whether a text names a sheet or a file, as words of their own."""
    return (
        bool(name) and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text.casefold()) is not None
    )
