"""What a waiting sandbox has imported in advance: four kinds, chosen by what a program itself imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, get_args

from sandbox.syntax import tree_of

Profile = Literal["plain", "tables", "charts", "all"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
"""Each holds what the one before it holds, and more."""

MODULES: dict[Profile, tuple[str, ...]] = {
    "plain": (),
    "tables": ("pandas",),
    "charts": ("pandas", "matplotlib.pyplot"),
    "all": ("pandas", "matplotlib.pyplot", "seaborn", "plotly.express", "scipy.stats", "openpyxl"),
}
_NEEDS: dict[str, Profile] = {
    "pandas": "tables",
    "matplotlib": "charts",
    "seaborn": "all",
    "plotly": "all",
    "scipy": "all",
    "statsmodels": "all",
    "sklearn": "all",
}
_LONGEST = 200_000  # characters that are looked at


@lru_cache(64)
def profile_of(source: str) -> Profile:
    """By the program's own imports; "plain" where it can't be read."""
    needed = [_NEEDS[name] for name in _imported(source) if name in _NEEDS]
    return max(needed, key=PROFILES.index, default="plain")


def _imported(source: str) -> Iterator[str]:
    try:
        nodes = list(ast.walk(tree_of(source[:_LONGEST])))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        yield from (name.partition(".")[0] for name in names)
