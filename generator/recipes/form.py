"""The form of a recipe: its inputs with choices from the files, and what a person put in, checked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from generator.recipes.files import fitting, slots_of, table_of, with_reads
from generator.recipes.recipe import Recipe
from generator.tools import FileSlot
from generator.types import FileProfile, InputSpec
from generator.values import BadInput, check, typed


def form_of(
    recipe: Recipe, values: dict[str, Any], profiles: tuple[FileProfile, ...]
) -> tuple[InputSpec, ...]:
    """The inputs with `values` as defaults, and enums of the columns and files that there are."""
    slots = slots_of(recipe)
    return tuple(_filled(spec, values, profiles, slots.get(spec.name)) for spec in recipe.inputs)


def _filled(
    spec: InputSpec, values: dict[str, Any], profiles: tuple[FileProfile, ...], slot: FileSlot | None
) -> InputSpec:
    schema = dict(spec.schema)
    names = [p.name for p in fitting(slot, profiles)] if slot else _columns(spec, values, profiles)
    if names is not None:
        if schema.get("type") == "array":
            schema["items"] = {"type": "string", "enum": names}
        else:
            schema["enum"] = names if slot and slot.required else ["", *names]
    return replace(spec, schema=schema, default=values.get(spec.name, spec.default))


def _columns(spec: InputSpec, values: dict[str, Any], profiles: tuple[FileProfile, ...]) -> list[str] | None:
    """The columns that `spec` may name: "other columns" are those of the second table; None where it names none."""
    if not spec.source:
        return None
    table = table_of(values, profiles, "OTHER" if spec.source == "other columns" else "FILE")
    if table is None:
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
    _readable(recipe, full, profiles)
    full = with_reads(recipe, full, profiles)
    for spec in form_of(recipe, full, profiles):
        check(spec, full[spec.name])
    _together(recipe, full, profiles)
    return full


def _readable(recipe: Recipe, values: dict[str, Any], profiles: tuple[FileProfile, ...]) -> None:
    """A file that can't be opened, or is of a kind that isn't asked for, is told by what is wrong with it."""
    for name, slot in slots_of(recipe).items():
        chosen = values[name] if isinstance(values[name], list) else [values[name]]
        for profile in profiles:
            if profile.name not in chosen:
                continue
            if profile.problem:
                raise BadInput(profile.problem)
            if profile not in fitting(slot, profiles):
                raise BadInput(f"{profile.name} is of another kind than “{slot.label}”. Give another file.")


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
