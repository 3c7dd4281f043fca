"""A turn with a model: write, screen, run, repair at most twice, explain."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from generator.codec import from_plain, to_plain
from generator.errors import Cancelled, ModelError
from generator.explain import Explainer
from generator.model import Model, Role
from generator.plain_words import own_words, why
from generator.repair import Repairer, Repairs, RunFailure, nothing_shown, screen_failure
from generator.screen import screen
from generator.types import Draft, Program, Question
from generator.write import Writer
from sandbox.base import Execution
from sandbox.packages.install import IndexUnreachable, PackageError
from workshop.changing import changed_program
from workshop.context import brief_of, privacy_of, program_of, shown_of
from workshop.going_on import execution_of, stood_at
from workshop.libraries import import_names, libraries
from workshop.permissions import ask_for_host, needs_of, permissions_of
from workshop.recorded import Recorded
from workshop.running import Grants, run_program
from workshop.telling import Telling
from workshop.workbench import Ended, Plain, Workbench, failed

log = logging.getLogger("oneoff.turn")

Step = Callable[..., Plain]
_TAIL = 2_000  # characters of printed text that a repair sees
_REPAIRS = 2


class ModelTurn:
    """The flow of one segment of a turn. `step(name, do, *arguments)` is durable; all else is quick."""

    def __init__(self, bench: Workbench, step: Step, turn: str, segment: int) -> None:
        self._bench, self._store, self._step, self._turn = bench, bench.store, step, turn
        self._prefix, self._goes_on = f"{turn}-{segment}", False

    def work(self, way: str) -> Ended:
        """Returns how the turn ends; raises `Ended` where a step decides it."""
        if way == "allow":  # the person answered what its program had asked for
            version = self._step("allowed", self._asked_for)["version"]
            self._run_until_it_shows(version, _REPAIRS)
            return Ended("done", words=self._step("explain", self._explain)["words"])
        if way == "budget":  # the person answered whether to go on
            self._goes_on = True
            stood = self._step("where it stood", stood_at, self._store, self._turn, _REPAIRS)
            version = stood["version"] or self._step("write", self._write)["version"]
            self._run_until_it_shows(version, stood["repairs"])
            return Ended("done", words=self._step("explain", self._explain)["words"])
        if way == "rerun":
            version = self._step("set values", self._set_values)["version"]
            self._run_until_it_shows(version, repairs=0)
            return Ended("done")
        version = self._step("write", self._write)["version"]
        self._run_until_it_shows(version, _REPAIRS)
        return Ended("done", words=self._step("explain", self._explain)["words"])

    def _run_until_it_shows(self, version: str, repairs: int) -> None:
        """Run it; mend and run again while that brings progress. Raises the honest stop."""
        policy = Repairs(repairs)
        while failure := self._step(f"run {len(policy.tried) + 1}", self._run, version)["failure"]:
            policy = policy.after(from_plain(RunFailure, failure), program_of(self._store, version))
            if policy.verdict != "repair":
                raise self._honest_stop(policy, version)
            version = self._step(f"repair {len(policy.tried)}", self._repair, version, to_plain(policy))[
                "version"
            ]

    # the steps

    def _write(self) -> Plain:
        with self._bench.at_work(self._turn, "Thinking about what you need") as token:
            writer = Writer(self._model("writer"), libraries())
            draft, _ = writer.write(
                brief_of(self._store, self._turn),
                listeners=Telling(self._store, self._turn).listeners,
                cancel=token,
            )
        if draft.program is None:
            raise _without_program(draft)
        return self._keep(draft, draft.program, 1)

    def _run(self, version: str) -> Plain:
        if self._goes_on and (ran := execution_of(self._store, version)):
            stands = _failure(ran)
            return {"failure": to_plain(stands) if stands else None}
        program = program_of(self._store, version)
        names = {file["name"] for file in self._store.turn(self._turn).files}
        unknown = screen(program, available=import_names()).unknown
        needs = needs_of(self._bench, self._turn, unknown)
        screened = screen(program, available=import_names() | needs.imports, files=names)
        if screened.problems:
            return {"failure": to_plain(screen_failure(screened.problems))}
        grants = Grants(needs.distributions, permissions_of(self._store, self._turn).hosts)
        try:
            execution = run_program(self._bench, self._turn, version, program, grants=grants)
        except IndexUnreachable as error:
            raise failed(error.sentence, error.next_step) from error
        except PackageError as error:
            return {"failure": to_plain(RunFailure("ModuleNotFoundError", error.sentence))}
        failure = _failure(execution)
        if failure:
            ask_for_host(self._store, self._turn, execution)
        return {"failure": to_plain(failure) if failure else None}

    def _repair(self, version: str, policy: Plain) -> Plain:
        tried = from_plain(Repairs, policy).tried
        with self._bench.at_work(
            self._turn, f"That didn't work; mending it ({len(tried)} of {_REPAIRS})"
        ) as token:
            repairer = Repairer(self._model("writer"), libraries())
            draft, _ = repairer.repair(
                brief_of(self._store, self._turn),
                program_of(self._store, version),
                tried[-1].failure,
                tried=tried[:-1],
                listeners=Telling(self._store, self._turn, keep_plan=False).listeners,
                cancel=token,
            )
        if draft.program is None:
            raise _without_program(draft)
        return self._keep(draft, draft.program, len(tried) + 1)

    def _explain(self) -> Plain:
        """Words for the result. Without them the result stands all the same."""
        this = self._store.turn(self._turn)
        with self._bench.at_work(self._turn, "Putting it into words") as token:
            try:
                explainer = Explainer(self._model("explainer"))
                words, _ = explainer.explain(
                    this.request,
                    shown_of(self._store, self._turn),
                    privacy=privacy_of(self._store),
                    on_note=Telling(self._store, self._turn).note,
                    cancel=token,
                )
            except ModelError as error:
                log.warning("turn %s: no words: %s %s", self._turn, error, error.detail)
                return {"words": ""}
            except Cancelled:
                return {"words": ""}
        return {"words": words}

    def _asked_for(self) -> Plain:
        return {"version": self._store.turn(self._turn).version_id}

    def _set_values(self) -> Plain:
        return {"version": changed_program(self._bench, self._turn, f"{self._prefix}-1")}

    # what the steps need

    def _model(self, role: Role) -> Model:
        model = self._bench.models.connected(role)
        if model is None:
            raise failed("No model is connected any more.", "Connect one in Settings, then ask again.")
        return Recorded(model, self._store, self._turn, self._bench.guard)

    def _keep(self, draft: Draft, program: Program, number: int) -> Plain:
        """Store a program, formatted, as a version of this turn."""
        screened = screen(program).program
        version = f"{self._prefix}-{number}"
        self._store.save_version(
            version,
            self._turn,
            source=screened.source,
            kind=screened.kind,
            title=draft.plan.title or program.title,
            inputs=to_plain(screened.inputs),
        )
        fields: dict[str, Any] = {"version_id": version}
        if draft.plan.steps or draft.plan.title:
            fields["plan"] = to_plain(draft.plan)
        self._store.update_turn(self._turn, **fields)
        return {"version": version}

    def _honest_stop(self, policy: Repairs, version: str) -> Ended:
        """What was tried, and two ways on."""
        program, tries = program_of(self._store, version), len(policy.tried)
        last = policy.tried[-1].failure
        tried = tuple(
            f"Try {number}: {why(one.failure, program)}." for number, one in enumerate(policy.tried, 1)
        )
        if said := own_words(last, program):
            return failed(said, "Add what is missing, or say it in another way.", tried if tries > 1 else ())
        if tries == 1:
            return failed(
                f"It didn't work: {why(last, program)}.", "Put the earlier value back, or say it in words."
            )
        again = "and it fails the same way" if policy.verdict == "same again" else "and it still doesn't work"
        return failed(
            f"I tried {tries} times {again}: {why(last, program)}.",
            "Say it in another way or leave a part of it out, or choose a stronger model in Settings.",
            tried,
        )


def _failure(execution: Execution) -> RunFailure | None:
    """Why a run gave nothing to show; None where it did."""
    if execution.ok:
        shown = execution.outputs or execution.stdout.text.strip()
        return None if shown else nothing_shown()
    tail, why_not = execution.stdout.text[-_TAIL:], execution.failure
    if why_not is None:
        said = execution.stderr.text.strip().split("\n")[-1]
        return RunFailure("Ended", said, ended=execution.ended, stdout_tail=tail)
    return RunFailure(
        why_not.kind, why_not.message, why_not.line, why_not.traceback, execution.ended, stdout_tail=tail
    )


def _without_program(draft: Draft) -> Ended:
    """A question waits; words alone are an answer, and no program or run stands beside them."""
    if draft.plan.questions:
        return Ended("asking", question=_question(draft.plan.questions), plan=to_plain(draft.plan))
    return Ended("done", words=draft.words, plan=to_plain(draft.plan), version_id=None, run_id=None)


def _question(questions: tuple[Question, ...]) -> Plain:
    """The first question, with those that follow it."""
    first, *rest = [
        {
            "text": question.text,
            "choices": [asdict(choice) for choice in question.choices],
            "default": question.default,
            "free_text": question.free_text,
        }
        for question in questions
    ]
    return {**first, "rest": rest, "way": "model"}
