"""One recipe of the book: a program on the shelf and what is said about it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from generator.including import whole_program
from generator.types import InputSpec, Kind

FOLDER = Path(__file__).with_name("book")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A program that ships, its inputs, and phrases that ask for it."""

    id: str
    title: str
    title_zh: str
    does: str
    does_zh: str
    kind: Kind
    examples: tuple[str, ...]
    examples_zh: tuple[str, ...]
    inputs: tuple[InputSpec, ...]
    source: str


def load_recipes() -> tuple[Recipe, ...]:
    return tuple(load_recipe(path) for path in sorted(FOLDER.glob("*.toml")))


def load_recipe(path: Path) -> Recipe:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    kind: Kind = "html" if told["kind"] == "html" else "python"
    program = path.with_suffix(".html" if kind == "html" else ".py")
    return Recipe(
        id=path.stem,
        title=told["title"],
        title_zh=told["title_zh"],
        does=told["does"],
        does_zh=told["does_zh"],
        kind=kind,
        examples=tuple(told["examples"]),
        examples_zh=tuple(told["examples_zh"]),
        inputs=tuple(InputSpec(**each) for each in told.get("inputs", [])),
        source=whole_program(program.read_text(encoding="utf-8"), FOLDER / "shared"),
    )
