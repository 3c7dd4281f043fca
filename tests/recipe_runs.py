"""Runs a recipe as it ships in the built-in sandbox, and tries its checks there on what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.evidence.report import Result, ShownOutput, evidence_source, read_report
from generator.evidence.types import Check
from generator.recipes import Book
from generator.recipes.checks import checks_of
from generator.recipes.files import fitting, slots_of
from generator.types import FileProfile, Match
from sandbox.base import TABLE, Execution, InputFile, Job, Sandbox
from tests.recipe_files import profiles_in

_FORMATS = {
    ".pdf": "pdf",
    ".docx": "word",
    ".doc": "word",
    ".pptx": "powerpoint",
    ".zip": "zip",
} | dict.fromkeys(
    (".jpg", ".png", ".heic", ".gif"), "image"
)  # others are looked at


@dataclass(frozen=True)
class RecipeRun:
    """`names` of the files in `folder` that the recipe was given."""

    match: Match
    execution: Execution
    folder: Path
    names: tuple[str, ...]

    def file(self, name: str) -> bytes:
        return next(output.data for output in self.execution.outputs if output.file and output.name == name)

    @property
    def made(self) -> list[str]:
        return [output.name for output in self.execution.outputs if output.file]


@dataclass(frozen=True)
class Recipes:
    book: Book
    sandbox: Sandbox

    def run(self, id: str, folder: Path, names: Sequence[str] = (), **values: Any) -> RecipeRun:
        """As from its form, with the files put into its slots where `values` doesn't name them. Raises BadInput."""
        given = self.profiles(folder, names)
        recipe = next(each for each in self.book.recipes if each.id == id)
        for name, slot in slots_of(recipe).items():
            fits = [profile.name for profile in fitting(slot, given)]
            several = isinstance(next(spec for spec in recipe.inputs if spec.name == name).default, list)
            values.setdefault(name, fits if several else next(iter(fits), ""))
        match = self.book.with_values(id, values, given)
        files = tuple(InputFile(name, folder / name) for name in names)
        execution = self.sandbox.run(Job(self.book.program(match).source, files))
        return RecipeRun(match, execution, folder, tuple(names))

    def profiles(self, folder: Path, names: Sequence[str]) -> tuple[FileProfile, ...]:
        """Tables are looked at as Oneoff does; of other files a recipe needs the kind alone."""
        tables = [name for name in names if _FORMATS.get(Path(name).suffix.lower(), "csv") == "csv"]
        looked = {each.name: each for each in profiles_in(folder, *tables)} if tables else {}
        return tuple(
            looked.get(name)
            or FileProfile(name, _FORMATS[Path(name).suffix.lower()], (folder / name).stat().st_size)
            for name in names
        )

    def checks(self, run: RecipeRun) -> tuple[Check, ...]:
        """The recipe's checks on what it showed and made, and on damaged copies of that."""
        assert run.execution.ok, run.execution.failure
        recipe = next(each for each in self.book.recipes if each.id == run.match.recipe)
        claims, shown = checks_of(recipe, run.match.values), list[ShownOutput]()
        with TemporaryDirectory() as folder:
            files = [InputFile(name, run.folder / name) for name in run.names]
            for place, output in enumerate(run.execution.outputs):
                if output.file:
                    path = Path(folder, str(place))
                    path.write_bytes(output.data)
                    files.append(InputFile(f"_r0-{place}", path))
                    shown.append(ShownOutput(output.name, output.mime, file=True, given=f"_r0-{place}"))
                elif output.mime == TABLE:
                    shown.append(ShownOutput(output.name, output.mime, output.data.decode()))
            result = Result(tuple(shown), run.execution.stdout.text)
            tried = self.sandbox.run(Job(evidence_source([result], claims), tuple(files)))
        assert tried.ok, tried.failure
        report = next(output.data for output in tried.outputs if output.name == "evidence.json")
        return read_report(report, claims).checks
