"""The reader of recipes that have none of their own: how near a request is to their phrases, and plain values.

It is sure only where the request is very near, all of its words are explained, and the files are there. English and Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from generator.recipes.chinese import CJK, DIGITS
from generator.recipes.columns import Names, annotate
from generator.recipes.context import without_context
from generator.recipes.files import fitting, reading_of, slots_of, tables_in, with_reads
from generator.recipes.readers.nearness import Phrases, words_of
from generator.recipes.readers.plain_values import kind_of, take_values
from generator.recipes.readers.texts import items_of, split_payload
from generator.recipes.reading import Reading
from generator.recipes.recipe import Recipe
from generator.recipes.said import STARTS, Mention, Said
from generator.recipes.spelling import spelled
from generator.recipes.words import stem
from generator.tools import FileSlot
from generator.types import FileProfile, InputSpec, Table

LONGEST = 900
_SURE, _NEAR = 0.72, 0.4  # shares of words in common
_MOST = 3  # tables that one request may be read for
_NONE = Table("", 0, ())
Values = dict[str, Any]
Profiles = tuple[FileProfile, ...]


class General:
    """Reads requests for `recipes` by what their manifests say."""

    def __init__(self, recipes: tuple[Recipe, ...]) -> None:
        self._recipes = [(recipe, Phrases(recipe)) for recipe in recipes]

    def read(self, text: str, profiles: Profiles) -> list[Reading]:
        """The readings of all recipes that the request is near to."""
        found = [
            reading
            for recipe, phrases in self._recipes
            for reading in _read(recipe, phrases, text.strip()[: LONGEST * 20], profiles)
        ]
        return [reading for reading in found if reading.head]


def _read(recipe: Recipe, phrases: Phrases, text: str, profiles: Profiles) -> Iterator[Reading]:
    head, payload = _split(recipe, text)
    head = _without_files(head[:LONGEST], profiles)
    ways = list(islice(_files(recipe, text, profiles), _MOST))
    for files, missing in ways:
        chosen = {name: value for name, value in files.items() if value}
        reading = Reading(recipe.id, {})
        table = _table(chosen, profiles)
        near, values = _said(recipe, phrases, head, table, reading)
        reading.values = {**values, **_payload(recipe, payload, chosen), **chosen}
        reading.missing += missing
        if len(ways) > 1:
            reading.missing.append("It isn't clear which table is meant.")
        reading.near = phrases.alike(head)
        _hold(recipe, reading, profiles)
        reading.head = 2 if near >= _SURE else 1 if near >= _NEAR else 0
        yield reading


def _said(
    recipe: Recipe, phrases: Phrases, head: str, table: Table, reading: Reading
) -> tuple[float, Values]:
    """How near the request is, and its values; what it doesn't explain goes into `reading.left`."""
    if CJK.search(head):
        said = _in_chinese(head, table)
        values = take_values(recipe, said)
        rest = _unmarked(said)
        reading.left = phrases.strange_chinese(rest)
        return phrases.near_chinese(rest, head), values
    names = Names(table)
    said = without_context(annotate(spelled(head, names.words() | phrases.known), table, names))
    values = take_values(recipe, said)
    words = words_of(said)
    reading.left = list(dict.fromkeys([*phrases.strange(words), *phrases.strange_verb(head)]))
    return phrases.near((stem(word) for word in words), head), values


def _unmarked(said: Said) -> str:
    """What is left of the text; a column or value that no input took stands in it again."""
    kept = "".join(" " if mark else sign for sign, mark in zip(said.text, said.marks, strict=True))
    return "".join(f" {said.mentions[sign].words} " if sign in said.mentions else sign for sign in kept)


def _in_chinese(head: str, table: Table) -> Said:
    """The request as it was written, with signs for quoted words and for columns that are named as they are."""
    mentions: dict[str, Mention] = {}

    def sign(kind: str, mention: Mention) -> str:
        made = chr(STARTS[kind] + sum(each.kind == kind for each in mentions.values()))
        mentions[made] = mention
        return f" {made} "

    text = re.sub(
        r"[“\"「]([^”\"」]{1,200})[”\"」]",
        lambda m: sign("quoted", Mention("quoted", m[1], value=m[1])),
        head,
    )
    for column in sorted(table.columns, key=lambda each: -len(each.name))[:100]:
        kind = column.type if column.type in STARTS else "text"
        if len(column.name) > 1 or CJK.search(column.name):
            mention = Mention(kind, column.name, (column,), exact=True)
            if re.search(re.escape(column.name), text, re.I):
                text = re.sub(re.escape(column.name), sign(kind, mention), text, flags=re.I)
    text = re.sub(rf"([{''.join(DIGITS)}])(?=[个名行组队条张份人位列])", lambda m: DIGITS[m[1]], text)
    return Said(f" {text.lower()} ", mentions)


def _split(recipe: Recipe, text: str) -> tuple[str, str]:
    """What is asked, and what follows a colon or a line's end, where the recipe takes a text or a list."""
    if not any(kind_of(spec) == "list" or spec.name == "TEXT" for spec in recipe.inputs):
        return text, ""
    found = re.search(r"[:：](?!//)\s*(?=\S)|\n\s*(?=\S)", text)
    if found and 3 < found.start() < 300:
        return text[: found.start()], text[found.end() :].strip()
    quotes = sum(kind_of(spec) == "words" and spec.name != "TEXT" for spec in recipe.inputs)
    return (text, "") if quotes else split_payload(text)


def _payload(recipe: Recipe, payload: str, chosen: Values) -> Values:
    """A list where the recipe takes one, else its TEXT."""
    if not payload or chosen:
        return {}
    for spec in recipe.inputs:
        if kind_of(spec) == "list":
            return {spec.name: items_of(payload)[:2000]}
    return {"TEXT": payload} if any(spec.name == "TEXT" for spec in recipe.inputs) else {}


def _without_files(text: str, profiles: Profiles) -> str:
    for profile in profiles:
        name = re.escape(profile.name)
        text = re.sub(rf"(?:\b(?:in|from|of|for|the|file) ){{0,4}}(?<!\w){name}(?!\w)", " ", text, flags=re.I)
    return text


# ---- files -------------------------------------------------------------------------------------------------


def _files(recipe: Recipe, text: str, profiles: Profiles) -> Iterator[tuple[Values, list[str]]]:
    """The ways to give the files to the inputs, each with what is missing."""
    slots = slots_of(recipe)
    if len(slots) == 1:
        ((name, slot),) = slots.items()
        yield from _one_slot(recipe, name, slot, text, profiles)
        return
    taken: list[FileProfile] = []
    values, missing = Values(), list[str]()
    for name, slot in slots.items():
        free = [p for p in fitting(slot, profiles) if p not in taken and _has_table(recipe, name, p)]
        if slot.several:
            values[name] = [p.name for p in free]
            taken += free
        elif free:
            values[name] = free[0].name
            taken.append(free[0])
        elif slot.required:
            missing.append(f"A file is missing: {slot.label}.")
    if len(taken) < len([p for p in profiles if not p.problem]):
        missing.append("It isn't clear which files are meant.")
    yield values, missing


def _one_slot(
    recipe: Recipe, name: str, slot: FileSlot, text: str, profiles: Profiles
) -> Iterator[tuple[Values, list[str]]]:
    fits = [p for p in fitting(slot, profiles) if _has_table(recipe, name, p)]
    named = [p for p in fits if re.search(rf"(?<!\w){re.escape(p.name)}(?!\w)", text, re.I)]
    if not fits:
        yield {}, [f"A file is missing: {slot.label}."] if slot.required else []
    elif _takes_several(recipe, name):
        yield {name: [p.name for p in named or fits]}, []
    else:
        for profile in named or fits:
            tables = [table for table in tables_in(profile) if table.rows]
            doubt = len(tables) > 1 and _reads(recipe, name)
            yield {name: profile.name}, ["It isn't clear which table is meant."] if doubt else []


def _takes_several(recipe: Recipe, name: str) -> bool:
    return any(spec.name == name and spec.schema.get("type") == "array" for spec in recipe.inputs)


def _reads(recipe: Recipe, name: str) -> bool:
    return any(spec.name == reading_of(name) for spec in recipe.inputs)


def _has_table(recipe: Recipe, name: str, profile: FileProfile) -> bool:
    """Of a file whose table is read: there is one with rows. A text is read as it is."""
    if not _reads(recipe, name) or profile.format in ("text", "log"):
        return True
    return any(table.rows and table.columns for table in tables_in(profile))


def _table(chosen: Values, profiles: Profiles) -> Table:
    for profile in profiles:
        if profile.name == chosen.get("FILE"):
            return next((table for table in tables_in(profile) if table.rows), _NONE)
    return _NONE


def _hold(recipe: Recipe, reading: Reading, profiles: Profiles) -> None:
    """What it takes to run: the files, a text or a list where there is no file, and what has no default."""
    values = reading.values
    files, given = slots_of(recipe), [
        kind_of(spec) == "list" or spec.name == "TEXT" for spec in recipe.inputs
    ]
    if any(slot.required and not values.get(name) for name, slot in files.items()):
        reading.runs = False
        reading.missing = reading.missing or [f"A file is missing: {next(iter(files.values())).label}."]
        return
    texts = [spec.name for spec, is_text in zip(recipe.inputs, given, strict=True) if is_text]
    if files and texts and not any(values.get(name) for name in (*files, *texts)):
        reading.runs = False
        reading.missing.append("There is nothing to work on: add a file, or write the text after a colon.")
    for spec in recipe.inputs:
        if _open(spec, values):
            reading.runs = False
            reading.missing.append(f"“{spec.label}” isn't said.")
    if reading.runs:
        reading.values = with_reads(recipe, {**_hidden(recipe), **values}, profiles)


def _open(spec: InputSpec, values: Values) -> bool:
    """Needed, and not said: it has no default, or an empty one that its schema forbids."""
    if spec.hidden or spec.name in values or spec.source == "files":
        return False
    return spec.default is None or (spec.default == "" and spec.schema.get("minLength", 0) > 0)


def _hidden(recipe: Recipe) -> Values:
    return {reading_of(name): {} for name in slots_of(recipe) if _reads(recipe, name)}
