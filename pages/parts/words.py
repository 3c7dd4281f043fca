"""Text from people, programs and models, made safe for places that read Markdown; and numbers in words."""

from __future__ import annotations

import re

from pages.language import _, many, told
from workshop.money import about

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
_PICTURE = re.compile(r"!\[([^\[\]]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])?")
_LINKED = re.compile(r"(?<=:)(?=//|material/)|(?<=www)(?=\.)|(?<=\w)(?=@\w)", re.IGNORECASE)
_BEHIND = re.compile(r"\]([(\[:])")  # what makes a link of words in brackets
_JOINER = "\u2060"  # no width; what follows it is no longer taken for an address or an icon
_MANY = 1000


def plain(text: str) -> str:
    """`text` so that Markdown shows it letter by letter, on one line."""
    return _SPECIAL.sub(r"\\\1", _LINKED.sub(_JOINER, " ".join(text.split())))


def prose(text: str) -> str:
    """Markdown without pictures, formulas and icons: words, lists, tables. An address is never behind other words:
    whoever follows it has read it, with all that stands in it."""
    without_pictures = _PICTURE.sub(r"\1", text).replace("![", "! [")
    without_links = _BEHIND.sub(r"] \1", without_pictures)
    return re.sub(r"(?<!\\)\$", r"\\$", without_links).replace(":material/", f":{_JOINER}material/")


def short(text: str, most: int) -> str:
    """At most `most` characters of one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def size(count: int) -> str:
    """Bytes for a person: "640 bytes", "12 KB", "3.4 MB"."""
    if count < _MANY:
        return many("{count} byte", "{count} bytes", count)
    power = min((len(str(count)) - 1) // 3, 3)
    number, unit = count / _MANY**power, ("", "KB", "MB", "GB")[power]
    said = f"{number:.1f}" if number < 10 and unit != "KB" else f"{number:.0f}"
    return _("{number} {unit}", number=said, unit=unit)


def duration(seconds: float) -> str:
    """ "under a second", "14 s", "2 min 5 s"."""
    whole = round(seconds)
    if whole < 1:
        return _("under a second")
    if whole < 60:
        return _("{seconds} s", seconds=whole)
    minutes, seconds = divmod(whole, 60)
    if not seconds:
        return _("{minutes} min", minutes=minutes)
    return _("{minutes} min {seconds} s", minutes=minutes, seconds=seconds)


def cost(usd: float | None, tokens: int, unpriced: int = 0) -> str:
    """What the model calls cost; `tokens` 0 means that there were none, `unpriced` of them have no known price."""
    if not tokens:
        return _("no cost")
    if usd is None or (unpriced and not usd):
        return _("price not known")
    said = told(about(usd, tokens))
    return _("{cost} and something without a known price", cost=said) if unpriced else said
