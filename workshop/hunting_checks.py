"""A report's claims, tried: the program that shows the bug, the fix, the project's own tests. Each is a run in a fresh view."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from generator.hunt.fixing import fixed
from generator.hunt.job import CHANGED, Put, fixing_source, result_of, step_source, taking_source
from generator.hunt.measures import nothing_of_it, own_fault, suite_of
from generator.hunt.types import Probe, Report
from sandbox.base import InputFile
from workshop.folder.keeping import keep_changes
from workshop.folder.secret_looking import is_left_alone
from workshop.hunting_rows import HuntRows, report_in
from workshop.hunting_runs import INSIDE, HuntRuns, Ran
from workshop.hunting_words import CHECKS
from workshop.workbench import Plain, Workbench

_TIMES = 2  # that what shows it may fail: some bugs depend on what comes first
_KEPT = 20_000  # characters of an output that a report holds


class HuntChecks:
    """The bodies of the steps that try the report of step `report`; `number` is the check's own."""

    def __init__(self, bench: Workbench, turn: str, runs: HuntRuns) -> None:
        self._bench, self._turn, self._runs = bench, turn, runs
        self._rows, self._blobs = HuntRows(bench.store, turn), bench.blobs

    def shows(self, number: int, report: int, with_fix: bool) -> Plain:
        """{"failed", "fault", "output"}: whether the program that shows it failed, and why that says nothing, "" where it does."""
        probe = self._report(report).shows or Probe("bash", "exit 0")
        ran = self._ran(number, "after" if with_fix else "before", probe, with_fix, _TIMES)
        failing = ran.result.code != 0
        fault = own_fault(probe, ran.result) if failing else ""
        if failing and not fault and not with_fix:
            elsewhere = self._runs.run(step_source(probe, (), INSIDE), CHECKS["before"], nowhere=True)
            fault = nothing_of_it(ran.result, elsewhere.result)
        return {"failed": failing, "fault": fault, "output": _output(ran)}

    def tests(self, number: int, report: int, with_fix: bool) -> Plain:
        """How the project's own tests went, and the command; all empty where it has none."""
        command = self.command(report)
        ran = self._ran(
            number, "tests after" if with_fix else "tests before", Probe("bash", f"{command}\n"), with_fix
        )
        tests = suite_of(ran.result)
        counts = {
            "ok": tests.ok,
            "whole": tests.whole,
            "ran": tests.ran,
            "failed": tests.failed,
            "passed": tests.passed,
        }
        return {**counts, "output": _output(ran)}

    def command(self, report: int) -> str:
        """Of the project's own tests, "" where it has none."""
        return self._report(report).tests or self._rows.overview().tests

    def fix(self, number: int, report: int) -> Plain:
        """{"problem"}: a sentence to the model where the fix has no place. The fixed files are stored."""
        fix = self._report(report).fix
        self._rows.add(number, CHECKS["fix"], {"kind": "check", "of": report})
        paths = [one.path for one in fix]
        alone = [path for path in paths if is_left_alone(path, self._runs.given().hidden)]
        if alone:
            problem, made = (
                f"{alone[0]} is hidden or looks like a secret: FIX may not change it.",
                dict[str, bytes](),
            )
            was, seconds = dict[str, str](), 0.0
        else:
            ran = self._runs.run(taking_source(paths), CHECKS["fix"])
            files = {
                path: ran.outputs.get(f"taken-{place}") if state == "taken" else None
                for place, (path, state) in enumerate(zip(paths, ran.result.taken, strict=False))
            }
            made, problem = fixed(fix, files)
            was = {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if data is not None}
            seconds = ran.seconds
        kept = [
            {"path": path, "blob": self._blobs.put(data), "was": was.get(path, "")}
            for path, data in made.items()
        ]
        self._rows.update(fixed=kept)
        self._rows.finish(number, problem or ", ".join(made), seconds)
        return {"problem": problem}

    def keep(self, run: str) -> Plain:
        """The fixed files as changes of the run `run`, for the person to apply.

        {"kept": whether they are all there, "changed": whether one of them isn't what the fix was made from any more}.
        """
        put, files = self._fixed()
        source, store = fixing_source(put, self._were()), self._bench.store
        store.save_version(run, self._turn, source=source, kind="python", title="Fix")
        store.start_run(run, self._turn, run, shown=False)
        with self._runs.place() as place:
            execution = self._runs.execute(source, CHECKS["fix"], place, files)
            store.finish_run(
                run,
                [],
                ended=execution.ended,
                exit_code=execution.exit_code,
                seconds=execution.seconds,
            )
            result = result_of({output.name: output.data for output in execution.outputs if output.file})
            if result is not None and result.code == CHANGED:
                return {"kept": False, "changed": True}
            changed = execution.changed
            if changed is None or not changed.complete or not execution.ok:
                return {"kept": False, "changed": False}
            keep_changes(store, self._blobs, run, changed, self._runs.given(), place.scan)
        paths = {change.path for change in changed.changes}
        if not {path for _, path in put} <= paths:
            return {"kept": False, "changed": False}
        self._rows.update(run_id=run)
        return {"kept": True, "changed": False}

    def _report(self, number: int) -> Report:
        step = self._rows.step(number)
        return report_in(step) if step else Report()

    def _ran(self, number: int, check: str, probe: Probe, with_fix: bool, times: int = 1) -> Ran:
        """The run that failed, else the last of as many."""
        self._rows.add(
            number,
            CHECKS[check],
            {"kind": "check", "check": check, "language": probe.language, "source": probe.source},
        )
        put, files = self._fixed() if with_fix else ((), ())
        seconds = 0.0
        for _ in range(times):
            ran = self._runs.run(step_source(probe, put, INSIDE), CHECKS[check], files)
            seconds += ran.seconds
            if ran.result.code != 0:
                break
        blob = self._blobs.put(ran.result.output.encode("utf-8", "replace"))
        self._rows.finish(number, _output(ran), seconds, blob)
        return ran

    def _were(self) -> dict[str, str]:
        hunt = self._rows.hunt()
        return {one["path"]: one["was"] for one in (hunt.fixed if hunt else []) if "was" in one}

    def _fixed(self) -> tuple[Sequence[Put], tuple[InputFile, ...]]:
        hunt = self._rows.hunt()
        kept = hunt.fixed if hunt else []
        put = [(f"fix-{place}", one["path"]) for place, one in enumerate(kept)]
        files = tuple(
            InputFile(f"fix-{place}", self._blobs.path(one["blob"])) for place, one in enumerate(kept)
        )
        return put, files


def _output(ran: Ran) -> str:
    """The end says most."""
    text = ran.result.output
    kept = text if len(text) <= _KEPT else f"[… {len(text) - _KEPT:,} characters before …]\n{text[-_KEPT:]}"
    return f"{kept.rstrip()}\n{ran.how}".strip()
