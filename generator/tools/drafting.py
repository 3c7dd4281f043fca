"""The tool that a program would make: what may be changed in it, and which files it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from generator.inputs import constant_of
from generator.syntax import texts_in, tree_of
from generator.tools.tool import FileSlot, Tool
from generator.types import FileProfile, InputSpec, Program

_FOLDER = re.compile(r"/in\b")
_MOST = 20  # constants that are offered besides those that the plan foresaw
_LONG = 300  # characters of a text that may be an input


def tool_of_program(program: Program, request: str, profiles: Sequence[FileProfile]) -> Tool:
    """`profiles` of the files that it was made with. Its foreseen inputs are in the form; other constants at its top are
    there, too, but fixed until somebody frees them."""
    files = slots_of(program, profiles)
    named = {slot.name for slot in files if slot.name}
    return Tool(
        id="",
        title=program.title or "A small tool",
        source=program.source,
        kind=program.kind,
        inputs=(*program.inputs, *_others(program)),
        files=files,
        made_with=tuple(profile for profile in profiles if profile.name in named or not named),
        request=request,
    )


def slots_of(program: Program, profiles: Sequence[FileProfile]) -> tuple[FileSlot, ...]:
    """A slot for each file that the program names; one for all, where it looks for itself what is there."""
    if program.kind == "html" or not profiles:
        return ()
    texts = texts_in(program.source)
    named = [profile for profile in profiles if any(_names(text, profile.name) for text in texts)]
    if named:
        return tuple(FileSlot(one.name, one.name, _formats(one)) for one in named)
    if not any(_FOLDER.search(text) for text in texts):
        return ()
    formats = tuple(dict.fromkeys(format for one in profiles for format in _formats(one)))
    return (FileSlot(formats=formats, several=True),)


def _names(text: str, name: str) -> bool:
    return text == name or text.endswith(f"/{name}")


def _formats(profile: FileProfile) -> tuple[str, ...]:
    return () if profile.format == "unknown" else (profile.format,)


def _others(program: Program) -> list[InputSpec]:
    """Plain constants at the top that nobody foresaw as inputs."""
    if program.kind == "html":
        return []
    known = {spec.name for spec in program.inputs}
    return [
        InputSpec(name, name.replace("_", " ").capitalize(), _schema(value), value, hidden=True)
        for name, value in _constants(program.source)
        if name not in known and _may_be_input(name, value)
    ][:_MOST]


def _constants(source: str) -> list[tuple[str, Any]]:
    """In their order, each once."""
    try:
        found = dict(
            constant for node in reversed(tree_of(source).body) if (constant := constant_of(node))[0]
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return list(reversed(found.items()))


def _may_be_input(name: str, value: Any) -> bool:
    """A plain value, and no place of a file: which files there are is chosen by giving them."""
    if name.startswith("_") or not isinstance(value, (str, int, float, bool)):
        return False
    return not isinstance(value, str) or (
        len(value) <= _LONG and not value.startswith(("/in", "/out", "/job"))
    )


def _schema(value: Any) -> dict[str, Any]:
    kinds = {bool: "boolean", int: "integer", float: "number"}
    return {"type": kinds.get(type(value), "string")}
