"""Results as the sandbox compares and checks them: outputs go back in as files, and nothing of them is opened here."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.evidence.report import BadReport, Report, Result, ShownOutput, evidence_source, read_report
from generator.evidence.types import Claim
from generator.privacy import Privacy
from sandbox.base import InputFile
from workshop.running import files_of, run_job
from workshop.views import DRAWN
from workshop.workbench import Workbench

log = logging.getLogger("oneoff.evidence")

SECONDS = 120.0  # for trying all checks at all damaged results, and for comparing
_EACH, _ALL = 20_000_000, 80_000_000  # bytes of outputs that go back in; larger ones aren't looked at
_NOT_BYTES = ("image/", "audio/", "video/", "text/html")  # nothing in them is read


class NotTried(Exception):
    """The checks couldn't be tried; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What to find out: `claims` on the run `runs[0]`, the pairs of `compare` by value (places in `runs`), and how many of each
    list of `values` stand in the given files. What a shape may hold is up to `privacy`; `names`: those that a model may see.
    """

    runs: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    compare: tuple[tuple[int, int], ...] = ()
    values: tuple[tuple[str | float, ...], ...] = ()
    privacy: Privacy = "samples"
    names: tuple[str, ...] = ()


def tried(bench: Workbench, turn: str, trial: Trial, line: str) -> Report:
    """What came of it. Raises `NotTried`, and `Ended` when stopped or when we failed."""
    results, files = _gathered(bench, trial.runs)
    source = evidence_source(
        results,
        trial.claims,
        trial.compare,
        [list(each) for each in trial.values],
        words=trial.privacy == "samples",
        names=None if trial.privacy == "samples" else trial.names,
        counts=trial.privacy != "names",
    )
    limits = replace(bench.limits, wall_seconds=SECONDS, output_bytes=20_000_000)
    given = (*files_of(bench, turn), *files)
    execution = run_job(bench, turn, source, line, files=given, limits=limits)
    made = next((output.data for output in execution.outputs if output.name == "evidence.json"), b"")
    if execution.ended in ("timed_out", "out_of_memory"):
        raise NotTried(_LIMITS[execution.ended])
    try:
        report = read_report(made, trial.claims)
        if len(report.comparisons) != len(trial.compare) or len(report.held) != len(trial.values):
            raise BadReport("It isn't a report on what was asked.")
        return report
    except BadReport as error:
        said = execution.failure.traceback if execution.failure else execution.stderr.text
        log.warning("turn %s: no report: %s %s", turn, error, said[-2000:])
        raise NotTried("The result couldn't be looked at.") from error


_LIMITS = {
    "timed_out": "The result is too large to be looked at in the time allowed.",
    "out_of_memory": "The result is too large to be looked at in the memory allowed.",
}


def _gathered(bench: Workbench, runs: Sequence[str]) -> tuple[list[Result], list[InputFile]]:
    """The results, and the files with their outputs under names of ours."""
    results: list[Result] = []
    files: list[InputFile] = []
    left = _ALL
    for place, run_id in enumerate(runs):
        run, outputs = bench.store.run(run_id)
        shown = []
        for number, output in enumerate(outputs):
            if DRAWN in output.mime:
                continue
            given = ""
            if output.size <= min(_EACH, left) and not output.mime.startswith(_NOT_BYTES):
                left -= output.size
                given = f"_r{place}-{number}"
                files.append(InputFile(given, bench.blobs.path(output.blob)))
            shown.append(
                ShownOutput(output.name, output.mime, output.text, output.file, output.behind, given)
            )
        results.append(Result(tuple(shown), run.stdout))
    return results, files
