"""Columns that a program names and its files don't seem to have: found before it runs, told to who mends it if it fails.

No program is refused for them: pandas calls columns otherwise than a file does, and programs make columns in many ways.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Sequence

from generator.types import FileProfile

_READERS = {"read_csv", "read_excel", "read_json", "read_parquet", "read_table"}
_RENAMING = {
    "rename",
    "set_axis",
    "columns",
    "add_prefix",
    "add_suffix",
    "header",
    "names",
    "skiprows",
    "melt",
    "pivot",
}
_MOST = 5


def missing_columns(tree: ast.Module, profiles: Sequence[FileProfile]) -> Iterator[str]:
    """A sentence for each name read from a frame that came straight from a file.

    Only frames that nothing renames, and only names that the program makes nowhere else: what is in doubt isn't said.
    """
    columns = [column for profile in profiles for table in profile.tables for column in table.columns]
    known = {name for column in columns for name in (column.name, column.header) if name}
    if not known or any(not profile.tables for profile in profiles) or _renames(tree):
        return
    frames, made = set(_frames(tree)), _made(tree)
    said: set[str] = set()
    for name in _read(tree, frames):
        if name not in known | made | said and len(said) < _MOST:
            said.add(name)
            yield _sentence(name, known)


def _sentence(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, 3, 0.6) or sorted(known)[:12]
    return f"There is no column {name!r} in the files; there is {', '.join(map(repr, near))}."


def _renames(tree: ast.Module) -> bool:
    """Whether anything in the program gives columns other names than the file's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _RENAMING - {"columns"}:
            return True
        if isinstance(node, ast.Attribute) and node.attr == "columns" and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, ast.keyword) and node.arg in _RENAMING:
            return True
    return False


def _frames(tree: ast.Module) -> Iterator[str]:
    """Variables whose every value comes straight from reading a file."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                        values.setdefault(name.id, []).append(node.value)
        elif isinstance(node, (ast.For, ast.comprehension, ast.withitem, ast.arg, ast.NamedExpr)):
            for name in ast.walk(node):
                if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                    values.setdefault(name.id, []).append(ast.Constant(None))
    return (name for name, assigned in values.items() if all(map(_reads, assigned)))


def _reads(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _READERS
    )


def _read(tree: ast.Module, frames: set[str]) -> Iterator[str]:
    """Names in frame["name"] and frame[["one", "two"]]."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
            continue
        if not isinstance(node.value, ast.Name) or node.value.id not in frames:
            continue
        named = node.slice.elts if isinstance(node.slice, ast.List) else [node.slice]
        for each in named:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def _made(tree: ast.Module) -> set[str]:
    """Names of columns that the program makes itself: frame["new"] = ..., assign(new=...), insert(0, "new", ...)."""
    made: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            made |= {part.value for part in ast.walk(node.slice) if _is_text(part)}  # type: ignore[attr-defined]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("assign", "agg", "aggregate"):
                made |= {keyword.arg for keyword in node.keywords if keyword.arg}
            if node.func.attr in ("insert", "reset_index", "setdefault"):
                made |= {part.value for part in ast.walk(node) if _is_text(part)}  # type: ignore[attr-defined]
    return made


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
