"""The constants at the top of a program that a person may change.

TOP_N = 10  # INPUT: How many customers | integer 1 to 50
"""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from typing import Any

from generator.syntax import tree_of
from generator.types import InputSpec, Kind

MOST = 12
_COMMENT = re.compile(r"#\s*INPUTS?\s*[:：]\s*(.+?)\s*$", re.I)
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:to|\.\.+|–|—|bis|到)\s*(-?\d+(?:\.\d+)?)", re.I)
_CHOICES = re.compile(r"^(?:one of|choice of|choice|enum)\s*[:：]?\s*(.+)$", re.I)
_SOURCES = {
    "column": "columns",
    "text column": "columns",
    "number column": "number columns",
    "date column": "date columns",
    "file": "files",
}
_MARK = re.compile(r"\bid=[\"']inputs[\"'][^<>]{0,200}>", re.I)


def inputs_of(source: str, kind: Kind) -> tuple[InputSpec, ...]:
    """The inputs, in their order. A comment that isn't on a constant is passed over."""
    return _of_page(source) if kind == "html" else _of_python(source)


def _of_python(source: str) -> tuple[InputSpec, ...]:
    try:
        tree = tree_of(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    lines, found = source.split("\n"), list[InputSpec]()
    for node in tree.body:
        comment = _COMMENT.search(lines[(node.end_lineno or node.lineno) - 1])
        name, value = constant_of(node)
        if comment and name and all(name != spec.name for spec in found):
            found.append(_spec(name, value, comment[1]))
    return tuple(found[:MOST])


def constant_of(node: ast.stmt) -> tuple[str, Any]:
    """The name and the value of `NAME = literal`, also annotated; ("", None) for what isn't one."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value = node.targets[0], node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        target, value = node.target, node.value
    else:
        return "", None
    try:
        return (target.id, ast.literal_eval(value)) if isinstance(target, ast.Name) else ("", None)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return "", None


def _spec(name: str, value: Any, comment: str) -> InputSpec:
    label, _, kind = (part.strip() for part in comment.partition("|"))
    kind = kind.rstrip(".")
    source = _SOURCES.get(kind.lower(), "")
    return InputSpec(name, label or _words(name), _schema(kind, value), value, source)


def _schema(kind: str, value: Any) -> dict[str, Any]:
    """JSON Schema: the type is the default's own, the rest is what the comment says."""
    schema: dict[str, Any] = {"type": _type(value)}
    choices, between = _CHOICES.match(kind), _RANGE.search(kind)
    if choices:
        schema["enum"] = _choices(choices[1], value)
    elif schema["type"] in {"integer", "number"}:
        schema["type"] = "number" if kind.lower().startswith("number") else schema["type"]
        if between:
            low, high = sorted((float(between[1]), float(between[2])))
            schema |= {"minimum": _number(low), "maximum": _number(high)}
    elif kind.lower() == "date" and _is_date(value):
        schema["format"] = "date"
    return schema


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {int: "integer", float: "number", str: "string", list: "array", tuple: "array", dict: "object"}
    return names.get(type(value), "null")


def _choices(text: str, default: Any) -> list[Any]:
    parts = [part.strip().strip("\"'") for part in re.split(r"[,，、/]| or ", text) if part.strip()]
    choices: list[Any] = parts
    if isinstance(default, (int, float)) and not isinstance(default, bool):
        try:
            choices = [type(default)(part) for part in parts]
        except ValueError:
            choices = []
    return choices if default in choices else [default, *choices]


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _is_date(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _of_page(source: str) -> tuple[InputSpec, ...]:
    found = _MARK.search(source)
    start = found.end() if found else 0
    try:
        values = json.loads(source[start : source.find("</script>", start)]) if found else {}
    except (ValueError, RecursionError):
        return ()
    if not isinstance(values, dict):
        return ()
    return tuple(InputSpec(n, _words(n), {"type": _type(v)}, v) for n, v in list(values.items())[:MOST])
