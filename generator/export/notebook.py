"""A program as a Jupyter notebook (nbformat 4.5): what it is, what it imports, what may be changed, and the rest."""

from __future__ import annotations

import ast
import json
from typing import Any

from generator.export.here import makes_files, with_paths_here
from generator.export.script import PREPARED, PYTHON, About, how_to_run
from generator.screen import in_form
from generator.syntax import tree_of

Cell = dict[str, Any]


def as_notebook(source: str, about: About) -> str:
    """The notebook as JSON. Raises SyntaxError for what isn't Python."""
    makes, source = makes_files(source), with_paths_here(source)
    top, inputs, rest = _parts(source)
    if makes:
        top = f"{top}\n{PREPARED}\n"
    cells = [_markdown(_about(about))]
    for name, code in (("imports", top), ("parameters", inputs), ("program", rest)):
        if code.strip():
            cells.append(_code(name, in_form(code).strip("\n")))
    whole = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "version": PYTHON},
}


def _about(about: About) -> str:
    needs = f"It needs: `pip install {' '.join(about.needs)}`" if about.needs else ""
    quoted = "\n".join(f"> {line}" for line in about.request.strip().splitlines())
    parts = [f"# {about.title or 'A small program'}", quoted, how_to_run(about, "jupyter lab"), needs]
    return "\n\n".join(filter(None, parts))


def _parts(source: str) -> tuple[str, str, str]:
    """In their order: what stands up to the last of the first imports, the constants after them, and the rest."""
    body = tree_of(source).body
    count = 0
    while count < len(body) and _is_import(body[count]):
        count += 1
    inputs = count
    while inputs < len(body) and _is_constant(body[inputs]):
        inputs += 1
    lines = source.splitlines()
    first, second = (_end(body, number) for number in (count, inputs))
    return "\n".join(lines[:first]), "\n".join(lines[first:second]), "\n".join(lines[second:])


def _end(body: list[ast.stmt], count: int) -> int:
    """The line after the first `count` statements; all of them where the next begins on the same line."""
    return (body[count - 1].end_lineno or 0) if count else 0


def _is_import(node: ast.stmt) -> bool:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, (ast.Import, ast.ImportFrom))


def _is_constant(node: ast.stmt) -> bool:
    """NAME = a plain value."""
    if not isinstance(node, ast.Assign) or not all(isinstance(one, ast.Name) for one in node.targets):
        return False
    try:
        ast.literal_eval(node.value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _markdown(text: str) -> Cell:
    return {"cell_type": "markdown", "id": "about", "metadata": {}, "source": text}


def _code(name: str, code: str) -> Cell:
    tags = {"tags": ["parameters"]} if name == "parameters" else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": tags,
        "outputs": [],
        "source": code,
    }
