"""Reading Python source from several threads: in 3.11 and 3.12 a parser beside us can make ours fail for source that is
right ("SystemError: AST constructor recursion depth mismatch", CPython issue 106905), so it is tried again.
"""

from __future__ import annotations

import ast

_TRIES = 20


def tree_of(source: str) -> ast.Module:
    """The tree of `source`. Raises what `ast.parse` raises for source that isn't Python."""
    for _ in range(_TRIES - 1):
        try:
            return ast.parse(source)
        except SystemError:
            continue
    return ast.parse(source)
