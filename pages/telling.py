"""Sentences that other rooms made, and stored, in English: found among the catalog's templates and said in its language.

A template has the context "told". In its English, `{n}` (`{n2}` …) stands for a number, `{said}` for a phrase that is
itself to be found, `{maybe}` for one that may be a name instead, `{words}` for whole sentences of someone else, `{names}` for "a.csv, b.csv and 2 more", any other
name for what goes through untouched, and `[a|b]` for either of two words. What fits no template isn't ours, and stays as it is.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import NamedTuple

from babel.messages.mofile import read_mo

CONTEXT = "told"
_PLACE = re.compile(r"\{([a-z]+\d*)\}|\[([^\[\]]*)\]")
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_NAME = r"(?:(?![.?!] [A-Z]).)+?"  # doesn't reach into the next sentence
_SENTENCE_END = re.compile(r"(?<=[.?!…”]) (?=\S)")
_MORE = re.compile(r"(.+) and ([\d,]+) more")
_AND = re.compile(r"(.*\.\w{1,5}) and (.*\.\w{1,5})")  # of names with endings: " and " may stand in any other
_COMMA = re.compile(r"(?<=\.\w{2}), |(?<=\.\w{3}), |(?<=\.\w{4}), ")
_MOST_SENTENCES, _DEEP = 12, 7


class Template(NamedTuple):
    pattern: re.Pattern[str]
    said: str
    letters: int  # of its own, without what it leaves open


def told(catalog: Path, text: str) -> str:
    """`text`, one or several sentences, by the templates of the compiled `catalog`."""
    return _told(catalog, text)


@functools.lru_cache(8192)
def _told(catalog: Path, text: str) -> str:
    templates = _templates(catalog)
    whole = _match(templates, text)
    if whole is not None:
        return whole
    parts = _SENTENCE_END.split(text)
    return text if len(parts) > _MOST_SENTENCES else _in_parts(templates, parts)


def _in_parts(templates: tuple[Template, ...], parts: list[str]) -> str:
    """As many sentences at once as a template has."""
    said, at = "", 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            part = " ".join(parts[at:end])
            found = _match(templates, part)
            if found is not None or end == at + 1:
                break
        said += (" " if said and not said.endswith(("。", "？", "！")) else "") + (found or part)
        at = end
    return said


def _match(templates: tuple[Template, ...], text: str, deep: int = _DEEP) -> str | None:
    for template in templates:
        found = template.pattern.fullmatch(text)
        if found and (said := _filled(templates, template, found, deep)) is not None:
            return said
    if text.endswith(".") and deep == _DEEP:
        said = _match(templates, text[:-1], deep - 1)
        return None if said is None else f"{said}。"
    return None


def _filled(
    templates: tuple[Template, ...], template: Template, found: re.Match[str], deep: int
) -> str | None:
    values: dict[str, str] = {}
    for name, value in found.groupdict().items():
        if name.startswith("said"):
            inner = _match(templates, value, deep - 1) if deep else None
            if inner is None:
                return None
            values[name] = inner
        elif name == "maybe":
            values[name] = _match(templates, value, deep - 1) or value
        else:
            values[name] = _names(value) if name.startswith("names") else value
    return template.said.format(**values)


def _names(text: str) -> str:
    if found := _MORE.fullmatch(text):
        return f"{_COMMA.sub('、', found[1])} 等，另有 {found[2]} 个"
    return f"{_COMMA.sub('、', found[1])} 和 {found[2]}" if (found := _AND.fullmatch(text)) else text


@functools.cache
def _templates(catalog: Path) -> tuple[Template, ...]:
    """Those without open places first, then those that go on from another phrase, then the most particular ones."""
    if not catalog.exists():
        return ()
    with catalog.open("rb") as content:
        messages = [message for message in read_mo(content) if message.context == CONTEXT]
    found = [template(str(message.id), str(message.string)) for message in messages if message.string]
    return tuple(sorted(found, key=_order))


def _order(one: Template) -> tuple[int, int]:
    pattern = one.pattern
    return (0 if not pattern.groups else 1 if pattern.pattern.startswith("(?P<said") else 2, -one.letters)


def template(english: str, said: str) -> Template:
    """One template; its pattern fits whole sentences only."""
    pattern, letters, at = "", 0, 0
    for place in _PLACE.finditer(english):
        own = english[at : place.start()]
        pattern, letters, at = pattern + re.escape(own) + _open(place), letters + len(own), place.end()
    rest = english[at:]
    return Template(re.compile(pattern + re.escape(rest), re.DOTALL), said, letters + len(rest))


def _open(place: re.Match[str]) -> str:
    name, either = place[1], place[2]
    if name is None:
        return "(?:" + "|".join(map(re.escape, either.split("|"))) + ")"
    kind = name.rstrip("0123456789")
    return f"(?P<{name}>{_NUMBER if kind == 'n' else '.+?' if kind == 'words' else _NAME})"
