"""What is written beside a tool's program: TOML, in the recipe book as `NAME.toml`, in a `.oneoff` file as `tool.toml`."""

from __future__ import annotations

import tomllib
from typing import Any

import tomli_w

from generator.codec import from_plain, to_plain
from generator.tools.tool import Tool

VERSION = 1
_ELSEWHERE = ("id", "source")  # the file's own name, and the program beside it


class BadManifest(ValueError):
    """It can't be read; the text is a sentence for a person."""


def read_manifest(text: str, source: str, id: str = "") -> Tool:
    """The tool that `text` describes and `source` is the program of. Raises `BadManifest`."""
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadManifest("The description of this tool can't be read.") from error
    version = told.pop("format", VERSION)
    if not isinstance(version, int) or version < 1:
        raise BadManifest("The description of this tool can't be read.")
    if version > VERSION:
        raise BadManifest("This tool was saved by a later Oneoff. Update Oneoff to open it.")
    try:
        return from_plain(Tool, {**_with_none(told), "id": id, "source": source})
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise BadManifest("The description of this tool isn't complete.") from error


def manifest_of(tool: Tool) -> str:
    """`read_manifest` of it is the same tool."""
    told = {name: value for name, value in to_plain(tool).items() if name not in _ELSEWHERE and value}
    return tomli_w.dumps({"format": VERSION, **_without_none(told)}, multiline_strings=True)


_NONE = {"null": True}
"""TOML has no null, and a table without a header is another than one of which nothing is known."""


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _without_none(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_none(one) for one in value]
    return _NONE if value is None else value


def _with_none(value: Any) -> Any:
    if isinstance(value, dict):
        return None if value == _NONE else {name: _with_none(one) for name, one in value.items()}
    return [_with_none(one) for one in value] if isinstance(value, list) else value
