"""Which of the given files an input of a recipe takes, and how the tables in them are read."""

from __future__ import annotations

from typing import Any

from generator.recipes.recipe import Recipe
from generator.tools import FileSlot
from generator.types import FileProfile, Table
from generator.values import BadInput

Values = dict[str, Any]
Profiles = tuple[FileProfile, ...]
_ANY = FileSlot(several=True, required=False)


def read_of(table: Table) -> Values:
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


def place_of(read: Values) -> tuple[Any, Any]:
    """Where in its file a table stands: the sheet, and its cells where the sheet has several."""
    return read.get("sheet"), read.get("cells")


def reading_of(file: str) -> str:
    """The hidden input that says how the tables of the input `file` are read."""
    return "READ" if file == "FILE" else f"{file}_READ"


def table_of(values: Values, profiles: Profiles, file: str = "FILE") -> Table | None:
    """The table that FILE and READ (OTHER and OTHER_READ) name; the file's first where nothing else names one."""
    for profile in profiles:
        if profile.name == values.get(file):
            place = place_of(values.get(reading_of(file)) or {})
            tables = tables_in(profile)
            named = [table for table in tables if place[0] is not None and place_of(table.read) == place]
            filled = [table for table in tables if table.rows]
            return next(iter([*named, *filled, *tables]), None)
    return None


def tables_in(profile: FileProfile) -> list[Table]:
    return [table for table in profile.tables if is_read(table)]


def slots_of(recipe: Recipe) -> dict[str, FileSlot]:
    """The inputs that are files, and what each asks for: the recipe's slots in order, the last for all that follow."""
    names = [spec.name for spec in recipe.inputs if spec.source == "files"]
    slots = recipe.files or (_ANY,)
    return {name: slots[min(place, len(slots) - 1)] for place, name in enumerate(names)}


def fitting(slot: FileSlot, profiles: Profiles) -> Profiles:
    """The files that can be opened and are of a kind that `slot` asks for."""
    return tuple(p for p in profiles if not p.problem and (not slot.formats or p.format in slot.formats))


def with_reads(recipe: Recipe, values: Values, profiles: Profiles) -> Values:
    """`values` with how each table is read: READ for FILE, OTHER_READ for OTHER, and for FILES in FILES_READ the tables
    of each by its name. Raises BadInput where a table is needed and there is none."""
    filled = dict(values)
    for name, slot in slots_of(recipe).items():
        read = reading_of(name)
        if read not in values:
            continue
        given = values.get(name, "")
        if isinstance(given, list):
            filled[read] = {
                p.name: [read_of(table) for table in tables_in(p)] for p in profiles if p.name in given
            }
            continue
        table = table_of(values, profiles, name)
        if table is None and (given or slot.required) and not _is_text(given, profiles):
            raise BadInput(f"There is no table “{given or ''}” here. Add the file, or choose another.")
        filled[read] = read_of(table) if table else {}
    return filled


def _is_text(name: str, profiles: Profiles) -> bool:
    return any(profile.name == name and profile.format in {"text", "log"} for profile in profiles)
