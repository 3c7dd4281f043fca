"""How a kept tool looks to an assistant: a name, what it does, and a JSON Schema of what it is called with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mcp_types as types

from generator.export.command import file_options_of, options_of, slots_of
from generator.tools import FileSlot
from generator.types import InputSpec
from generator.values import BadInput
from workshop.given import BadRequest, GivenFile
from workshop.views import ToolView

ASK = "ask"
_LONGEST = 48  # characters of a name
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NOT_IN_SCHEMAS = ("words", "found")  # of ours, for the recipe book


@dataclass(frozen=True, slots=True)
class Offered:
    """A tool under the name that an assistant calls it by; `fields` and `slots` by the names of their arguments."""

    name: str
    view: ToolView
    fields: Mapping[str, InputSpec]
    slots: Mapping[str, FileSlot]

    def as_tool(self) -> types.Tool:
        tool = self.view.tool
        return types.Tool(
            name=self.name,
            title=tool.title,
            description=_described(self.view),
            input_schema={
                "type": "object",
                "properties": {
                    **{name: _of_file(slot) for name, slot in self.slots.items()},
                    **{name: _of_field(spec) for name, spec in self.fields.items()},
                },
                "required": [name for name, slot in self.slots.items() if slot.required],
                "additionalProperties": False,
            },
            annotations=_changes_nothing(bool(tool.hosts)),
        )

    def taken(self, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], list[GivenFile]]:
        """The values and files of a call. Raises `BadInput`, `BadRequest`."""
        values: dict[str, Any] = {}
        files: list[GivenFile] = []
        for name, value in arguments.items():
            if name in self.fields:
                values[self.fields[name].name] = value
            elif name in self.slots:
                files += [_given(path, self.slots[name].name) for path in _paths(name, value)]
            else:
                known = ", ".join((*self.slots, *self.fields)) or "nothing"
                raise BadInput(f"“{self.view.tool.title}” takes no “{name}”. It takes: {known}.")
        return values, files


def offered(views: Iterable[ToolView]) -> dict[str, Offered]:
    """All of them under names of their own, the same each time. One that waits for a person's yes isn't offered."""
    found: dict[str, Offered] = {}
    for view in views:
        if not view.received:
            name = _name(view, found)
            found[name] = Offered(name, view, _fields(view), _slots(view))
    return found


def the_asking(with_model: bool) -> types.Tool:
    """`ask`: what there is no tool for."""
    how = (
        "A model writes it, which may cost something."
        if with_model
        else "No model is connected: it knows recipes only."
    )
    text = {"type": "string"}
    return types.Tool(
        name=ASK,
        title="Ask Oneoff",
        description=(
            "Has a small program written for a request in plain words, runs it in a sandbox without network and without "
            f"access to anything but the given files, and returns its result with what was checked. {how}"
        ),
        input_schema={
            "type": "object",
            "properties": {
                "request": {**text, "description": "What is needed, in the person's own words"},
                "files": {
                    "type": "array",
                    "items": text,
                    "description": "Paths of files on this computer to work on",
                },
                "conversation": {
                    **text,
                    "description": "The id that an earlier answer gave, to change that result or to answer its question",
                },
            },
            "required": ["request"],
            "additionalProperties": False,
        },
        annotations=_changes_nothing(with_model),
    )


def asked_files(value: Any) -> list[GivenFile]:
    """Raises `BadInput`, `BadRequest`."""
    return [_given(path, None) for path in _paths("files", value)]


def _changes_nothing(open_world: bool) -> types.ToolAnnotations:
    return types.ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=open_world)


def _name(view: ToolView, taken: Mapping[str, Offered]) -> str:
    name = _NOT_IN_NAMES.sub("_", view.tool.title.lower()).strip("_")[:_LONGEST]
    if not name or name == ASK or name in taken:
        return f"{name or 'tool'}_{view.id[-8:]}"
    return name


def _described(view: ToolView) -> str:
    tool = view.tool
    made_for = f"Made for: {tool.request}" if tool.request else ""
    return "\n".join(filter(None, (tool.does or tool.title, made_for, "Runs without a model, at no cost.")))


def _fields(view: ToolView) -> dict[str, InputSpec]:
    options = options_of(view.tool)
    return {_argument(options[spec.name]): spec for spec in view.tool.form if spec.name in options}


def _slots(view: ToolView) -> dict[str, FileSlot]:
    slots = slots_of(view.tool)
    return {_argument(name): slot for name, slot in zip(file_options_of(view.tool), slots, strict=True)}


def _argument(option: str) -> str:
    """Clients take plain letters only: anything else stands there by its code."""
    return "".join(
        (
            sign
            if sign.isascii() and (sign.isalnum() or sign == "_")
            else "_" if sign == "-" else f"u{ord(sign):x}"
        )
        for sign in option
    )[:_LONGEST]


def _of_field(spec: InputSpec) -> dict[str, Any]:
    schema = {name: value for name, value in spec.schema.items() if name not in _NOT_IN_SCHEMAS}
    source = " (a column of the file)" if "columns" in spec.source else ""
    told = {**schema, "description": f"{spec.label or spec.name}{source}"}
    return told if spec.default is None else {**told, "default": spec.default}


def _of_file(slot: FileSlot) -> dict[str, Any]:
    kinds = f", {' or '.join(slot.formats)}" if slot.formats else ""
    called = f"{slot.label or slot.name or 'File'}{kinds}"
    if slot.several:
        return {
            "type": "array",
            "items": {"type": "string"},
            "description": f"{called}: paths on this computer",
        }
    return {"type": "string", "description": f"{called}: a path on this computer"}


def _paths(name: str, value: Any) -> list[str]:
    paths = [value] if isinstance(value, str) else value
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise BadInput(f"“{name}” must be the path of a file.")
    return paths


def _given(path: str, slot: str | None) -> GivenFile:
    file = Path(path.removeprefix("file://")).expanduser()
    try:
        there = file.is_absolute() and file.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise BadRequest(f"There is no file {path[:300]}. Give the whole path of a file on this computer.")
    return GivenFile(file.name, file, slot)
