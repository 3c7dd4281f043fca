"""Several programs for one request: written side by side, each run, and the result taken that most of them gave."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import or_, select

from generator.alike import comparable, groups
from generator.codec import to_plain
from generator.evidence.types import Opinion
from generator.repair import RunFailure
from workshop import tables as t
from workshop.context import shown_in
from workshop.dials import dials_of
from workshop.drafting import Drafting
from workshop.store import Store
from workshop.workbench import Ended, Plain, Workbench

Step = Callable[..., Plain]
Run = Callable[[str], Plain]  # a version's id in, {"failure"} out
_WAITS = "Waits"  # a program that asked for something before it could run


def others_of(store: Store, this: t.Turn) -> tuple[Opinion, ...]:
    """The programs that were written beside the one which the turn shows, in the order they were written."""
    most = dials_of(store, this.id).candidates
    showed = or_(t.Run.stdout != "", t.Run.id.in_(select(t.Output.run_id)))
    with store.session() as session:
        ran = select(t.Run.version_id).where(t.Run.turn_id == this.id, t.Run.exit_code == 0, showed)
        versions = sorted(session.scalars(ran))
    numbers = {version: int(version.rpartition("-")[2]) for version in versions if version != this.version_id}
    return tuple(Opinion(version) for version, number in numbers.items() if number <= most)


class Candidates:
    """`step` is durable; `run` is the body of a step."""

    def __init__(self, bench: Workbench, step: Step, turn: str, drafting: Drafting, run: Run) -> None:
        self._bench, self._step, self._turn = bench, step, turn
        self._drafting, self._run = drafting, run

    def take_one(self) -> tuple[str, Plain | None] | None:
        """None where a result was taken. Else the version to go on with, and its failure, if it ran."""
        drafts = self._step("write several", self._drafting.write_several)["drafts"]
        failures = [
            self._step(f"try {number}", self._try, draft["version"])["failure"]
            for number, draft in enumerate(drafts, 1)
        ]
        ran = [draft for draft, failure in zip(drafts, failures, strict=True) if failure is None]
        if ran:
            self._step("choose", self._choose, ran, len(drafts))
            return None
        self._step("adopt", self._adopt, drafts[0])
        return drafts[0]["version"], failures[0] if failures[0]["kind"] != _WAITS else None

    def _try(self, version: str) -> Plain:
        """A question or a trouble of one program doesn't end the turn: another may show its result."""
        try:
            return self._run(version)
        except Ended as end:
            if end.status == "stopped":
                raise
            return {"failure": to_plain(RunFailure(_WAITS, "It asks for something first."))}

    def _choose(self, ran: list[Plain], written: int) -> Plain:
        """The first of the largest group of results that are alike becomes the turn's."""
        results = [shown_in(self._bench.store, draft["version"]) for draft in ran]
        alike = groups(results)[0]
        chosen = ran[alike[0]]
        compared = all(map(comparable, results))
        self._bench.store.add_fact(chosen["version"], "agreement", [len(alike), len(ran), written, compared])
        return self._adopt(chosen, run=chosen["version"])

    def _adopt(self, draft: Plain, run: str | None = None) -> Plain:
        """The turn shows this program, its plan and its run."""
        self._bench.store.update_turn(self._turn, version_id=draft["version"], plan=draft["plan"], run_id=run)
        return {"version": draft["version"]}
