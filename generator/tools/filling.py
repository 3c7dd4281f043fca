"""What a person gives a tool: values for its form, and files for its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from generator.recipes.form import checked, form_of
from generator.tools.tool import FileSlot, Tool
from generator.types import FileProfile, InputSpec
from generator.values import BadInput, check, typed

_ENDINGS = {
    "csv": (".csv", ".tsv", ".txt"),
    "excel": (".xlsx", ".xls", ".xlsm", ".ods"),
    "json": (".json", ".jsonl", ".ndjson", ".geojson"),
    "parquet": (".parquet",),
    "sqlite": (".sqlite", ".db", ".sqlite3"),
    "text": (".txt", ".md", ".log"),
    "log": (".log", ".txt"),
    "pdf": (".pdf",),
    "word": (".docx",),
    "powerpoint": (".pptx",),
    "zip": (".zip",),
    "image": (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".heic"),
    "audio": (".mp3", ".wav", ".ogg", ".flac", ".m4a"),
    "video": (".mp4", ".mov", ".webm", ".mkv", ".avi"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A file that somebody gives. `slot`: where it is meant to go, None where that isn't said."""

    name: str
    slot: str | None = None


def endings_of(slot: FileSlot) -> tuple[str, ...]:
    """What names of fitting files end with; () for any."""
    return tuple(dict.fromkeys(ending for format in slot.formats for ending in _ENDINGS.get(format, ())))


def placed(tool: Tool, given: Sequence[Given]) -> tuple[str, ...]:
    """What each file is called inside: by its slot, else by its name, else by its ending, else in order.

    Raises BadInput for files that nothing asks for, and for slots that stay empty.
    """
    free, places = list(tool.files), dict[int, str]()
    for test in (_meant, _named, _ends_alike, _anywhere):
        for number, file in enumerate(given):
            slot = next((slot for slot in free if number not in places and test(slot, file)), None)
            if slot is not None:
                places[number] = slot.name or file.name
                if not slot.several:
                    free.remove(slot)
    if left := [file.name for number, file in enumerate(given) if number not in places]:
        raise BadInput(_too_much(tool, left))
    taken = set(places.values())
    for slot in tool.files:
        empty = slot.name not in taken if slot.name else not given
        if slot.required and empty:
            raise BadInput(_missing(slot))
    return tuple(places[number] for number in range(len(given)))


def _meant(slot: FileSlot, file: Given) -> bool:
    return file.slot is not None and file.slot == slot.name


def _named(slot: FileSlot, file: Given) -> bool:
    return file.slot is None and bool(slot.name) and file.name.casefold() == slot.name.casefold()


def _ends_alike(slot: FileSlot, file: Given) -> bool:
    ending = PurePath(file.name).suffix.casefold()
    wanted = endings_of(slot) or (PurePath(slot.name).suffix.casefold(),)
    return file.slot is None and ending in wanted


def _anywhere(slot: FileSlot, file: Given) -> bool:
    return file.slot is None


def _missing(slot: FileSlot) -> str:
    if slot.label:
        return f"It needs a file for “{slot.label}”. Add it, then run it."
    if slot.several:
        return "It needs at least one file. Add it, then run it."
    return "It needs a file. Add it, then run it."


def _too_much(tool: Tool, left: Sequence[str]) -> str:
    if not tool.files:
        return "It takes no files. Run it without them."
    if len(tool.files) == 1:
        return f"It takes one file, and {left[0]} is one more. Leave it out."
    return f"It takes {len(tool.files)} files, and {left[0]} is one more. Leave it out."


def check_values(tool: Tool, values: Mapping[str, Any]) -> dict[str, Any]:
    """What can be checked before the files are known: as the schema wants it. Raises BadInput: a value that doesn't fit, a
    field that isn't there or is fixed."""
    specs = {spec.name: spec for spec in tool.form}
    if unknown := sorted(values.keys() - specs.keys()):
        raise BadInput(f"“{unknown[0]}” is not a field of “{tool.title}”.")
    found = {name: typed(value, specs[name].schema) for name, value in values.items()}
    for name, value in found.items():
        check(specs[name], value)
    return found


def filled(tool: Tool, values: Mapping[str, Any], profiles: tuple[FileProfile, ...]) -> dict[str, Any]:
    """All values of the tool's constants: those given, defaults for the others, files by what is there. Raises BadInput."""
    return checked(tool, {**_files_in(tool, profiles), **check_values(tool, values)}, profiles)


def _files_in(tool: Tool, profiles: tuple[FileProfile, ...]) -> dict[str, Any]:
    """Inputs that name files, where nobody said which."""
    names = [profile.name for profile in profiles]
    found: dict[str, Any] = {}
    for spec in tool.inputs:
        if spec.source == "files" and spec.schema.get("type") == "array":
            found[spec.name] = names
        elif spec.source == "files" and names:
            found[spec.name] = names.pop(0)
    return found


def with_values(tool: Tool, values: Mapping[str, Any]) -> Tool:
    """The same tool with other defaults."""
    inputs = tuple(replace(spec, default=values.get(spec.name, spec.default)) for spec in tool.inputs)
    return replace(tool, inputs=inputs)


def with_choices(tool: Tool) -> tuple[InputSpec, ...]:
    """The fields of the form, with the columns of the data that the tool was made with as choices."""
    values = {spec.name: spec.default for spec in tool.inputs} | _files_in(tool, tool.made_with)
    if tool.made_with:
        values.setdefault("FILE", tool.made_with[0].name)
    return tuple(spec for spec in form_of(tool, values, tool.made_with) if not spec.hidden)
