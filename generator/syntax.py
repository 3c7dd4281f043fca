"""Reading Python source from several threads.

In Python 3.11 and 3.12 the parser counts its depth for all threads together, so that two that parse at once may get
"SystemError: AST constructor recursion depth mismatch" for source that is right (CPython issue 106905).
"""

from __future__ import annotations

import ast
import threading

_one_at_a_time = threading.Lock()
_TRIES = 20  # libraries parse beside us, without our lock


def tree_of(source: str) -> ast.Module:
    """The tree of `source`. Raises what `ast.parse` raises for source that isn't Python."""
    for _ in range(_TRIES - 1):
        try:
            with _one_at_a_time:
                return ast.parse(source)
        except SystemError:
            continue
    with _one_at_a_time:
        return ast.parse(source)


def texts_in(source: str) -> tuple[str, ...]:
    """All texts that stand in a program, in no order of meaning; () for what isn't Python."""
    try:
        nodes = list(ast.walk(tree_of(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
