"""The steps of a hunt and what it ended with, as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from generator.codec import from_plain, to_plain
from generator.hunt.types import Action, Answer, Look, Overview, Probe, Report, Search, Verdict
from workshop import tables as t
from workshop.hunts_views import HuntBudget
from workshop.store import NotThere, Store
from workshop.workbench import Plain

_RANK: dict[Verdict, int] = {"not found": 0, "claimed": 1, "shown": 2, "fixed": 3}


@dataclass(frozen=True, slots=True)
class Told:
    """A report and what was measured of it. `before` and `after`: what the program that shows it said; `step`: where it was made."""

    step: int
    report: Report
    verdict: Verdict
    before: str = ""
    after: str = ""
    tests: str = ""
    tests_before: str = ""
    tests_after: str = ""
    notes: tuple[str, ...] = ()


class HuntRows:
    """Of one turn. A step that is done again finds what it did."""

    def __init__(self, store: Store, turn: str) -> None:
        self._store, self._turn = store, turn

    def begin(self, overview: Overview) -> None:
        with self._store.session() as session:
            session.merge(t.Hunt(turn_id=self._turn, overview=to_plain(overview), fixed=[], run_id=""))

    def hunt(self) -> t.Hunt | None:
        with self._store.session() as session:
            return session.get(t.Hunt, self._turn)

    def overview(self) -> Overview:
        """Raises `NotThere` before `begin`."""
        hunt = self.hunt()
        if hunt is None:
            raise NotThere(self._turn)
        return from_plain(Overview, hunt.overview)

    def update(self, **fields: Any) -> None:
        with self._store.session() as session:
            session.execute(update(t.Hunt).where(t.Hunt.turn_id == self._turn).values(**fields))

    def steps(self) -> Sequence[t.HuntStep]:
        """All of them, in their order."""
        query = select(t.HuntStep).where(t.HuntStep.turn_id == self._turn).order_by(t.HuntStep.number)
        with self._store.session() as session:
            return list(session.scalars(query))

    def step(self, number: int) -> t.HuntStep | None:
        with self._store.session() as session:
            return session.get(t.HuntStep, (self._turn, number))

    def add(self, number: int, says: str, action: Plain, **fields: Any) -> None:
        with self._store.session() as session:
            session.merge(
                t.HuntStep(
                    turn_id=self._turn,
                    number=number,
                    says=says,
                    action=action,
                    **{
                        "answer": "",
                        "result": "",
                        "done": False,
                        "blob": "",
                        "seconds": 0.0,
                        "calls": 0,
                        **fields,
                    },
                )
            )

    def finish(self, number: int, result: str, seconds: float, blob: str = "") -> None:
        """`seconds` are added to those that its question took."""
        step = (t.HuntStep.turn_id == self._turn, t.HuntStep.number == number)
        with self._store.session() as session:
            done = update(t.HuntStep).where(*step)
            session.execute(
                done.values(result=result, blob=blob, done=True, seconds=t.HuntStep.seconds + seconds)
            )

    def best(self, told: Told) -> None:
        """Keep it, where nothing better is known."""
        known = self.told()
        if known is None or _RANK[told.verdict] >= _RANK[known.verdict]:
            self.update(report=to_plain(told))

    def told(self) -> Told | None:
        hunt = self.hunt()
        return from_plain(Told, hunt.report) if hunt and hunt.report else None


def plain_of(answer: Answer, final: bool) -> Plain:
    """An action as it is stored."""
    kinds: dict[type[Action], str] = {Look: "look", Search: "search", Probe: "probe", Report: "report"}
    if answer.action is None:
        return {"kind": "unclear", "final": final}
    about = {"problem": answer.problem, "note": answer.note, "final": final}
    return {"kind": kinds[type(answer.action)], "action": to_plain(answer.action), **about}


def doing_of(step: t.HuntStep) -> Look | Search | Probe:
    kinds: dict[str, type[Look] | type[Search] | type[Probe]] = {
        "look": Look,
        "search": Search,
        "probe": Probe,
    }
    return from_plain(kinds[step.action["kind"]], step.action["action"])


def report_in(step: t.HuntStep) -> Report:
    return from_plain(Report, step.action["action"])


def counted(steps: Sequence[t.HuntStep]) -> int:
    """Those that a budget counts: not our own checks."""
    return sum(step.action["kind"] != "check" for step in steps)


def budget_of(turn: t.Turn) -> HuntBudget:
    return from_plain(HuntBudget, ((turn.change or {}).get("hunt") or {}).get("budget") or {})
