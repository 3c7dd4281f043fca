"""Setting the constants at the top of a program, and the inputs of a page."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from typing import Any

from generator.syntax import tree_of

_INPUTS = re.compile(r'(<script type="application/json" id="inputs">)(.*?)(</script>)', re.S)


def set_constants(source: str, values: Mapping[str, Any]) -> str:
    """`source` with its top-level `NAME = constant` lines (also annotated) set to `values`; comments after them stay.

    Raises KeyError where a name has no such line.
    """
    lines = source.encode().splitlines(keepends=True)
    places = constants_of(source)
    for name in sorted(values, key=lambda name: -places[name].lineno):
        value = places[name]
        end = (value.end_lineno or value.lineno) - 1
        before, after = lines[value.lineno - 1][: value.col_offset], lines[end][value.end_col_offset or 0 :]
        lines[value.lineno - 1 : end + 1] = [before + repr(values[name]).encode() + after]
    return b"".join(lines).decode()


def constants_of(source: str) -> dict[str, ast.expr]:
    """The names that `source` sets at its top level, with the first value of each."""
    places: dict[str, ast.expr] = {}
    for node in tree_of(source).body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            places.setdefault(node.targets[0].id, node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            places.setdefault(node.target.id, node.value)
    return places


def set_page_inputs(source: str, values: Mapping[str, Any]) -> str:
    """The page with the JSON of its `inputs` block updated by `values`; nothing can close the block."""
    found = _INPUTS.search(source)
    if not found:
        raise KeyError("inputs")
    merged = {**json.loads(found[2]), **values}
    text = json.dumps(merged, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return source[: found.start(2)] + text + source[found.end(2) :]
