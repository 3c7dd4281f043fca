"""Whether a tool from elsewhere can be one: a form of a size that people can fill in, and fields that can be checked.

It says what is wrong with a file. It protects nothing: that is the sandbox's, and a person's yes before the first run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from generator.codec import to_plain
from generator.screen import LONGEST
from generator.tools.tool import Tool
from generator.types import InputSpec
from generator.values import BadInput, check

MOST_INPUTS, MOST_SLOTS, MOST_CHECKS, MOST_NEEDS = 60, 20, 40, 60
_LONGEST_LINE, _LONGEST_TEXT = 300, 5_000  # characters
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")  # PEP 508
_PINNED = re.compile(rf"{_NAME.pattern}(?:==[A-Za-z0-9.!+_-]{{1,60}})?")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?")
_SLOW = re.compile(r"\)[*+{]|\\\d|\(\?")  # patterns that may take forever
_UNREADABLE = "The description of this tool can't be read."
_SCHEMA = frozenset((
    "type", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength",
    "maxLength", "pattern", "format", "items", "minItems", "maxItems", "uniqueItems", "title", "description", "words", "found",
))  # fmt: skip


def trouble_of(tool: Tool) -> str:
    """The first thing that is wrong with it, as a sentence for a person; "" where it can be used."""
    try:
        kept = json.dumps(to_plain(tool), allow_nan=False)
        return _UNREADABLE if "\\u0000" in kept else next(_troubles(tool), "")
    except (
        TypeError,
        ValueError,
        RecursionError,
    ):  # a date or a number that JSON doesn't know, or far too deep
        return _UNREADABLE


def _troubles(tool: Tool) -> Iterator[str]:
    if not tool.title.strip():
        yield "This tool has no name."
    if len(tool.source) > LONGEST:
        yield "The program of this tool is too long to be one."
        return
    if not tool.source.strip():
        yield "There is no program in this tool."
        return
    if _too_much(tool):
        yield "This tool asks for more than a form can hold."
    if not all(map(_PINNED.fullmatch, tool.packages)) or not all(map(_NAME.fullmatch, tool.installed)):
        yield "This tool names packages in a way that can't be read."
    if not all(map(_HOST.fullmatch, tool.hosts)):
        yield "This tool names addresses on the internet in a way that can't be read."
    for spec in tool.inputs:
        yield from _field(spec)
    if len({spec.name for spec in tool.inputs}) < len(tool.inputs):
        yield "Two fields of this tool are the same."
    named = [slot.name.casefold() for slot in tool.files if slot.name]
    if len(set(named)) < len(named):
        yield "This tool asks for the same file twice."


def _too_much(tool: Tool) -> bool:
    lines = (tool.title, tool.title_zh, tool.does, tool.does_zh, *tool.tags)
    lines += tuple(slot.label for slot in tool.files) + tuple(spec.label for spec in tool.inputs)
    return (
        len(tool.inputs) > MOST_INPUTS
        or len(tool.files) > MOST_SLOTS
        or len(tool.checks) > MOST_CHECKS
        or len(tool.packages) + len(tool.installed) + len(tool.hosts) + len(tool.tags) > MOST_NEEDS
        or any(len(line) > _LONGEST_LINE for line in lines)
        or any(len(check.text) > _LONGEST_TEXT or len(check.code) > LONGEST for check in tool.checks)
    )


def _field(spec: InputSpec) -> Iterator[str]:
    """Of its schema only what can be checked at once, here and without the network."""
    label = spec.label or spec.name
    if not _is_plain(spec.schema):
        yield f"The field “{label}” of this tool can't be read."
        return
    try:
        Draft202012Validator.check_schema(spec.schema)
        if not (spec.hidden or spec.source or spec.default in (None, "")):
            check(spec, spec.default)
    except (SchemaError, BadInput):
        yield f"The field “{label}” of this tool is filled in with something that it doesn't take."


def _is_plain(schema: dict[str, Any]) -> bool:
    pattern, items = schema.get("pattern", ""), schema.get("items", {})
    return (
        set(schema) <= _SCHEMA
        and schema.get("format", "date") == "date"
        and isinstance(pattern, str)
        and _is_pattern(pattern)
        and isinstance(items, dict)
        and (not items or ("items" not in items and _is_plain(items)))
        and len(repr(schema)) <= 200_000
    )


def _is_pattern(text: str) -> bool:
    """One that can be compared in no time."""
    try:
        re.compile(text)
    except (re.error, OverflowError):
        return False
    return len(text) <= 100 and not _SLOW.search(text) and sum(map(text.count, "*+")) <= 2
