"""Plain values for the inputs of a recipe, found in a request: choices, numbers, dates, quoted words, columns."""

from __future__ import annotations

import re
from calendar import month_name
from typing import Any

from generator.recipes.readers.nearness import choice_words, whole
from generator.recipes.recipe import Recipe
from generator.recipes.said import COL, QUOTED, WHEN, Said
from generator.recipes.words import FILLER, NUMBERS, number_of, stem
from generator.types import Column, InputSpec

Values = dict[str, Any]
_N = r"(?<![A-Za-zÀ-ɏ\d_.,])(-?\d[\d.,']*\d|-?\d|(?<!\w)(?:" + "|".join(NUMBERS) + r")(?!\w))"
_COLUMNS = ("columns", "number columns", "date columns")


def kind_of(spec: InputSpec) -> str:
    """ "choice", "number", "date", "words", "list", "column" or "" for one that no word of a request fills."""
    kind = spec.schema.get("type")
    if spec.hidden or spec.source in ("files", "other columns"):
        return ""
    if spec.source in _COLUMNS:
        return "column"
    if "enum" in spec.schema:
        return "choice"
    if kind in ("integer", "number"):
        return "number"
    if kind == "array":
        return "choice" if "enum" in spec.schema.get("items", {}) else "list"
    if kind == "string":
        return "date" if spec.schema.get("format") == "date" else "words"
    return ""


def take_values(recipe: Recipe, said: Said) -> Values:
    """What `said` says for the inputs; what was used is marked in it."""
    values: Values = {}
    specs = [(kind_of(spec), spec) for spec in recipe.inputs]
    for kind, spec in specs:
        if kind == "choice":
            _take_choice(spec, said, values)
    for kind, spec in specs:
        if kind == "words" and (found := said.take(spec.schema.get("found", "(?!)"))):
            values[spec.name] = found[1].strip()
    for kind, spec in specs:
        if kind == "number":
            _take_number(spec, said, values)
    _take_month({spec.name for spec in recipe.inputs}, said, values)
    _take_signs([spec for kind, spec in specs if kind == "date"], WHEN, said, values)
    quoted = [spec for kind, spec in specs if kind == "words" and "found" not in spec.schema]
    _take_signs(quoted, QUOTED, said, values)
    _take_columns([spec for kind, spec in specs if kind == "column"], said, values)
    _take_lone_number([spec for kind, spec in specs if kind == "number"], said, values)
    return values


_TOWARDS = r"(?:(?:to|into|as|in|成|为|转)(?: an?| one)?\s*)$"


def _take_choice(spec: InputSpec, said: Said, values: Values) -> None:
    """Of several, the one after "to" or "as", else the last: "these jpg pictures to png" become png."""
    words = [(word, option) for option, those in choice_words(spec.schema).items() for word in those]
    found: list[tuple[bool, int, Any]] = []
    for word, option in sorted(words, key=lambda each: -len(each[0])):
        for match in said.take_all(whole(word.lower())):
            towards = re.search(_TOWARDS, said.text[: match.start()], re.I)
            found.append((towards is not None, match.start(), option))
    if found and spec.schema.get("type") == "array":
        values[spec.name] = list(
            dict.fromkeys(option for _, _, option in sorted(found, key=lambda each: each[1]))
        )
    elif found:
        values[spec.name] = max(found, key=lambda each: each[:2])[2]


def near_words(spec: InputSpec) -> list[str]:
    """What stands beside a number that is meant for this input: `words` of its schema, else those of its label."""
    given = spec.schema.get("words")
    if isinstance(given, list):
        return [str(word) for word in given]
    words = re.findall(r"[^\W\d_]{2,}", f"{spec.label} {spec.name.lower()}")
    return [word for word in dict.fromkeys(words) if word.lower() not in FILLER]


def _take_number(spec: InputSpec, said: Said, values: Values) -> None:
    """ "4 groups", "groups: 4"; a word with "#" says where the number stands: "groups of #"."""
    words = near_words(spec)
    placed = [
        re.escape(word.lower()).replace(r"\#", rf"\s?{_N}\s?").replace(r"\ ", r"\s?")
        for word in words
        if "#" in word
    ]
    bare = [whole(word.lower()) for word in words if "#" not in word]
    bare += [
        rf"(?<!\w){re.escape(stem(word))}s?(?!\w)" for word in words if word.isascii() and "#" not in word
    ]
    either = "(?:" + "|".join(bare) + ")"
    around = [rf"{_N}\s?%?\s?{either}", rf"{either}(?: of| to| is| =|:)?\s?{_N}"] if bare else []
    for pattern in (*placed, *around):
        found = said.find(pattern)
        if found and (number := number_of(found[1])) is not None and _within(spec, number):
            said.take(pattern)
            values[spec.name] = _typed(spec, number)
            return


def _take_lone_number(specs: list[InputSpec], said: Said, values: Values) -> None:
    """One number, and one input that takes one."""
    open_ = [spec for spec in specs if spec.name not in values]
    if len(specs) == 1 and open_ and len(re.findall(_N, said.text)) == 1:
        found = said.find(_N)
        if (
            found
            and found[1].lower() not in ("one", "1")
            and (number := number_of(found[1])) is not None
            and _within(open_[0], number)
        ):
            said.take(_N)
            values[open_[0].name] = _typed(open_[0], number)


def _within(spec: InputSpec, number: float) -> bool:
    low, high = spec.schema.get("minimum", number), spec.schema.get("maximum", number)
    return bool(low <= number <= high)


def _typed(spec: InputSpec, number: float) -> float | int:
    return int(number) if number.is_integer() else number


def _take_month(names: set[str], said: Said, values: Values) -> None:
    """ "March 2027", "2027": where a recipe asks for both a month and a year."""
    if not names >= {"MONTH", "YEAR"} or "YEAR" in values:
        return
    found = said.find(WHEN)
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?", str(said.mention(found[0]).value)) if found else None
    if parts:
        said.take(WHEN)
        values["YEAR"] = int(parts[1])
        if parts[2]:
            values["MONTH"] = month_name[int(parts[2])]
    elif year := said.take(r"(?<![\w.-])((?:19|20)\d\d)(?![\w-]|年)"):
        values["YEAR"] = int(year[1])


def _take_signs(specs: list[InputSpec], signs: str, said: Said, values: Values) -> None:
    """Dates, or quoted words, in the order in which they stand."""
    for spec in specs:
        if spec.name != "TEXT" and (found := said.take(signs)):
            values[spec.name] = said.mention(found[0]).value


def _take_columns(specs: list[InputSpec], said: Said, values: Values) -> None:
    """Columns: first those with a word before them that only one input has ("by", "on"), then by type and order."""
    for spec in specs:
        words = spec.schema.get("words")
        if not isinstance(words, list) or not words:
            continue
        before = "|".join(re.escape(word) for word in words)
        found = said.find(rf"(?:{before})(?: the| each| every| my| our| column)*\s*({COL})")
        if found and len(said.mention(found[1]).columns) == 1:
            _put(spec, said.mention(found[1]).columns, values)
            said.marks[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    for found in said.take_all(COL):
        _place(specs, said.mention(found[0]).columns, values, said, found)


def _place(
    specs: list[InputSpec], columns: tuple[Column, ...], values: Values, said: Said, found: re.Match[str]
) -> None:
    fits = [
        spec
        for spec in specs
        if (spec.name not in values or spec.schema.get("type") == "array") and _takes(spec, columns[0])
    ]
    fits.sort(key=lambda spec: spec.source == "columns" and columns[0].type in ("number", "date"))
    if fits and len(columns) == 1:
        _put(fits[0], columns, values)
    else:
        said.marks[found.start() : found.end()] = bytes(found.end() - found.start())


def _takes(spec: InputSpec, column: Column) -> bool:
    if spec.schema.get("words") == []:
        return False
    return spec.source == "columns" or spec.source == f"{column.type} columns"


def _put(spec: InputSpec, columns: tuple[Column, ...], values: Values) -> None:
    name = columns[0].name
    if spec.schema.get("type") == "array":
        values[spec.name] = [*values.get(spec.name, []), name]
    else:
        values[spec.name] = name
