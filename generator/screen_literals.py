"""Values written into a program that look like data and stand neither in the request nor in what is known of the files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FEW = 4  # rows or values; fewer are settings
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Literal:
    """A list or table in the program: its line, how many values it holds, and some of them."""

    line: int
    values: int
    examples: tuple[str, ...]


def literals(tree: ast.Module, said: str) -> tuple[Literal, ...]:
    """Lists, tuples, sets and dicts with amounts or rows that `said` (the request, the profiles) doesn't hold."""
    known = _words(said)
    return tuple(_found(tree, known))[:10]


def _found(node: ast.AST, known: set[str]) -> Iterator[Literal]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
            values = list(_values(child))
            new = [value for value in values if not _is_known(value, known)]
            if _looks_like_data(child, new):
                yield Literal(child.lineno, len(new), tuple(str(value)[:40] for value in new[:5]))
                continue
        yield from _found(child, known)


def _values(node: ast.AST) -> Iterator[object]:
    """Constants in it. Keys of a dict are names, unless they stand for rows."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _values(value)
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for each in node.elts:
            yield from _values(each)
    elif isinstance(node, ast.UnaryOp):
        yield from _values(node.operand)


def _looks_like_data(node: ast.AST, new: Sequence[object]) -> bool:
    """Amounts, several of them, and not steps of a scale (1, 2, 3 …)."""
    numbers = [value for value in new if isinstance(value, (int, float)) and not isinstance(value, bool)]
    odd = {value for value in numbers if abs(value) > 12 and value not in _YEARS and not _is_round(value)}
    rows = [each for each in getattr(node, "elts", []) if isinstance(each, (ast.List, ast.Tuple, ast.Dict))]
    return len(odd) >= FEW or (len(rows) >= FEW and len(new) >= 3 * FEW and len(numbers) >= FEW)


def _is_round(value: float) -> bool:
    return (value == int(value) and int(value) % 10 == 0) or value in {
        15,
        24,
        25,
        60,
        64,
        75,
        128,
        256,
        512,
        1024,
    }


def _words(text: str) -> set[str]:
    return {word.strip(".,").casefold() for word in re.findall(r"[\w.,-]+", text)}


def _is_known(value: object, known: set[str]) -> bool:
    if isinstance(value, str):
        return all(word.strip(".,").casefold() in known for word in re.findall(r"[\w.,-]+", value))
    return f"{value}" in known or f"{value:,}" in known if isinstance(value, (int, float)) else True
