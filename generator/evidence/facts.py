"""What was measured of a run, as sentences; those that a person should know before relying on it are flagged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from generator.evidence.reads import alike, amounts, read_facts, read_phrase
from generator.evidence.types import Fact, Mark
from generator.evidence.wording import listed, many, mentions_name, mentions_number, sentence, short
from generator.types import FileProfile

_PAGE = "A page without access to the internet"
_WARNINGS, _WARNING = 3, 120  # how many are shown, in how many characters
_DROPS = 6
_ROWS_LEFT_OUT = {
    "dropna": "with something missing",
    "drop_duplicates": "that stand there twice",
}
_VALUES_LOST = {"to_numeric": "numbers", "to_datetime": "dates"}


def facts_in_words(
    facts: Mapping[str, Any],
    *,
    kind: str,
    profiles: Sequence[FileProfile] = (),
    request: str = "",
    shown: str = "",
    limits: Sequence[str] = (),
    confirmed: bool = False,
) -> tuple[Fact, ...]:
    """Sentences of the facts kept with a run. What is missing among them isn't claimed.

    `shown`: all text of the result. `limits`: what the program was held to and met, one sentence each. `confirmed`: another
    program gives the same, so that what was left out on the way needs no warning.
    """
    if kind == "html":
        return (Fact(_PAGE),)
    read = amounts(facts.get("reads") or (), profiles)
    return (
        *_files(facts, profiles, request),
        *read_facts(read, profiles, request),
        *_dropped(facts.get("dropped") or (), f"{request}\n{shown}", confirmed),
        *_written_in(facts),
        *_words(facts),
        *_hosts(facts),
        *(Fact(short(limit, 200), True, "A limit was met") for limit in limits),
        *_made(facts),
        *_warnings(facts),
        *_place(facts),
    )


def facts_mark(
    said: Sequence[Fact], facts: Mapping[str, Any], profiles: Sequence[FileProfile]
) -> Mark | None:
    """The most important of it as one phrase; None where nothing is known."""
    if flagged := next((fact for fact in said if fact.flag), None):
        return Mark(flagged.short or flagged.text, "differs")
    given = _given(facts)
    phrase = read_phrase(amounts(facts.get("reads") or (), profiles), len(given))
    if not phrase and _opened(facts):
        phrase = f"Opened {listed(_opened(facts), 2)}"
    if "folder_files" in facts:
        phrase = _seen(facts)
    if not phrase and not given and "given" in facts:
        phrase = "No files were given"
    if said and said[0].text == _PAGE:
        phrase = _PAGE
    return Mark(phrase, "fact") if phrase else None


def _given(facts: Mapping[str, Any]) -> list[str]:
    return list(facts.get("given") or ())


def _opened(facts: Mapping[str, Any]) -> list[str]:
    """A file whose table a library read counts as opened, though it may have read past Python's own `open`."""
    seen = {*(facts.get("opened") or ()), *(read["file"] for read in facts.get("reads") or ())}
    return [name for name in _given(facts) if name in seen]


def _files(facts: Mapping[str, Any], profiles: Sequence[FileProfile], request: str) -> Iterator[Fact]:
    opened = _opened(facts)
    left = [name for name in _given(facts) if name not in opened]
    if "folder_files" in facts:
        yield Fact(f"{_seen(facts)}, in a copy of its own")
    if opened:
        yield Fact(f"Opened {listed(opened)}")
    tables = {profile.name: profile.tables for profile in profiles}
    read = [table for name in opened for table in tables.get(name, ())]
    meant = any(_is_named(name, request) for name in opened)  # and so the others weren't
    missed = [
        name
        for name in left
        if not opened or _is_named(name, request) or (not meant and alike(tables.get(name, ()), read))
    ]
    for names, flag in ((missed, True), ([name for name in left if name not in missed], False)):
        if names:
            yield Fact(f"Did not open {listed(names)}", flag, f"Did not open {listed(names, 2)}")
    yield from _unmeasured(facts, opened, tables)


def _seen(facts: Mapping[str, Any]) -> str:
    count = facts["folder_files"]
    return "Saw one file of the folder" if count == 1 else f"Saw {count:,} files of the folder"


def _is_named(name: str, request: str) -> bool:
    return mentions_name(request, PurePath(name).stem)


def _unmeasured(facts: Mapping[str, Any], opened: list[str], tables: Mapping[str, Any]) -> Iterator[Fact]:
    """Tables that were opened past the libraries whose reading is measured."""
    if "reads" not in facts:
        return
    measured = {read["file"] for read in facts["reads"]}
    names = [name for name in opened if name not in measured and tables.get(name)]
    if names:
        yield Fact(f"How many rows of {listed(names)} were read can't be measured here")


def _dropped(drops: Sequence[Mapping[str, Any]], said: str, confirmed: bool) -> Iterator[Fact]:
    real = [drop for drop in drops if drop["before"] > drop["after"]]
    told = list(dict.fromkeys(_drop(drop, said) for drop in real))
    told = [replace(fact, flag=False) for fact in told] if confirmed else told
    told.sort(key=lambda fact: not fact.flag)
    yield from told[:_DROPS]
    if len(told) > _DROPS:
        rest = told[_DROPS:]
        yield Fact(f"{many(len(rest), 'more step')} left something out", any(fact.flag for fact in rest))


def _drop(drop: Mapping[str, Any], said: str) -> Fact:
    how, before, after = str(drop["how"]), drop["before"], drop["after"]
    gone = before - after
    if how == "missing values":  # of one column, which nothing is computed from anyway
        return Fact(f"{gone:,} of {many(before, 'value')} {'is' if gone == 1 else 'are'} missing")
    flag = not mentions_number(said, gone) and not mentions_number(said, after)
    if how in _VALUES_LOST:
        phrase = f"{many(gone, 'value')} couldn't be read as {_VALUES_LOST[how]}"
        return Fact(phrase, flag, phrase)
    if how == "inner merge":
        phrase = f"{many(gone, 'row')} found no partner"
        return Fact(f"{phrase} when two tables were joined", flag, phrase)
    if how == "drop_duplicates":
        phrase = f"Left out {many(gone, 'row')}"
        stands = "that stands there twice" if gone == 1 else _ROWS_LEFT_OUT[how]
        return Fact(f"{phrase} {stands}", flag, phrase)
    phrase = f"Left out {gone:,} of {many(before, 'row')}"
    return Fact(f"{phrase} {_ROWS_LEFT_OUT.get(how) or f'({short(how, 40)})'}", flag, phrase)


def _written_in(facts: Mapping[str, Any]) -> Iterator[Fact]:
    count = facts.get("written_in") or 0
    if not count:
        return
    examples = [short(str(one), 30) for one in facts.get("written_examples") or ()][:4]
    looks, stands = ("looks", "stands") if count == 1 else ("look", "stand")
    values = many(count, "value")
    yield Fact(
        f"{values} that {looks} like data {stands} in the program itself and not in your request or files"
        + (f", e.g. {', '.join(examples)}" if examples else ""),
        True,
        f"{values} {stands} in the program itself",
    )


def _words(facts: Mapping[str, Any]) -> Iterator[Fact]:
    """Of the numbers in the sentences that explain the result."""
    if facts.get("words") == "stand":
        yield Fact("Each number in the words stands in the result or in your request")
    if facts.get("words") == "kept back":
        yield Fact("Shown without words: those that came had numbers that stand nowhere in the result")


def _hosts(facts: Mapping[str, Any]) -> Iterator[Fact]:
    if refused := list(facts.get("hosts_refused") or ()):
        yield Fact(f"Was kept from {listed(refused)}", True, f"Was kept from {listed(refused, 2)}")
    if reached := _reached(facts):
        yield Fact(f"Was let through to {listed(reached)}")


def _reached(facts: Mapping[str, Any]) -> list[str]:
    refused = facts.get("hosts_refused") or ()
    return [host for host in facts.get("hosts_asked") or () if host not in refused]


def _made(facts: Mapping[str, Any]) -> Iterator[Fact]:
    if made := list(facts.get("made") or ()):
        yield Fact(f"Made {listed(made)}")


def _warnings(facts: Mapping[str, Any]) -> Iterator[Fact]:
    warnings = list(dict.fromkeys(facts.get("warnings") or ()))
    for warning in warnings[:_WARNINGS]:
        yield Fact(f"A library warned: {sentence(short(warning, _WARNING))}")
    if len(warnings) > _WARNINGS:
        yield Fact(f"Libraries warned {many(len(warnings) - _WARNINGS, 'more time')}")


def _place(facts: Mapping[str, Any]) -> Iterator[Fact]:
    places = {"docker": "Ran in a container", "built-in": "Ran in the built-in sandbox"}
    if where := places.get(facts.get("sandbox") or ""):
        yield Fact(where if _reached(facts) else f"{where} without network")
