"""A run of a kept tool: no model, the same behaviour every time. Data of another shape is told before it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.codec import to_plain
from generator.plain_words import own_words, why
from generator.recipes import set_page_inputs
from generator.repair import RunFailure
from generator.tools import Tool
from generator.tools.filling import filled, with_values
from generator.tools.shape import Other, differences
from generator.types import Program
from generator.values import BadInput
from sandbox.base import Execution
from sandbox.packages.install import PackageError
from sandbox.parameters import UnknownInput, set_inputs
from workshop import tables as t
from workshop.context import program_of
from workshop.ends import failure_of
from workshop.kept import KeptTools
from workshop.running import Grants, in_words, run_program
from workshop.store import NotThere
from workshop.workbench import Ended, Plain, Workbench, failed, profiles_of

Step = Callable[..., Plain]
ANYWAY = "anyway"
_UNLIKE, _MAY_I = "This data is not like the data that the tool was made with.", "Run it all the same?"
_OTHERWISE = "Give it a file like the one it was made with, or have the tool changed to fit."
_CHANGE = "Change a field or a file, then run it again."
_MOST = 4  # differences that are told


def asks_how_to_read(bench: Workbench, turn: str) -> bool:
    """Whether what is in the files decides how the tool's program reads them."""
    change = bench.store.turn(turn).change or {}
    try:
        tool = KeptTools(bench.store, bench.book).get(change["tool"]).tool
    except NotThere:
        return False
    return any(spec.hidden and spec.schema.get("type") == "object" for spec in tool.inputs)


def others_of(tool: Tool, this: t.Turn) -> tuple[Other, ...]:
    """How the files of a run differ from those that the tool was made with."""
    called = {file["name"]: file.get("given", file["name"]) for file in this.files}
    return differences(tool, profiles_of(this), called)


class ToolTurn:
    """The steps of one run; each is the body of a durable step."""

    def __init__(self, bench: Workbench, turn: str) -> None:
        self._bench, self._store, self._turn = bench, bench.store, turn
        self._kept = KeptTools(bench.store, bench.book)

    def work(self, step: Step, segment: int) -> Ended:
        """Returns how the run ends; raises `Ended` where a step decides it."""
        version = f"{self._turn}-{segment}"
        step("prepare", self._prepare, version)
        step("run", self._run, version)
        return Ended("done")

    def _prepare(self, version: str) -> Plain:
        """The program with the values of this run, as a version. Raises `Ended`: it asks, or says what doesn't fit."""
        this = self._store.turn(self._turn)
        change, profiles = this.change or {}, profiles_of(this)
        tool = self._tool(change["tool"])
        others = others_of(tool, this)
        self._ask_about(others, asked=change["by"] == "person", answers=this.answers)
        try:
            values = filled(tool, change["given"], profiles)
            put = set_page_inputs if tool.kind == "html" else set_inputs
            source = put(tool.source, values)
        except (BadInput, UnknownInput) as error:
            raise failed(str(error), _CHANGE) from error
        inputs = with_values(tool, values).inputs
        self._store.save_version(
            version, self._turn, source=source, kind=tool.kind, title=tool.title, inputs=to_plain(inputs)
        )
        return {"others": [one.text for one in others]}

    def _run(self, version: str) -> Plain:
        """Raises `Ended` where it gives no result."""
        this = self._store.turn(self._turn)
        tool = self._tool((this.change or {})["tool"])
        grants = Grants(tool.installed, tool.hosts)
        program = program_of(self._store, version)
        try:
            execution = run_program(self._bench, self._turn, version, program, grants=grants)
        except PackageError as error:
            raise failed(error.sentence, error.next_step) from error
        others = others_of(tool, this)
        if others:
            self._store.add_fact(version, "other_data", [one.text for one in others[:_MOST]])
        if failure := failure_of(execution):
            raise _stumbled(failure, execution, program, self._bench.limits.wall_seconds, others)
        return {}

    def _tool(self, id: str) -> Tool:
        try:
            return self._kept.get(id).tool
        except NotThere:
            raise failed(
                "This tool was deleted meanwhile.", "Bring it back in Tools, then run it again."
            ) from None

    def _ask_about(self, others: tuple[Other, ...], asked: bool, answers: list[Any]) -> None:
        hinders = [one.text for one in others if one.hinders]
        if not hinders:
            return
        what = " ".join(hinders[:_MOST])
        if not asked:
            raise failed(what, _OTHERWISE)
        if not answers:
            raise Ended("asking", question=_question(what))
        if answers[-1]["answer"].casefold() not in (ANYWAY, _YES.casefold(), "1"):
            raise Ended("stopped")


_YES = "Run it all the same"


def _question(what: str) -> Plain:
    return {
        "text": f"{_UNLIKE} {what} {_MAY_I}",
        "choices": [
            {"label": _YES, "value": ANYWAY, "detail": "Its result may be wrong."},
            {"label": "Don't run it", "value": "no", "detail": "Nothing has happened yet."},
        ],
        "default": "no",
        "free_text": False,
        "way": "tool",
    }


def _stumbled(
    failure: RunFailure, execution: Execution, program: Program, seconds: float, others: tuple[Other, ...]
) -> Ended:
    told = " ".join(one.text for one in others[:_MOST])
    if limit := in_words(execution, seconds):
        return failed(limit, told or "Try it with a smaller file, or a part of it.")
    if failure.kind == "ValueError" and failure.message.strip().endswith("."):  # made to be read
        return failed(failure.message.strip(), told or _CHANGE)
    said = own_words(failure, program) or f"It didn't work: {why(failure, program)}."
    return failed(said, told or _CHANGE)
