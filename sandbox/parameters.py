"""Inputs, papermill's way: constants at the top of a program, replaced where they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from sandbox.syntax import tree_of


class UnknownInput(ValueError):
    """The program has no such constant, or the value can't be written as one."""


def set_inputs(source: str, values: Mapping[str, object]) -> str:
    """`source` with each top-level `NAME = literal` (also annotated) of `values` given its new value.

    All else stays byte for byte. The first assignment of a name counts. Raises UnknownInput, SyntaxError.
    """
    tree = _parsed(source)
    raw = source.encode()
    starts = _line_starts(raw)
    spans = {name: _span(value, starts) for name, value in reversed(list(_constants(tree)))}
    if unknown := sorted(values.keys() - spans.keys()):
        raise UnknownInput(f"The program has no input called {', '.join(unknown)}.")
    for name in sorted(values, key=lambda name: spans[name], reverse=True):
        start, end = spans[name]
        raw = raw[:start] + _literal(name, values[name]).encode() + raw[end:]
    return raw.decode()


def inputs_of(source: str) -> dict[str, object]:
    """The constants at the top of a program with their values. Raises SyntaxError."""
    found = {name: ast.literal_eval(value) for name, value in reversed(list(_constants(_parsed(source))))}
    return dict(reversed(found.items()))


def _parsed(source: str) -> ast.Module:
    """Raises UnknownInput, SyntaxError and nothing else, whatever stands there."""
    try:
        source.encode()
        return tree_of(source)
    except (ValueError, MemoryError, RecursionError) as error:
        raise UnknownInput("The program's constants can't be read.") from error


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_literal(value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _is_literal(value):
                yield name, value


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return False
    return True


def _line_starts(raw: bytes) -> list[int]:
    """As Python counts lines: after \\n, \\r\\n or \\r, and nowhere else."""
    starts, at = [0], 0
    for line in raw.replace(b"\r\n", b" \n").replace(b"\r", b"\n").split(b"\n")[:-1]:
        at += len(line) + 1
        starts.append(at)
    return starts


def _span(value: ast.expr, starts: list[int]) -> tuple[int, int]:
    if value.end_lineno is None or value.end_col_offset is None:
        raise UnknownInput("The program's constants can't be found.")
    return starts[value.lineno - 1] + value.col_offset, starts[value.end_lineno - 1] + value.end_col_offset


def _literal(name: str, value: object) -> str:
    text = repr(value)
    try:
        same = ast.literal_eval(text) == value
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        same = False
    if not same:
        raise UnknownInput(f"The value for {name} can't be written into a program.")
    return text
