"""The form of a recipe: its inputs with choices from the files, and what a person put in, checked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from generator.recipes.recipe import Recipe
from generator.types import FileProfile, InputSpec, Table
from generator.values import BadInput, check, typed


def read_of(table: Table) -> dict[str, Any]:
    """`Table.read` and what recipes need besides: names, columns of numbers, dates with their formats."""
    columns = table.columns
    return {
        **table.read,
        "names": [column.name for column in columns],
        "numbers": [column.name for column in columns if column.type == "number"],
        "dates": {column.name: column.date_format for column in columns if column.type == "date"},
    }


def is_read(table: Table) -> bool:
    """The recipes' own reader can read it."""
    return table.read.get("format", "csv") in {"csv", "excel", "json"}


def place_of(read: dict[str, Any]) -> tuple[Any, Any]:
    """Where in its file a table stands: the sheet, and its cells where the sheet has several."""
    return read.get("sheet"), read.get("cells")


def table_of(values: dict[str, Any], profiles: tuple[FileProfile, ...]) -> Table | None:
    """The table that FILE and READ name; the file's first where READ names none."""
    for profile in profiles:
        if profile.name == values.get("FILE"):
            place = place_of(values.get("READ") or {})
            tables = [table for table in profile.tables if is_read(table)]
            named = [table for table in tables if place[0] is not None and place_of(table.read) == place]
            filled = [table for table in tables if table.rows]
            return next(iter([*named, *filled, *tables]), None)
    return None


def form_of(
    recipe: Recipe, values: dict[str, Any], profiles: tuple[FileProfile, ...]
) -> tuple[InputSpec, ...]:
    """The inputs with `values` as defaults, and enums of the columns and files that there are."""
    table = table_of(values, profiles)
    return tuple(_filled(spec, values, table, profiles, recipe) for spec in recipe.inputs)


def _filled(
    spec: InputSpec,
    values: dict[str, Any],
    table: Table | None,
    profiles: tuple[FileProfile, ...],
    recipe: Recipe,
) -> InputSpec:
    schema = dict(spec.schema)
    names = _names(spec, table, profiles, recipe)
    if names is not None:
        if schema.get("type") == "array":
            schema["items"] = {"type": "string", "enum": names}
        else:
            schema["enum"] = (
                names if spec.name == "FILE" and recipe.id not in _OPTIONAL_FILE else ["", *names]
            )
    return replace(spec, schema=schema, default=values.get(spec.name, spec.default))


_OPTIONAL_FILE = {"text_duplicates", "count_words", "random_pick"}


def _names(
    spec: InputSpec, table: Table | None, profiles: tuple[FileProfile, ...], recipe: Recipe
) -> list[str] | None:
    if spec.source == "files":
        wanted = {
            "resize_pictures": ("image",),
            "text_duplicates": ("text", "log", "csv"),
            "count_words": ("text", "log", "csv", "word", "pdf"),
            "random_pick": ("text", "log", "csv", "excel", "json"),
        }
        kinds = wanted.get(recipe.id, ("csv", "excel", "json"))
        return [profile.name for profile in profiles if not profile.problem and profile.format in kinds]
    if not spec.source or table is None:
        return None
    kinds = {"number columns": ("number",), "date columns": ("date",)}.get(spec.source, ())
    return [column.name for column in table.columns if not kinds or column.type in kinds]


def checked(recipe: Recipe, values: dict[str, Any], profiles: tuple[FileProfile, ...]) -> dict[str, Any]:
    """All values of a recipe, defaults where none is given. Raises BadInput."""
    specs = {spec.name: spec for spec in recipe.inputs}
    if unknown := set(values) - set(specs):
        raise BadInput(f"“{min(unknown)}” is not a field of “{recipe.title}”.")
    full = {name: values.get(name, spec.default) for name, spec in specs.items()}
    full = {name: typed(value, specs[name].schema) for name, value in full.items()}
    if "READ" in full:
        table = table_of(full, profiles)
        if (
            table is None
            and (full["FILE"] or recipe.id not in _OPTIONAL_FILE)
            and not _is_text(full["FILE"], profiles)
        ):
            raise BadInput(f"There is no table “{full['FILE'] or ''}” here. Add the file, or choose another.")
        full["READ"] = read_of(table) if table else {}
    for spec in form_of(recipe, full, profiles):
        check(spec, full[spec.name])
    _together(recipe, full, profiles)
    return full


def _is_text(name: str, profiles: tuple[FileProfile, ...]) -> bool:
    return any(profile.name == name and profile.format in {"text", "log"} for profile in profiles)


_SIGNS = re.compile(r"\s*(?:!=|>=|<=|=|>|<|contains)\s*\S", re.I)


def _together(recipe: Recipe, values: dict[str, Any], profiles: tuple[FileProfile, ...]) -> None:
    """What one field says about another."""
    table = table_of(values, profiles) if "READ" in values else None
    if table is None:
        return
    names = {column.name: column for column in table.columns}
    for condition in values.get("ONLY", []):
        fits = [
            name
            for name in names
            if condition.lower().startswith(name.lower()) and _SIGNS.match(condition[len(name) :])
        ]
        if not fits:
            raise BadInput(
                f"The condition “{condition}” can't be read. Write it like: {table.columns[0].name} = value"
            )
    if recipe.id == "summarise_table":
        if values["OPERATION"] != "count" and not values["VALUE"]:
            raise BadInput("Choose a column of numbers.")
        if values["PERIOD"] and (not values["GROUP"] or names[values["GROUP"]].type != "date"):
            raise BadInput(f"Only a column of dates has a {values['PERIOD']}. Choose one, or no period.")
