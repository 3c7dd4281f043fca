"""Values written into a program that look like data and stand neither in the request nor in what is known of the files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST = 200  # values of one that are kept
FEW = 4  # rows or values; fewer are settings
_YEARS = range(1900, 2101)
_SMALL = 60  # whole numbers up to here are sizes, hours, shares
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Literal:
    """A list or table in the program: its line, how many values of its own it holds, and these (at most 200)."""

    line: int
    values: int
    own: tuple[str | float, ...] = ()


def literals(tree: ast.Module, said: str) -> tuple[Literal, ...]:
    """Lists, tuples, sets and dicts with amounts or rows that `said` (the request, the profiles) doesn't hold."""
    return tuple(_found(tree, _Known(said)))[:10]


def _found(node: ast.AST, known: _Known) -> Iterator[Literal]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
            new = [value for value in _values(child) if not known.holds(value)]
            if _looks_like_data(child, new):
                yield Literal(child.lineno, len(new), tuple(_plain(new))[:MOST])
                continue
        yield from _found(child, known)


def _plain(values: Sequence[object]) -> Iterator[str | float]:
    for value in values:
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            yield value[:200] if isinstance(value, str) else float(value)


def _values(node: ast.AST) -> Iterator[object]:
    """Constants in it; the keys of a dict are names."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.UnaryOp):
        yield from _values(node.operand)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _values(value)
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for each in node.elts:
            yield from _values(each)


def _looks_like_data(node: ast.AST, new: Sequence[object]) -> bool:
    """Amounts, several of them, that are no scale (0, 18, 30, 65); rows of words and numbers; people's or firms' names."""
    numbers = [value for value in new if isinstance(value, (int, float)) and not isinstance(value, bool)]
    odd = {value for value in numbers if _is_odd(value)}
    rows = [each for each in getattr(node, "elts", []) if isinstance(each, (ast.List, ast.Tuple, ast.Dict))]
    if _are_names(new):
        return True
    if len(rows) >= FEW:
        return len(numbers) >= FEW and len(new) >= 2 * FEW
    return len(odd) >= FEW and numbers != sorted(numbers)


_NAME = re.compile(r"[^\W\d_a-z][\w'’-]*\.?(?: [^\W\d_a-z][\w'’-]*\.?){1,3}")


def _are_names(new: Sequence[object]) -> bool:
    """Most of them two to four words with a capital each, all different: no labels of columns, which hardly are all so."""
    words = [value for value in new if isinstance(value, str)]
    names = {value for value in words if _NAME.fullmatch(value)}
    return len(names) >= FEW and len(names) * 4 >= len(words) * 3


def _is_odd(value: float) -> bool:
    """No width, share, year or round number."""
    whole = value == int(value)
    return not whole if abs(value) <= _SMALL else not (whole and (value in _YEARS or int(value) % 10 == 0))


class _Known:
    """The words and the numbers of a text, however these are written."""

    def __init__(self, text: str) -> None:
        self._words = {word.casefold() for word in re.findall(r"\w+", text)}
        self._numbers = {float(found.replace(",", "")) for found in _NUMBER.findall(text)}

    def holds(self, value: object) -> bool:
        if isinstance(value, str):
            return all(word.casefold() in self._words for word in re.findall(r"\w+", value))
        return abs(value) in self._numbers if isinstance(value, (int, float)) else True
