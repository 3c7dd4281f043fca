"""A turn with a model: (plan,) write, screen, run, repair at most twice, explain; or several to choose from."""

from __future__ import annotations

from collections.abc import Callable

from generator.codec import from_plain, to_plain
from generator.repair import Repairs, RunFailure
from workshop.attempt import attempt
from workshop.candidates import Candidates
from workshop.changing import changed_program
from workshop.context import program_of
from workshop.dials import Dials, dials_of
from workshop.drafting import Drafting
from workshop.ends import MAY_I, NO, YES, failure_of, honest_stop
from workshop.going_on import execution_of, stood_at
from workshop.variants import Variants
from workshop.wording import words_for
from workshop.workbench import Ended, Plain, Workbench

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
        elif way == "variants":
            self._vary()
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
        elif stood["variants"]:
            self._vary()
        else:
            self._write_and_run()

    def _vary(self) -> None:
        """Several programs to choose from, or what was chosen of them."""
        variants = Variants(self._bench, self._step, self._turn, self._drafting)
        if self._step("chosen", self._chosen)["chosen"]:
            variants.take()
        else:
            version, failure = variants.offer()
            self._run_until_it_shows(version, _REPAIRS, failure)

    def _write_and_run(self) -> None:
        if self._dials.asks == "first" and not self._step("agreed", self._agreed)["agreed"]:
            self._step("plan", self._drafting.plan)
        if self._dials.candidates == 1:
            self._run_until_it_shows(self._step("write", self._drafting.write)["version"], _REPAIRS)
            return
        candidates = Candidates(self._bench, self._step, self._turn, self._drafting, self._run)
        if left := candidates.take_one():
            version, failure = left
            self._run_until_it_shows(version, _REPAIRS, failure)

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
        failure = attempt(self._bench, self._turn, version)
        return {"failure": to_plain(failure) if failure else None}

    def _explain(self) -> Plain:
        return words_for(self._bench, self._turn, self._drafting)

    def _read_dials(self) -> Plain:
        plain: Plain = to_plain(dials_of(self._store, self._turn))
        return plain

    def _agreed(self) -> Plain:
        """Whether the plan was said yes to; other words than yes and no are for another plan."""
        said = [one["answer"] for one in self._store.turn(self._turn).answers if one["question"] == MAY_I]
        if said and said[-1].casefold() in NO:
            raise Ended("stopped")
        return {"agreed": bool(said) and said[-1].casefold() in YES}

    def _chosen(self) -> Plain:
        return {"chosen": "variants" in (self._store.turn(self._turn).question or {})}

    def _asked_for(self) -> Plain:
        return {"version": self._store.turn(self._turn).version_id}

    def _set_values(self) -> Plain:
        return {"version": changed_program(self._bench, self._turn, f"{self._turn}-{self._segment}-1")}
