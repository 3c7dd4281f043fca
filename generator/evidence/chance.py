"""Whether a program draws lots: its result is another one each time, or would be with another seed."""

from __future__ import annotations

import ast

from generator.syntax import tree_of
from generator.types import Program

_MODULES = {"random", "secrets", "uuid", "faker"}
_NAMES = {"default_rng", "RandomState", "urandom", "uuid4", "shuffle", "sample", "choices", "randint"}


def draws_lots(program: Program) -> bool:
    """By what it imports and calls; False for a page and for what isn't Python."""
    if program.kind != "python":
        return False
    try:
        nodes = list(ast.walk(tree_of(program.source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(_is_lot(node) for node in nodes)


def _is_lot(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.split(".")[0] in _MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return (node.module or "").split(".")[0] in _MODULES or bool(names & _NAMES)
    if isinstance(node, ast.Attribute):
        return node.attr in _NAMES or _is_numpy_random(node)
    return False


def _is_numpy_random(node: ast.Attribute) -> bool:
    return node.attr == "random" and isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy")
