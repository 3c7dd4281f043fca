"""The recipe book's programs: tools that ship, each a program and its manifest side by side."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from generator.including import whole_program
from generator.tools import Tool as Recipe
from generator.tools import read_manifest

__all__ = ["Recipe", "load_recipe", "load_recipes"]

FOLDER = Path(__file__).with_name("book")


def load_recipes() -> tuple[Recipe, ...]:
    return tuple(load_recipe(path) for path in sorted(FOLDER.glob("*.toml")))


def load_recipe(path: Path) -> Recipe:
    told = path.read_text(encoding="utf-8")
    page = tomllib.loads(told).get("kind") == "html"
    program = path.with_suffix(".html" if page else ".py").read_text(encoding="utf-8")
    recipe = read_manifest(told, whole_program(program, FOLDER / "shared"), path.stem)
    checks = [replace(check, code=whole_program(check.code, FOLDER / "shared")) for check in recipe.checks]
    return replace(recipe, checks=tuple(checks))
