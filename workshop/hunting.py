"""A hunt for a bug, as the durable workflow of a turn: a model asks for steps, they run in throwaway views, and its report is tried.

open -> (ask -> do)* -> ask: a report -> before -> fix -> after -> tests before and after -> keep the fix
                            refused: told what happened, and it goes on
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from generator.codec import from_plain
from generator.fence import fence, shortened
from generator.hunt.context import told
from generator.hunt.job import overview_of, overview_source, step_source
from generator.hunt.measures import Suite, worse
from generator.hunt.types import Report
from workshop.hunting_asking import HuntAsking
from workshop.hunting_checks import HuntChecks
from workshop.hunting_rows import HuntRows, Told, doing_of, report_in
from workshop.hunting_runs import INSIDE, HuntRuns
from workshop.hunting_words import CHANGED, LARGE_HISTORY, LINES, NO_BUDGET, NO_FIX, WORSE
from workshop.store import NotThere
from workshop.workbench import Ended, Plain, Workbench

log = logging.getLogger("oneoff.hunting")

Step = Callable[..., Plain]
_AGAIN = {"form": 2, "shows": 2, "fix": 1}  # how often a report that lacks this is sent back
_DOING = {"look", "search", "probe"}
_NOT_SHOWN = "SHOWS was run on the folder as it is, and {why}. What it said:\n{output}\nFind out why. Go on with an action, or send another report."
_NO_PLACE = "FIX couldn't be made: {problem}\nSend the whole report again."
_NOT_FIXED = "With FIX in place SHOWS still fails. What it said:\n{output}\nGo on with an action, or send another report; leave FIX out where you have none that holds."
_WORSE = "{why} What they said after it:\n{output}\nGo on with an action, or send another report with a fix that breaks nothing."


@dataclass
class _Tries:
    """How often a report was sent back, by what it lacked."""

    used: dict[str, int] = field(default_factory=dict)

    def may(self, lack: str, final: bool) -> bool:
        self.used[lack] = self.used.get(lack, 0) + 1
        return not final and self.used[lack] <= _AGAIN[lack]


class HuntTurn:
    """The flow of one segment of a turn that hunts. `step(name, do, *arguments)` is durable; all else is quick."""

    def __init__(self, bench: Workbench, step: Step, turn: str, segment: int) -> None:
        self._bench, self._step, self._turn, self._segment = bench, step, turn, segment
        self._rows, self._runs = HuntRows(bench.store, turn), HuntRuns(bench, turn)
        self._asking, self._checks = HuntAsking(bench, turn), HuntChecks(bench, turn, self._runs)
        self._tries, self._number = _Tries(), 0

    def work(self) -> Ended:
        """Returns how the turn ends; raises `Ended` where a step decides it."""
        self._number = self._step("open", self._open)["number"]
        while True:
            number = self._next()
            said = self._step(f"ask {number}", self._asking.ask, number)
            if said["kind"] == "report" and self._settled(number, said["final"]):
                break
            if said["kind"] in _DOING and not said["final"]:
                self._step(f"do {number}", self._do, number)
            elif said["final"] and said["kind"] != "report":
                break
        return Ended(
            "done", words=self._step("conclude", self._conclude)["words"], version_id=None, run_id=None
        )

    def _next(self) -> int:
        self._number += 1
        return self._number

    # a report

    def _settled(self, report: int, final: bool) -> bool:
        """Whether the hunt ends with it. What was measured is kept in any case."""
        lacks = self._step(f"read {report}", self._read, report)
        if not lacks["found"]:
            return True
        if lacks["problem"] and self._tries.may("form", final):
            return self._back(report, lacks["problem"])
        before: Plain = {"failed": False, "fault": "", "output": ""}
        if lacks["shows"]:
            number = self._next()
            before = self._step(f"before {number}", self._checks.shows, number, report, False)
            self._step(f"showed {number}", self._showed, report, before)
        if not before["failed"] or before["fault"]:
            why = before["fault"] or "it ended with exit code 0, so it shows nothing"
            text = _NOT_SHOWN.format(why=why, output=_told(before["output"]))
            return not (lacks["shows"] and self._tries.may("shows", final)) or self._back(report, text)
        return not lacks["fix"] or self._mended(report, final)

    def _mended(self, report: int, final: bool) -> bool:
        """Whether the hunt ends with the report whose bug was shown: its fix holds, or there is no further try."""
        number = self._next()
        made = self._step(f"fix {number}", self._checks.fix, number, report)
        if made["problem"]:
            return self._unmended(report, final, _NO_PLACE.format(problem=made["problem"]), NO_FIX)
        number = self._next()
        after = self._step(f"after {number}", self._checks.shows, number, report, True)
        if after["failed"]:
            text = _NOT_FIXED.format(output=_told(after["output"]))
            return self._unmended(report, final, text, NO_FIX)
        tests = self._tested(report)
        if tests["worse"]:
            text = _WORSE.format(why=tests["worse"], output=_told(tests["output"]))
            return self._unmended(report, final, text, WORSE)
        self._step(f"keep {report}", self._keep, report, after, tests)
        return True

    def _tested(self, report: int) -> Plain:
        """The project's own tests before and after; {"worse": a sentence, "" for no}."""
        command = self._step(f"tests of {report}", lambda: {"command": self._checks.command(report)})[
            "command"
        ]
        if not command:
            return {"worse": "", "command": "", "before": "", "after": "", "output": ""}
        number, later = self._next(), self._next()
        before = self._step(f"tests before {number}", self._checks.tests, number, report, False)
        after = self._step(f"tests after {later}", self._checks.tests, later, report, True)
        one, two = _tests(before), _tests(after)
        said = {"command": command, "before": one.line, "after": two.line, "output": after["output"]}
        return {"worse": worse(one, two), **said}

    def _unmended(self, report: int, final: bool, text: str, note: str) -> bool:
        self._step(f"note {report}", self._note, report, note)
        return not self._tries.may("fix", final) or self._back(report, text)

    def _back(self, report: int, text: str) -> bool:
        """The model is told, and the hunt goes on."""
        self._step(f"back {report}", self._refuse, report, text)
        return False

    # the steps

    def _open(self) -> Plain:
        """{"number": of the last step that there is}: 0, or more where the person was asked about the budget."""
        steps = self._rows.steps()
        if self._rows.hunt() is not None:
            self._ended_by_person()
            return {"number": steps[-1].number if steps else 0}
        ran = self._runs.run(overview_source(), "Looking at the folder")
        overview = overview_of(ran.outputs)
        large = self._runs.is_history_large()
        self._rows.begin(replace(overview, history=LARGE_HISTORY) if large else overview)
        return {"number": 0}

    def _ended_by_person(self) -> None:
        """Who says no to more money ends the hunt. Raises `Ended`."""
        answers = self._bench.store.turn(self._turn).answers
        if answers and answers[-1]["answer"] != "yes":
            raise Ended("done", words=self._conclude()["words"], version_id=None, run_id=None)

    def _do(self, number: int) -> Plain:
        """One action; its result is what the model reads next."""
        step = self._rows.step(number)
        if step is None:
            raise NotThere(self._turn)
        ran = self._runs.run(step_source(doing_of(step), (), INSIDE), step.says)
        text = told(ran.result.output, ran.how, number, step.action.get("note", ""))
        blob = self._bench.blobs.put(ran.result.output.encode("utf-8", "replace"))
        self._rows.finish(number, text, ran.seconds, blob)
        return {}

    def _read(self, number: int) -> Plain:
        """What a report has and lacks; it is kept as a claim."""
        step = self._rows.step(number)
        if step is None:
            raise NotThere(self._turn)
        report = report_in(step)
        self._rows.best(Told(number, report, "claimed" if report.found else "not found"))
        self._rows.finish(number, "", 0.0)
        about = {"found": report.found, "shows": report.shows is not None, "fix": bool(report.fix)}
        return {**about, "problem": step.action["problem"]}

    def _showed(self, report: int, before: Plain) -> Plain:
        shown = before["failed"] and not before["fault"]
        self._better(report, verdict="shown" if shown else "claimed", before=before["output"])
        return {}

    def _note(self, report: int, note: str) -> Plain:
        told_ = self._rows.told()
        if told_ and told_.step == report:
            self._rows.best(replace(told_, notes=tuple(dict.fromkeys([*told_.notes, note]))))
        return {}

    def _keep(self, report: int, after: Plain, tests: Plain) -> Plain:
        """The fix as changes that the person may apply."""
        run = f"{self._turn}-{self._segment}-{report}"
        said = self._checks.keep(run)
        kept = said["kept"]
        self._better(
            report,
            verdict="fixed" if kept else "shown",
            after=after["output"],
            tests=tests["command"],
            tests_before=tests["before"],
            tests_after=tests["after"],
        )
        if said["changed"]:
            self._note(report, CHANGED)
        return {}

    def _better(self, report: int, **fields: Any) -> None:
        """More is known of the report of that step."""
        known = self._rows.told()
        if known is None or known.step != report:
            step = self._rows.step(report)
            known = Told(report, report_in(step) if step else Report(), "claimed")
        self._rows.best(replace(known, **fields))

    def _refuse(self, number: int, text: str) -> Plain:
        self._rows.finish(number, text, 0.0)
        return {}

    def _conclude(self) -> Plain:
        known = self._rows.told()
        if known is None:
            last = [step for step in self._rows.steps() if step.says]
            known = Told(0, Report(ruled_out=last[-1].says if last else ""), "not found", notes=(NO_BUDGET,))
            self._rows.best(known)
        if self._rows.overview().history == LARGE_HISTORY:
            known = replace(known, notes=tuple(dict.fromkeys([*known.notes, LARGE_HISTORY])))
            self._rows.best(known)
        said = known.report.wrong or known.report.ruled_out
        return {"words": "\n\n".join(filter(None, (said, LINES[known.verdict], *known.notes)))}


def _tests(plain: Plain) -> Suite:
    return from_plain(Suite, {name: plain[name] for name in ("ok", "whole", "ran", "failed", "passed")})


def _told(output: str) -> str:
    return fence(shortened(output, 4_000), "output of a check")
