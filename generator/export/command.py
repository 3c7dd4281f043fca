"""A tool as a script with a command line: an option for each field and each file that it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

from generator.export.here import OUT, with_paths_here
from generator.export.script import About, written
from generator.recipes.constants import set_constants
from generator.tools import FileSlot, Tool
from generator.types import InputSpec

_GIVEN = "given_on_the_command_line"
_TAKEN = ("out", "help")
_KINDS = {"integer": "int", "number": "float"}


def as_command(tool: Tool, about: About) -> str:
    """The script. Raises SyntaxError for what isn't Python, KeyError where a field isn't a constant of it."""
    slots = slots_of(tool)
    asked, files = _asked(tool), _file_options(slots)
    values = {spec.name: _Code(f"{_GIVEN}.{spec.name}") for spec in asked}
    if own := [spec for spec in tool.inputs if spec.source == "files" and _named_by_file(slots)]:
        values |= {spec.name: _Code(_names_given(spec, files)) for spec in own}
    source = with_paths_here(set_constants(tool.source, values), "in")
    before = "\n\n".join([_text("placing"), _parser(tool, asked, slots, files), _places(slots, files)])
    return written(source, about, _how_to_run(tool, about, asked, slots, files), [before], quiet=True)


def slots_of(tool: Tool) -> tuple[FileSlot, ...]:
    """The files that it asks for; where it names none but has a field for one, that one."""
    fields = [spec for spec in tool.inputs if spec.source == "files"]
    if tool.files or not fields:
        return tool.files
    return (FileSlot(label=fields[0].label, several=fields[0].schema.get("type") == "array"),)


def with_files_of_its_own(tool: Tool, names: Sequence[str]) -> Tool:
    """The same, asking also for the files that it always used where it was kept."""
    return replace(tool, files=(*tool.files, *(FileSlot(name) for name in names)))


class _Code(str):
    """Stands in the program as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _asked(tool: Tool) -> list[InputSpec]:
    return [spec for spec in tool.form if spec.source != "files"]


def _named_by_file(slots: Sequence[FileSlot]) -> bool:
    return any(not slot.name for slot in slots)


def _names_given(spec: InputSpec, files: Sequence[str]) -> str:
    names = f"[path.name for _, path in {_GIVEN}.files]"
    return names if spec.schema.get("type") == "array" else f"next(iter({names}), {spec.default!r})"


def _text(name: str) -> str:
    text = resources.files("generator.export").joinpath(f"{name}.py").read_text(encoding="utf-8")
    return text.partition('"""\n')[2].strip("\n")


# options


def _file_options(slots: Sequence[FileSlot]) -> list[str]:
    """One is `--file`; several are called by what they are: `--orders`, `--customers`."""
    if len(slots) == 1:
        return ["file"]
    return _different([_slug(slot.name.rpartition(".")[0] or slot.label) or "file" for slot in slots])


def _different(names: Iterable[str]) -> list[str]:
    taken = set(_TAKEN)
    found = []
    for name in names:
        fresh, number = name, 2
        while fresh in taken:
            fresh, number = f"{name}-{number}", number + 1
        taken.add(fresh)
        found.append(fresh)
    return found


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower().replace("_", "-")).strip("-")


def file_options_of(tool: Tool) -> list[str]:
    """The option of each of `slots_of(tool)`, in their order."""
    return _file_options(slots_of(tool))


def options_of(tool: Tool) -> dict[str, str]:
    """The option of each field: {"MONTH": "month"}."""
    asked, files = _asked(tool), _file_options(slots_of(tool))
    names = _different([*files, *(_slug(spec.name) or "value" for spec in asked)])[len(files) :]
    return dict(zip((spec.name for spec in asked), names, strict=True))


def _parser(tool: Tool, asked: list[InputSpec], slots: Sequence[FileSlot], files: Sequence[str]) -> str:
    options = options_of(tool)
    lines = [
        "def read_command_line():",
        f"    parser = argparse.ArgumentParser(description={_described(tool)!r}, allow_abbrev=False)",
        *(f"    parser.add_argument({_field(spec, options[spec.name])})" for spec in asked),
        *(
            f"    parser.add_argument({_file(slot, option, number)})"
            for number, (slot, option) in enumerate(zip(slots, files, strict=True))
        ),
        f'    parser.add_argument("--out", metavar="FOLDER", default={OUT!r}, help="where to put what it makes ({OUT})")',
        "    given, files = parser.parse_args(), []",
        *(
            line
            for number, (slot, option) in enumerate(zip(slots, files, strict=True))
            for line in _taken(slot, option, number)
        ),
        "    for _, path in files:",
        "        if not path.is_file():",
        '            parser.error(f"there is no file {path}")',
        "    given.files = files",
        "    return given",
    ]
    return "\n".join(lines)


def _places(slots: Sequence[FileSlot], files: Sequence[str]) -> str:
    return f"{_GIVEN} = read_command_line()\nput_in_place({_GIVEN}.files, {_GIVEN}.out)"


def _described(tool: Tool) -> str:
    return " ".join((tool.does or tool.title).replace("%(", "% (").split())


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("%", "%%")


def _field(spec: InputSpec, option: str) -> str:
    schema, label = spec.schema, _escaped(spec.label or spec.name)
    options = schema.get("enum") or schema.get("items", {}).get("enum")
    one_of = f", one of: {_escaped(_shown(options))}" if options else ""
    said = {
        "dest": spec.name,
        "default": spec.default,
        "help": f"{label}{one_of} ({_escaped(_shown(spec.default))})",
    }
    if schema.get("type") == "boolean":
        more = ["action=argparse.BooleanOptionalAction"]
        said["help"] = label
    elif schema.get("type") == "array":
        more = ['nargs="*"', *_kind(schema.get("items", {}))]
    else:
        more = _kind(schema)
    return ", ".join([repr(f"--{option}"), *(f"{name}={value!r}" for name, value in said.items()), *more])


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _kind(schema: dict[str, Any]) -> list[str]:
    """`type` and `choices`, where they say more than "a text"."""
    kind = _KINDS.get(str(schema.get("type")), "")
    if options := schema.get("enum"):
        return [*([f"type={kind}"] if kind else []), f"choices={options!r}", 'metavar="CHOICE"']
    if kind:
        bounds = (("low", schema.get("minimum")), ("high", schema.get("maximum")))
        limits = [f"{name}={bound!r}" for name, bound in bounds if bound is not None]
        return [f"type=within({', '.join([kind, *limits])})" if limits else f"type={kind}"]
    return ["type=date"] if schema.get("format") == "date" else []


def _file(slot: FileSlot, option: str, number: int) -> str:
    label = _escaped(slot.label or slot.name or "a file")
    beside = f" ({_escaped(slot.name)} in this folder)" if slot.name else ""
    many = [f'nargs="{"+" if slot.required else "*"}"'] if slot.several else []
    said = [f"dest='file_{number}'", 'metavar="FILE"', "type=Path", *many, f"help={label + beside!r}"]
    needed = ["required=True"] if slot.required and not slot.name else []
    return ", ".join([repr(f"--{option}"), *said, *needed])


def _taken(slot: FileSlot, option: str, number: int) -> list[str]:
    """A file that isn't named may lie in this folder under the name that the program knows."""
    given = f"given.file_{number}"
    if slot.several:
        return [f'    files += [("", path) for path in {given} or []]']
    lines = [f"    if {given}:", f"        files.append(({slot.name!r}, {given}))"]
    if slot.name and slot.required:
        return [f"    files.append(({slot.name!r}, {given} or Path({slot.name!r})))"]
    if slot.name:
        lines[0] = f"    {given} = {given} or Path({slot.name!r})\n    if {given}.is_file():"
    return lines


def _how_to_run(
    tool: Tool, about: About, asked: list[InputSpec], slots: Sequence[FileSlot], files: Sequence[str]
) -> str:
    said = [f'uv run "{about.file}"']
    said += [
        f"--{option} {'FILE ...' if slot.several else 'FILE'}"
        for slot, option in zip(slots, files, strict=True)
    ]
    options = options_of(tool)
    said += [
        f"--{options[spec.name]} {spec.default}"
        for spec in asked[:3]
        if isinstance(spec.default, (int, float)) and not isinstance(spec.default, bool)
    ]
    return (
        f"Made with Oneoff. Run it with:\n\n    {' '.join(said)}\n\n--help says what may be changed. "
        f'What it makes for you is put into the folder "{OUT}"; --out FOLDER names another.'
    )
