"""Kept tools from the command line: what there is, a run, and files to give to others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generator.export.command import options_of
from generator.tools import FileSlot
from generator.types import InputSpec
from workshop.asking import EXIT, Asked, at_work, followed, free, show, there
from workshop.config import Config
from workshop.giving import code_to_give, give, receive
from workshop.introducing import introduction
from workshop.kept import SHELF
from workshop.packing import ENDING, file_name
from workshop.service import BadInput, GivenFile, Workshop
from workshop.taking_away import Form, forms_of_tool
from workshop.views import ToolLine, ToolView

T = TypeVar("T")
_FEW = 6


@dataclass(frozen=True, slots=True)
class Run:
    """As it was typed: `inputs` are "month=3", `files` "FILE" or "SLOT=FILE"."""

    tool: str
    inputs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    as_json: bool = False
    out: Path | None = None


def tools(config: Config, as_json: bool) -> int:
    """Print what there is to run."""

    def work(workshop: Workshop) -> int:
        views = [workshop.tools.tool(line.id) for line in workshop.tools.all()]
        if as_json:
            print(json.dumps([_as_json(view) for view in views], ensure_ascii=False, indent=2))
        else:
            print("\n".join(line for view in views for line in _as_text(view)))
        return 0

    return at_work(config, False, work)


def run(config: Config, said: Run) -> int:
    """Run one tool and print what came of it; returns the exit code."""

    def work(workshop: Workshop) -> int:
        view = found(workshop, said.tool)
        values = dict(value_of(view, one) for one in said.inputs)
        files = [file_of(view, one) for one in said.files]
        turn = workshop.tools.run(view.id, values, files, by="command")
        asked = Asked(view.tool.title, as_json=said.as_json, out=said.out)
        ended = followed(workshop, turn, asked)
        show(workshop, ended, asked)
        return EXIT.get(ended.status, 1)

    return at_work(config, said.as_json, work)


def open_file(config: Config, file: Path, accept: bool) -> int:
    """Keep the tool in a file; say what it does, and with `accept` that it may run."""

    def work(workshop: Workshop) -> int:
        view = workshop.tools.tool(receive(workshop, there(file)))
        print(f"{view.tool.title}: {view.tool.does}".rstrip(": "))
        for told in introduction(view):
            print(f"  {'!' if told.unusual else '-'} {told.text}")
        if accept:
            workshop.tools.accept(view.id)
            print(f"It is kept as {view.id} and may run.")
        else:
            print(
                f"Somebody else wrote it, and it has not run. To accept it: python -m workshop open {file} --accept"
            )
        return 0

    return at_work(config, False, work)


def export(config: Config, tool: str, form: str, out: Path | None, sample: bool) -> int:
    """Write the tool as a file to give to others, and print its path."""

    def work(workshop: Workshop) -> int:
        view, folder = found(workshop, tool), out or Path()
        name, content = file_name(view.tool), b""
        if form == ENDING.removeprefix("."):
            content = give(workshop, view.id, sample)
        else:
            name, content = _code(view, form)
        folder.mkdir(parents=True, exist_ok=True)
        path = free(folder, name)
        path.write_bytes(content)
        print(path)
        return 0

    return at_work(config, False, work)


def _code(view: ToolView, form: str) -> tuple[str, bytes]:
    possible: tuple[Form, ...] = forms_of_tool(view.tool)
    for one in possible:
        if one == form:
            name, text = code_to_give(view, one)
            return name, text.encode()
    others = " or ".join((ENDING.removeprefix("."), *possible))
    raise BadInput(f"“{view.tool.title}” can't be saved as {form}. Choose {others}.")


# what was meant


def found(workshop: Workshop, said: str) -> ToolView:
    """The tool of that id or title, or the only one that begins so. Raises `BadInput`."""
    lines = workshop.tools.all()
    if same := [line for line in lines if line.id == said]:
        return workshop.tools.tool(same[0].id)
    wanted = said.strip().casefold()
    for near in (_named, _begins, _has_words):
        close = [line for line in lines if wanted and near(line, wanted)]
        if len(close) == 1:
            return workshop.tools.tool(close[0].id)
        if close:
            titles = ", ".join(f"“{line.title}” ({line.id})" for line in close[:_FEW])
            raise BadInput(f"“{said}” could be several tools: {titles}. Say it by the id in brackets.")
    raise BadInput(f"There is no tool called “{said}”. `python -m workshop tools` lists them.")


def _named(line: ToolLine, wanted: str) -> bool:
    return wanted in (line.title.casefold(), line.title_zh.casefold())


def _begins(line: ToolLine, wanted: str) -> bool:
    texts = (line.title, line.title_zh, line.id, line.id.removeprefix(SHELF))
    return any(text.casefold().startswith(wanted) for text in texts if text)


def _has_words(line: ToolLine, wanted: str) -> bool:
    return all(word in f"{line.title} {line.title_zh}".casefold() for word in wanted.split())


def value_of(view: ToolView, said: str) -> tuple[str, Any]:
    """The field and its value of "month=3". Raises `BadInput`."""
    name, sign, text = said.partition("=")
    if not sign:
        raise BadInput(f"“{said}” has no value. Write it like month=3.")
    spec = _meant(
        name, view.tool.form, lambda one: (one.name, options_of(view.tool).get(one.name, ""), one.label)
    )
    if spec is None:
        fields = ", ".join(one.name.lower() for one in view.tool.form) or "no fields"
        raise BadInput(f"“{view.tool.title}” has no field “{name}”. It has: {fields}.")
    return spec.name, from_text(spec, text)


def from_text(spec: InputSpec, text: str) -> Any:
    """The value that was typed, as the field wants it. Raises `BadInput`."""
    kind = spec.schema.get("type", "string")
    if kind == "string":
        return text
    if kind == "boolean" and text.casefold() in ("yes", "no", "on", "off"):
        return text.casefold() in ("yes", "on")
    try:
        value = json.loads(text)
    except ValueError:
        if kind == "array":
            return [part.strip() for part in text.split(",") if part.strip()]
        value = text  # refused by the schema, with a sentence
    return [value] if kind == "array" and not isinstance(value, list) else value


def file_of(view: ToolView, said: str) -> GivenFile:
    """A name with "=" in it that is a file is that file."""
    name, sign, path = said.partition("=")
    if not sign or Path(said).is_file():
        return GivenFile(Path(said).name, there(Path(said)))
    slot: FileSlot | None = _meant(
        name, view.tool.files, lambda one: (one.name, Path(one.name).stem, one.label)
    )
    if slot is None:
        slots = ", ".join(one.name or one.label for one in view.tool.files) or "no files"
        raise BadInput(f"“{view.tool.title}” asks for no file “{name}”. It asks for: {slots}.")
    return GivenFile(Path(path).name, there(Path(path)), slot.name)


def _meant(name: str, among: Sequence[T], called: Callable[[T], Sequence[str]]) -> T | None:
    wanted = _alike(name)
    return next((one for one in among if wanted and wanted in map(_alike, called(one))), None)


def _alike(name: str) -> str:
    return name.strip().casefold().replace("_", "-").replace(" ", "-")


# what there is


def _as_text(view: ToolView) -> list[str]:
    tool, lines = view.tool, []
    waits = "  (from somebody else: look at it and accept it first)" if view.received else ""
    lines.append(f"{view.id}  {tool.title}{waits}")
    for spec in tool.form:
        if spec.source == "files" and tool.files:
            continue
        lines.append(f"    --input {options_of(tool).get(spec.name, spec.name.lower())}=  {spec.label}")
    for slot in tool.files:
        lines.append(
            f"    --file {f'{slot.name}=' if len(tool.files) > 1 else ''}FILE  {slot.label}".rstrip()
        )
    return lines


def _as_json(view: ToolView) -> dict[str, Any]:
    tool = view.tool
    return {
        "id": view.id,
        "title": tool.title,
        "does": tool.does,
        "inputs": [
            {"name": spec.name, "label": spec.label, "schema": spec.schema, "default": spec.default}
            for spec in tool.form
        ],
        "files": [
            {"name": slot.name, "label": slot.label, "formats": list(slot.formats)}
            | {"several": slot.several, "required": slot.required}
            for slot in tool.files
        ],
        "ships": view.shelf,
        "accepted": not view.received,
    }
