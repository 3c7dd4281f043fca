"""Arrows go one way: pages -> workshop -> generator, sandbox. Only pages (and app.py) know streamlit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ROOMS = {"pages", "workshop", "generator", "sandbox"}
MAY_IMPORT = {
    "app.py": {"pages", "workshop"},
    "pages": {"workshop", "generator"},  # of the generator its words only: see test_pages_take_words_only
    "workshop": {"generator", "sandbox"},
    "generator": set[str](),
    "sandbox": set[str](),
}
FOREIGN = {  # a library, and the only places that know it
    "streamlit": {"app.py", "pages"},
    "docker": {"sandbox"},
    "litellm": {"generator"},
    "sqlalchemy": {"workshop"},
    "dbos": {"workshop"},
}


def modules(place: str) -> list[Path]:
    found = [TOP / place] if place.endswith(".py") else sorted((TOP / place).rglob("*.py"))
    return [path for path in found if "book" not in path.parts and "runner" not in path.parts]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("place", MAY_IMPORT)
def test_rooms_know_only_the_rooms_below(place: str) -> None:
    allowed = MAY_IMPORT[place] | {place}
    assert modules(place), f"{place} is empty"
    wrong = [
        f"{path.relative_to(TOP)} imports {name}"
        for path in modules(place)
        for name in imported(path)
        if (room := name.split(".")[0]) in ROOMS and room not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("library", FOREIGN)
def test_libraries_stay_in_their_room(library: str) -> None:
    wrong = [
        str(path.relative_to(TOP))
        for place in MAY_IMPORT
        if place not in FOREIGN[library]
        for path in modules(place)
        if any(name.split(".")[0] == library for name in imported(path))
    ]
    assert wrong == []


def test_pages_take_words_only() -> None:
    """Pages may name the generator's types, never its work."""
    wrong = [
        f"{path.relative_to(TOP)} imports {name}"
        for path in modules("pages")
        for name in imported(path)
        if name.split(".")[0] == "generator"
        and name not in ("generator.types", "generator.evidence.types", "generator.tools.tool")
    ]
    assert wrong == []
