"""Runs a recipe as it ships in the built-in sandbox, and tries its checks there on what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.evidence.report import Result, ShownOutput, evidence_source, read_report
from generator.evidence.types import Check
from generator.recipes import Recipe, set_constants
from generator.recipes.constants import set_page_inputs
from generator.recipes.recipe import FOLDER, load_recipe
from generator.values import check, typed
from sandbox.base import TABLE, Execution, InputFile, Job, Sandbox


@dataclass(frozen=True)
class RecipeRun:
    """`names` of the files in `folder` that the recipe was given."""

    recipe: Recipe
    execution: Execution
    folder: Path
    names: tuple[str, ...]


def run_recipe(
    sandbox: Sandbox, id: str, folder: Path, names: Sequence[str] = (), **values: Any
) -> RecipeRun:
    """`values` are held against the recipe's own schemas first, as a form does. Raises BadInput."""
    recipe = load_recipe(FOLDER / f"{id}.toml")
    specs = {spec.name: spec for spec in recipe.inputs}
    for name, value in values.items():
        check(specs[name], typed(value, specs[name].schema))
    put = set_page_inputs if recipe.kind == "html" else set_constants
    files = tuple(InputFile(name, folder / name) for name in names)
    return RecipeRun(recipe, sandbox.run(Job(put(recipe.source, values), files)), folder, tuple(names))


def tried_checks(sandbox: Sandbox, run: RecipeRun) -> tuple[Check, ...]:
    """The recipe's checks on what it showed and made, and on damaged copies of that."""
    assert run.execution.ok, run.execution.failure
    shown: list[ShownOutput] = []
    with TemporaryDirectory() as made:
        files = [InputFile(name, run.folder / name) for name in run.names]
        for place, output in enumerate(run.execution.outputs):
            if output.file:
                path = Path(made, str(place))
                path.write_bytes(output.data)
                files.append(InputFile(f"_r0-{place}", path))
                shown.append(ShownOutput(output.name, output.mime, file=True, given=f"_r0-{place}"))
            elif output.mime == TABLE:
                shown.append(ShownOutput(output.name, output.mime, output.data.decode()))
        result = Result(tuple(shown), run.execution.stdout.text)
        tried = sandbox.run(Job(evidence_source([result], run.recipe.checks), tuple(files)))
    assert tried.ok, tried.failure
    report = next(output.data for output in tried.outputs if output.name == "evidence.json")
    return read_report(report, run.recipe.checks).checks
