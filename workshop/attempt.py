"""One try of a version: looked at, given what it needs, run, and what is known of it kept."""

from __future__ import annotations

from dataclasses import replace

from generator.brief import make_brief
from generator.repair import RunFailure, screen_failure
from generator.screen import Screened, screen
from generator.syntax import texts_in
from sandbox.packages.install import IndexUnreachable, PackageError
from workshop.context import program_of, said_of
from workshop.ends import failure_of
from workshop.libraries import import_names
from workshop.permissions import ask_for_host, needs_of, permissions_of
from workshop.running import Grants, run_program
from workshop.workbench import Workbench, failed, profiles_of

_ABOUT_COLUMNS = {"KeyError", "ValueError", "ColumnNotFoundError", "BinderException"}


def attempt(
    bench: Workbench, turn: str, version: str, *, line: str = "Running it", shown: bool = True
) -> RunFailure | None:
    """Why it gave nothing; None where it did. `shown`: as what the turn shows. Raises `Ended` where it asks for
    something, was stopped, or we failed."""
    program = program_of(bench.store, version)
    unknown = screen(program, available=import_names()).unknown
    needs = needs_of(bench, turn, unknown)
    screened = _screened(bench, turn, version, needs.imports)
    if screened.problems:
        return screen_failure(screened.problems)
    grants = Grants(needs.distributions, permissions_of(bench.store, turn).hosts)
    try:
        execution = run_program(bench, turn, version, program, line, grants, shown)
    except IndexUnreachable as error:
        raise failed(error.sentence, error.next_step) from error
    except PackageError as error:
        return RunFailure("ModuleNotFoundError", error.sentence)
    if screened.literals:
        held = sum(literal.values for literal in screened.literals)
        bench.store.add_fact(version, "written_in", held)
    failure = failure_of(execution)
    if failure and failure.kind in _ABOUT_COLUMNS and screened.columns:
        failure = replace(failure, message=" ".join([failure.message, *screened.columns]))
    if failure:
        ask_for_host(bench.store, turn, execution)
    return failure


def literals_of(bench: Workbench, turn: str, version: str) -> list[list[str | float]]:
    """The values of each list or table in a program that neither the person nor a profile names."""
    return [list(literal.own) for literal in _screened(bench, turn, version, frozenset()).literals]


def names_of(bench: Workbench, turn: str, version: str) -> tuple[str, ...]:
    """What a model may read whatever the privacy: names in the profiles, and texts in the program, which it wrote itself."""
    brief = make_brief("", profiles_of(bench.store.turn(turn)), privacy="names")
    texts = set(texts_in(program_of(bench.store, version).source))
    return (*brief.known, *sorted(text for text in texts if len(text) <= 200))


def _screened(bench: Workbench, turn: str, version: str, installed: frozenset[str]) -> Screened:
    this = bench.store.turn(turn)
    return screen(
        program_of(bench.store, version),
        available=import_names() | installed,
        files={file["name"] for file in this.files},
        profiles=profiles_of(this),
        said=said_of(bench.store, turn),
    )
