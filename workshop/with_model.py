"""A turn with a model: (plan,) write, screen, run, repair at most twice, explain."""

from __future__ import annotations

import logging
from collections.abc import Callable

from generator.alike import groups
from generator.codec import from_plain, to_plain
from generator.errors import Cancelled, ModelError
from generator.explain import Explainer
from generator.repair import Repairs, RunFailure, screen_failure
from generator.screen import screen
from sandbox.packages.install import IndexUnreachable, PackageError
from workshop.changing import changed_program
from workshop.context import privacy_of, program_of, request_of, said_of, shown_in, shown_of
from workshop.dials import Dials, dials_of
from workshop.drafting import Drafting
from workshop.ends import MAY_I, failure_of, honest_stop
from workshop.going_on import execution_of, stood_at
from workshop.libraries import import_names
from workshop.permissions import ask_for_host, needs_of, permissions_of
from workshop.running import Grants, run_program
from workshop.telling import Telling
from workshop.workbench import Ended, Plain, Workbench, failed, profiles_of

log = logging.getLogger("oneoff.turn")

Step = Callable[..., Plain]
_REPAIRS = 2


class ModelTurn:
    """The flow of one segment of a turn. `step(name, do, *arguments)` is durable; all else is quick."""

    def __init__(self, bench: Workbench, step: Step, turn: str, segment: int) -> None:
        self._bench, self._store, self._step, self._turn = bench, bench.store, step, turn
        self._segment, self._goes_on = segment, False
        self._dials = from_plain(Dials, step("dials", self._read_dials))
        self._drafting = Drafting(bench, turn, segment, self._dials)

    def work(self, way: str) -> Ended:
        """Returns how the turn ends; raises `Ended` where a step decides it."""
        if way == "allow":  # the person answered what its program had asked for
            version = self._step("allowed", self._asked_for)["version"]
            self._run_until_it_shows(version, _REPAIRS)
        elif way == "budget":  # the person answered whether to go on
            self._go_on()
        elif way == "rerun":
            version = self._step("set values", self._set_values)["version"]
            self._run_until_it_shows(version, repairs=0)
            return Ended("done")
        else:
            self._write_and_run()
        return Ended("done", words=self._step("explain", self._explain)["words"])

    def _go_on(self) -> None:
        """From where it stood: what was paid for isn't paid for again."""
        self._goes_on = True
        stood = self._step("where it stood", stood_at, self._store, self._turn, _REPAIRS)
        if stood["version"]:
            self._run_until_it_shows(stood["version"], stood["repairs"])
        else:
            self._write_and_run()

    def _write_and_run(self) -> None:
        if self._dials.asks == "first" and not self._step("agreed", self._agreed)["agreed"]:
            self._step("plan", self._drafting.plan)
        if self._dials.candidates == 1:
            version = self._step("write", self._drafting.write)["version"]
            self._run_until_it_shows(version, _REPAIRS)
            return
        drafts = self._step("write several", self._drafting.write_several)["drafts"]
        failures = [
            self._step(f"try {n}", self._run, d["version"])["failure"] for n, d in enumerate(drafts, 1)
        ]
        shown = [draft for draft, failure in zip(drafts, failures, strict=True) if failure is None]
        if shown:
            self._step("choose", self._choose, shown, len(drafts))
        else:
            self._run_until_it_shows(drafts[0]["version"], _REPAIRS, failures[0])

    def _run_until_it_shows(self, version: str, repairs: int, failed: Plain | None = None) -> None:
        """Run it; mend and run again while that brings progress. `failed`: it ran already. Raises the honest stop."""
        policy = Repairs(repairs)
        while failure := failed or self._step(f"run {len(policy.tried) + 1}", self._run, version)["failure"]:
            failed = None
            policy = policy.after(from_plain(RunFailure, failure), program_of(self._store, version))
            if policy.verdict != "repair":
                raise honest_stop(policy, program_of(self._store, version))
            mended = self._step(
                f"repair {len(policy.tried)}", self._drafting.repair, version, to_plain(policy)
            )
            version = mended["version"]

    # the steps

    def _run(self, version: str) -> Plain:
        if self._goes_on and (ran := execution_of(self._store, version)):
            stands = failure_of(ran)
            return {"failure": to_plain(stands) if stands else None}
        program = program_of(self._store, version)
        this = self._store.turn(self._turn)
        names = {file["name"] for file in this.files}
        unknown = screen(program, available=import_names()).unknown
        needs = needs_of(self._bench, self._turn, unknown)
        screened = screen(
            program,
            available=import_names() | needs.imports,
            files=names,
            profiles=profiles_of(this),
            said=said_of(self._store, self._turn),
        )
        if screened.problems:
            return {"failure": to_plain(screen_failure(screened.problems))}
        grants = Grants(needs.distributions, permissions_of(self._store, self._turn).hosts)
        try:
            execution = run_program(self._bench, self._turn, version, program, grants=grants)
        except IndexUnreachable as error:
            raise failed(error.sentence, error.next_step) from error
        except PackageError as error:
            return {"failure": to_plain(RunFailure("ModuleNotFoundError", error.sentence))}
        if screened.literals:
            held = sum(literal.values for literal in screened.literals)
            self._store.add_fact(version, "written_in", held)
        failure = failure_of(execution)
        if failure:
            ask_for_host(self._store, self._turn, execution)
        return {"failure": to_plain(failure) if failure else None}

    def _choose(self, drafts: list[Plain], written: int) -> Plain:
        """The first of the largest group of results that are alike becomes the turn's."""
        alike = groups([shown_in(self._store, draft["version"]) for draft in drafts])[0]
        chosen = drafts[alike[0]]
        fields = {"version_id": chosen["version"], "run_id": chosen["version"]}
        self._store.update_turn(self._turn, **fields, **({"plan": chosen["plan"]} if chosen["plan"] else {}))
        self._store.add_fact(chosen["version"], "agreement", [len(alike), written])
        return {"version": chosen["version"]}

    def _explain(self) -> Plain:
        """Words for the result. Without them the result stands all the same."""
        this = self._store.turn(self._turn)
        with self._bench.at_work(self._turn, "Putting it into words") as token:
            try:
                explainer = Explainer(self._drafting.model("explainer"))
                words, _ = explainer.explain(
                    request_of(this),
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

    def _read_dials(self) -> Plain:
        plain: Plain = to_plain(dials_of(self._store, self._turn))
        return plain

    def _agreed(self) -> Plain:
        answers = self._store.turn(self._turn).answers
        return {"agreed": any(answer["question"] == MAY_I for answer in answers)}

    def _asked_for(self) -> Plain:
        return {"version": self._store.turn(self._turn).version_id}

    def _set_values(self) -> Plain:
        return {"version": changed_program(self._bench, self._turn, f"{self._turn}-{self._segment}-1")}
