"""Tools that go to others and come from them: what is put into a file, and what becomes of one that was opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from generator.export.command import with_files_of_its_own
from generator.tools import Tool
from workshop.given import BadRequest, GivenFile
from workshop.introducing import fixed_files
from workshop.packing import ENDING, BadPack, packed, unpacked
from workshop.service import Workshop
from workshop.taking_away import Form, code_of_tool, file_name
from workshop.views import FileView, ToolView


def is_tool(name: str) -> bool:
    """Whether a file of that name is taken for a tool."""
    return name.casefold().endswith(ENDING)


def to_try(view: ToolView) -> tuple[FileView, ...]:
    """The files of a tool that it runs without, too: they may be given away with it, or kept."""
    fixed = fixed_files(view.tool, [file.name for file in view.sample])
    return tuple(file for file in view.sample if file.name not in fixed)


def give(workshop: Workshop, tool: str, sample: bool = False) -> bytes:
    """The tool as a file. `sample`: with the files that it was made with; those that it can't run without go along always.
    Raises `NotThere`, `BadRequest`."""
    view = workshop.tools.tool(tool)
    left_out = () if sample else to_try(view)
    files = [(file.name, workshop.blob_path(file.blob)) for file in view.sample if file not in left_out]
    try:
        return packed(view.tool, files)
    except BadPack as error:
        raise BadRequest(str(error)) from None


def receive(workshop: Workshop, content: bytes | BinaryIO | Path) -> str:
    """Keep the tool in a file as one that came from somebody else; returns its id. It doesn't run before a person says yes
    to it. One that is there already is not kept twice. Raises `BadRequest` with a sentence, `blobs.NoRoom`.
    """
    try:
        opened = unpacked(content)
    except BadPack as error:
        raise BadRequest(str(error)) from None
    files = [GivenFile(name, one) for name, one in opened.sample]
    return _same(workshop, opened.tool, len(files)) or workshop.tools.add(opened.tool, files, received=True)


def _same(workshop: Workshop, tool: Tool, files: int) -> str:
    """One that waits already to be looked at."""
    for line in workshop.tools.all():
        if line.received and line.title == tool.title:
            there = workshop.tools.tool(line.id)
            if replace(there.tool, id="") == tool and len(there.sample) == files:
                return line.id
    return ""


def code_to_give(view: ToolView, form: Form) -> tuple[str, str]:
    """The name and the text of the tool as a file that runs without Oneoff."""
    own = fixed_files(view.tool, [file.name for file in view.sample])
    tool = with_files_of_its_own(view.tool, own)
    return file_name(tool, form), code_of_tool(tool, form)
