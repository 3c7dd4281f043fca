"""From a request to readings of all recipes, and from these to what is run, asked or declined."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from generator.recipes.chinese import CJK, in_known_words
from generator.recipes.columns import Names, annotate, is_key, name_words
from generator.recipes.context import blocking, steps, unexplained, without_context, without_reason
from generator.recipes.files import is_read, place_of, read_of
from generator.recipes.readers import figures, texts, things
from generator.recipes.readers.percent import read_percentages
from generator.recipes.readers.rows import read_rows
from generator.recipes.readers.summarise import read_summary
from generator.recipes.readers.tables import read_conversion, read_description, read_duplicates
from generator.recipes.reading import Reading
from generator.recipes.said import COL, NUM_COL, Said
from generator.recipes.spelling import spelled
from generator.recipes.words import FILLER, stem
from generator.types import FileProfile, Table

LONGEST = 900
READ_APART = frozenset(
    ["summarise_table", "filter_sort_table", "describe_table", "table_duplicates", "convert_table", "count_words", "checklist", "qr_code", "random_pick", "resize_pictures", "password", "timer", "convert_units", "date_sums", "tip", "loan", "text_duplicates"]
)  # fmt: skip
"""Recipes that have a reader of their own."""
_TABLE_READERS = {
    "summarise_table": read_summary, "filter_sort_table": read_rows, "describe_table": read_description,
    "table_duplicates": read_duplicates, "convert_table": read_conversion,
}  # fmt: skip
_FULL = ("describe_table", "table_duplicates", "convert_table")  # these need no more than what they found
_SOURCE = re.compile(
    r"\b(?:in|from|of|for|on|using|with)?\s*(?:the|this|my|our|attached|given|that)\s+(?:attached )?(?:csv|excel|json|xlsx)(?:[ -](?:file|table|sheet|workbook|spreadsheet))?\b(?! (?:to|into|as)\b)|\bcsv (?:file|table)\b",
    re.I,
)


def tables_of(profiles: tuple[FileProfile, ...]) -> list[tuple[FileProfile, Table]]:
    return [(p, t) for p in profiles if not p.problem for t in p.tables if t.columns and is_read(t)][:12]


def without_names(text: str, profile: FileProfile, table: Table) -> tuple[str, bool]:
    """The request without the name of this file or sheet, and whether it was there."""
    named, words = False, text
    names = [profile.name, profile.name.rsplit(".", 1)[0]]
    if len(profile.tables) > 1:
        names.append(table.name)
    for place, name in enumerate(names):
        pattern = rf"(?:\b(?:in|from|of|for|on|using|the|with|file|sheet|table|called|named)\s+){{0,4}}[\"“'`]?(?<!\w){re.escape(name)}(?!\w)[\"”'`]?(?:\s+(?:file|sheet|table|tab|csv))?"
        if place == 1 and (("_" not in name and " " not in name and "-" not in name) or len(name) < 5):
            continue
        if len(name) > 1 and re.search(pattern, words, re.I):
            words, named = re.sub(pattern, " ", words, flags=re.I), True
    return words, named


def nouns_of(profile: FileProfile, table: Table) -> set[str]:
    """What the rows may be called: the words of the file's and the sheet's name."""
    stems = {
        word for name in (profile.name.rsplit(".", 1)[0], table.name) for word in name_words(name) if name
    }
    columns = {word for column in table.columns for word in name_words(column.name)}
    return {
        word
        for word in stems
        if len(word) > 2 and word.isalpha() and word not in columns and word not in FILLER
    }


def _file_words(profile: FileProfile, table: Table) -> set[str]:
    """The longer words of the file's and the sheet's name: they say what the rows are."""
    names = (profile.name.rsplit(".", 1)[0], table.name)
    return {word for name in names if name for word in name_words(name) if len(word) > 3 and word.isalpha()}


_ASIDE = re.compile(r",? *\b(?:(?:i|we) (?:just |only |really )?mean|you know|that is to say)\b,?", re.I)


def read_tables(text: str, profiles: tuple[FileProfile, ...]) -> list[Reading]:
    """A reading for each recipe of tables, of the table that fits best; two alike leave a doubt."""
    tables, text = tables_of(profiles), _ASIDE.sub(", ", text[:LONGEST])
    found: dict[str, list[Reading]] = {}
    for profile, table in tables:
        words, named = without_names(text, profile, table)
        others = [p for p, t in tables if p.name != profile.name and without_names(text, p, t)[1]]
        if others and not named:
            continue
        for reading in read_table(_SOURCE.sub(" ", words), profile, table):
            reading.values["__named"] = named
            found.setdefault(reading.recipe, []).append(reading)
    return [reading for readings in found.values() for reading in _best_table(readings)]


def _best_table(readings: list[Reading]) -> list[Reading]:
    def rank(reading: Reading) -> tuple[bool, bool, int, int]:
        return (
            not reading.values["__named"],
            not reading.sure,
            len(reading.left),
            len(reading.missing) + len(reading.options),
        )

    ordered = sorted(readings, key=rank)
    places = {
        (r.values["FILE"], str(place_of(r.values["READ"]))) for r in ordered if rank(r) == rank(ordered[0])
    }
    best = [r for r in ordered if rank(r) == rank(ordered[0])]
    for reading in best:
        if len(places) > 1:
            reading.missing.append("It isn't clear which table is meant.")
    for reading in readings:
        reading.values.pop("__named", None)
    return best[:3]


def read_table(text: str, profile: FileProfile, table: Table) -> list[Reading]:
    """The readings of one table; a word that fits two columns gives one reading for each."""
    names, nouns = Names(table), nouns_of(profile, table)
    said = annotate(spelled(text[:LONGEST], names.words()), table, names)
    about = _file_words(profile, table)
    said = _without_nouns(without_context(said), about)
    readings = []
    for recipe, read in _TABLE_READERS.items():
        for variant in _variants(said, recipe):
            used = variant.copy()
            reading = read(used, table, nouns)
            reading.left = blocking(used, about) if recipe in _FULL else unexplained(used, about)
            if reading.head:
                reading.values |= {"FILE": profile.name, "READ": read_of(table)}
                readings.append(reading)
                reading.missing += _ambiguous(said, used)
    return readings


def _without_nouns(said: Said, nouns: set[str]) -> Said:
    """ "By membership type" of members.csv is by type: what a row is called says nothing before a column."""
    noun = "|".join(re.escape(each) for each in nouns) or "rows"
    period = "day|week|month|quarter|year"
    text = re.sub(
        rf"({NUM_COL}) (?:score|mark|grade|result|point|value|figure|level|column)s?\b(?! (?:is|are|was|of))",
        r"\1",
        said.text,
    )
    text = re.sub(rf" / (?={COL}|{period})", " per ", text)
    text = re.sub(rf"({COL}) names?\b(?! {COL})", r"\1", text)
    return Said(re.sub(rf"\b(?:{noun})\w{{0,5}} (?={COL})", "", text), said.mentions)


def _ambiguous(said: Said, used: Said) -> list[str]:
    doubts = []
    for sign, mention in said.mentions.items():
        place = used.text.find(sign)
        if mention.kind != "value" and len(mention.columns) > 1 and place >= 0 and used.marks[place]:
            doubts.append(f"“{mention.words}” could be {' or '.join(c.name for c in mention.columns[:4])}.")
    return doubts


def _variants(said: Said, recipe: str) -> list[Said]:
    """One for each column that the first ambiguous word may mean."""
    for sign, mention in said.mentions.items():
        if mention.kind not in ("value", "row") and len(mention.columns) > 1:
            ones = [replace(mention, columns=(column,)) for column in mention.columns[:3]]
            return [Said(said.text, {**said.mentions, sign: one}) for one in ones]
    return [said]


def read_others(text: str, profiles: tuple[FileProfile, ...], today: date) -> list[Reading]:
    """A reading for each recipe that takes no table."""
    head, payload = texts.split_payload(text)
    if len(profiles) == 1 and profiles[0].format != "image":
        name = re.escape(profiles[0].name)
        head = re.sub(
            rf"(?:\b(?:in|from|of|for|the|file) ){{0,4}}(?<!\w){name}(?!\w)", " ", head[:LONGEST], flags=re.I
        )
    known = in_known_words(head[:LONGEST]) if CJK.search(head) else head[:LONGEST]
    known = without_reason(spelled(known))
    asked = texts.Asked(re.sub(r"\s+", " ", known.lower()).strip(), payload[:1_000_000], text[:LONGEST])
    whole = texts.Asked(
        re.sub(r"\s+", " ", (in_known_words(text[:LONGEST]) if CJK.search(text) else text[:LONGEST]).lower()),
        "",
        text[:LONGEST],
    )
    readings = [
        texts.read_word_count(asked, profiles), texts.read_checklist(asked, profiles), texts.read_qr(asked, profiles),
        texts.read_random(asked, profiles), things.read_resize(whole, profiles), things.read_password(whole), things.read_timer(whole),
        figures.read_units(whole), figures.read_dates(whole, today), figures.read_tip(whole), figures.read_loan(whole),
    ]  # fmt: skip
    if not profiles:
        readings.append(read_percentages(text[:LONGEST]))
    if not tables_of(profiles) or payload:
        readings.append(texts.read_text_duplicates(asked, profiles))
    for reading in readings:
        if reading.head == 2:
            asked_for = steps(reading.left)
            if reading.recipe == "count_words":
                asked_for = [word for word in asked_for if not word.isdecimal()]
            if reading.recipe != "date_sums":
                asked_for = [word for word in asked_for if word not in ("today", "tomorrow")]
            reading.left, reading.told = asked_for, len(asked_for) < len(reading.left)
    return [_with_table(reading, profiles) for reading in readings if reading.head]


def _with_table(reading: Reading, profiles: tuple[FileProfile, ...]) -> Reading:
    if reading.recipe == "random_pick" and reading.values["FROM"] == "file":
        profile = next(p for p in profiles if p.name == reading.values["FILE"])
        if profile.tables:
            reading.values["READ"] = read_of(profile.tables[0])
            _pick_column(reading, profile.tables[0])
    return reading


def _pick_column(reading: Reading, table: Table) -> None:
    """ "A random customer": the column of that name, where it names rows; else whole rows."""
    for word in list(reading.left):
        columns = [column for column in table.columns if stem(word) in name_words(column.name)]
        if len(columns) == 1 and columns[0].type == "text":
            reading.values["COLUMN"] = columns[0].name
            if not is_key(columns[0], table.rows):
                reading.missing.append(
                    f"{columns[0].name} repeats: who stands in more rows is picked more often."
                )
            reading.left.remove(word)
            return


def content_words(text: str) -> list[str]:
    return Said(f" {text[:LONGEST].lower()} ").left()


def merged(values: dict[str, Any], option: dict[str, Any]) -> dict[str, Any]:
    return {**values, **option}
