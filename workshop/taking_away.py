"""The program of a result, or a kept tool, as a file to keep: a script, a notebook, or the page itself."""

from __future__ import annotations

import re
from typing import Literal

from generator.export.command import as_command, slots_of
from generator.export.notebook import as_notebook
from generator.export.script import About, as_script
from generator.recipes.constants import set_page_inputs
from generator.screen import in_form, screen
from generator.tools import Tool
from generator.types import Program
from sandbox.libraries import libraries
from sandbox.names import safe_name
from sandbox.packages.names import BadPackage, wanted
from workshop.views import TurnView

__all__ = ["Form", "code_of", "code_of_tool", "file_name", "forms_of_tool", "in_form"]

Form = Literal["py", "ipynb", "html"]

_BROUGHT = (  # what pandas and others use without an import of the program's own
    (re.compile(r"read_excel|to_excel|ExcelWriter|openpyxl"), "openpyxl"),
    (re.compile(r"xlsxwriter"), "xlsxwriter"),
    (re.compile(r"parquet|feather|pyarrow"), "pyarrow"),
    (re.compile(r"\.plot\b|\.hist\("), "matplotlib"),
    (re.compile(r"read_html|lxml"), "lxml"),
)


def file_name(made: TurnView | Tool, form: Form) -> str:
    """By its title, and safe: "Sum by month.py"."""
    return safe_name(f"{(made.title or 'program')[:80].strip().rstrip('.')}.{form}")


def code_of(turn: TurnView, form: Form) -> str:
    """The text of the file. What isn't Python at all is given as it is."""
    if form == "html":
        return turn.source
    given = [file.name for file in turn.files]
    files = tuple(name for name in given if name in turn.source) or tuple(given)
    about = About(turn.title, turn.request, file_name(turn, form), needs_of(turn.source), files)
    try:
        return (as_script if form == "py" else as_notebook)(turn.source, about)
    except SyntaxError:
        return turn.source


def forms_of_tool(tool: Tool) -> tuple[Form, ...]:
    """What it can be taken away as and works by itself: not what Oneoff finds out of each file for it first."""
    if tool.kind == "html":
        return ("html",)
    filled_in = any(spec.hidden and spec.default is None for spec in tool.inputs)
    return () if filled_in else ("py", "ipynb")


def code_of_tool(tool: Tool, form: Form) -> str:
    """The text of the file; a script has an option for each field and file. Raises SyntaxError and KeyError where its
    fields aren't of its program."""
    if form == "html":
        values = {spec.name: spec.default for spec in tool.inputs}
        return set_page_inputs(tool.source, values) if values else tool.source
    files = tuple(slot.name or slot.label or "a file" for slot in slots_of(tool))
    about = About(tool.title, tool.request or tool.does, file_name(tool, form), _needs_of_tool(tool), files)
    return as_command(tool, about) if form == "py" else as_notebook(tool.source, about)


def _needs_of_tool(tool: Tool) -> tuple[str, ...]:
    """In the versions it was kept with, where those are known."""
    found = {one.partition("==")[0].casefold(): one for one in (*needs_of(tool.source), *tool.packages)}
    return tuple(sorted(found.values()))


def needs_of(source: str) -> tuple[str, ...]:
    """The distributions that it imports, in the versions it ran with: ("pandas==3.1.1",)."""
    imports = screen(Program(source, "python", "")).imports
    by_import = {name: library for library in libraries() for name in library.imports}
    by_name = {library.name.casefold(): library for library in libraries()}
    found = {f"{by_import[name].name}=={by_import[name].version}" for name in imports if name in by_import}
    for pattern, name in _BROUGHT:
        if pattern.search(source) and name in by_name:
            found.add(f"{by_name[name].name}=={by_name[name].version}")
    return tuple(sorted([*found, *_others([name for name in imports if name not in by_import])]))


def _others(imports: list[str]) -> list[str]:
    try:
        return [one.distribution for one in wanted(imports, ())]
    except BadPackage:
        return []
