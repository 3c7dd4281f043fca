"""Recipes run for real in the built-in sandbox, and their checks tried on what came out and on damaged copies of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from generator.evidence.report import Result, ShownOutput, evidence_source, read_report
from generator.evidence.types import Check, Claim
from generator.recipes import Book
from generator.recipes.checks import checks_of
from generator.types import FileProfile, Match
from sandbox.base import TABLE, Execution, InputFile, Job, SandboxUnavailable
from sandbox.local import LocalSandbox
from tests.recipe_files import profiles_in

PYTHON = Path(__file__).parents[1] / ".venv-sandbox" / "bin" / "python"


def built_in() -> LocalSandbox:
    made = LocalSandbox(PYTHON)
    try:
        made.prepare()
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    return made


@dataclass(frozen=True)
class Ran:
    """What a recipe showed, with what it was given."""

    execution: Execution
    match: Match
    files: Mapping[str, bytes]

    @property
    def text(self) -> str:
        assert self.execution.ok, self.execution.failure
        return self.execution.stdout.text

    @property
    def refused(self) -> str:
        """The sentence with which it stopped."""
        failure = self.execution.failure
        assert failure
        assert failure.kind == "ValueError", failure
        return failure.message

    def table(self, place: int = 0) -> list[dict[str, Any]]:
        assert self.execution.ok, self.execution.failure
        shown = [json.loads(out.data)["data"] for out in self.execution.outputs if out.mime == TABLE]
        return list(shown[place])

    def made(self, name: str = "") -> bytes:
        assert self.execution.ok, self.execution.failure
        return next(out.data for out in self.execution.outputs if out.file and name in out.name)

    def names(self) -> list[str]:
        return [out.name for out in self.execution.outputs if out.file]


class BookRuns:
    """Runs recipes on files made in `folder`."""

    def __init__(self, sandbox: LocalSandbox, folder: Path) -> None:
        self.book, self.sandbox, self.folder = Book.load(), sandbox, folder

    def profiles(self, files: Mapping[str, bytes]) -> tuple[FileProfile, ...]:
        for name, data in files.items():
            (self.folder / name).write_bytes(data)
        return profiles_in(self.folder, *files) if files else ()

    def run(self, recipe: str, values: Mapping[str, Any], files: Mapping[str, bytes]) -> Ran:
        return self._ran(self.book.with_values(recipe, dict(values), self.profiles(files)), files)

    def ask(self, request: str, files: Mapping[str, bytes]) -> Ran:
        chosen = self.book.choose(request, self.profiles(files))
        assert chosen.sure, chosen
        return self._ran(chosen.sure, files)

    def _ran(self, match: Match, files: Mapping[str, bytes]) -> Ran:
        given = tuple(InputFile(name, self.folder / name) for name in files)
        return Ran(self.sandbox.run(Job(self.book.program(match).source, given)), match, files)

    def checked(self, ran: Ran) -> list[Check]:
        """The recipe's checks, tried on the result; each must agree, and notice when it is damaged."""
        recipe = next(each for each in self.book.recipes if each.id == ran.match.recipe)
        assert recipe.checks, recipe.id
        outputs = [(f"_r0-{place}", output) for place, output in enumerate(ran.execution.outputs)]
        for name, output in outputs:
            (self.folder / name).write_bytes(output.data)
        shown = tuple(
            ShownOutput(out.name, out.mime, out.text, out.file, out.behind, name) for name, out in outputs
        )
        claims = checks_of(recipe, ran.match.values)
        source = evidence_source([Result(shown, ran.execution.stdout.text)], claims, (), (), 5.0, True)
        given = [InputFile(name, self.folder / name) for name in (*ran.files, *(name for name, _ in outputs))]
        execution = self.sandbox.run(Job(source, tuple(given)))
        report = next(out.data for out in execution.outputs if out.name == "evidence.json")
        tried = read_report(report, claims).checks
        for check in tried:
            told = replace(check, claim=Claim(check.claim.text, ""))
            assert check.verdict == "agrees", told
            assert check.noticed > 0, told
        return list(tried)
