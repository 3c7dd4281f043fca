"""A hunt from the command line: its steps as they come, then its report."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workshop.asking import EXIT, at_work
from workshop.config import Config
from workshop.folder.roots import BadFolder
from workshop.hunts import HuntBudget, HuntStepLine, HuntView, ReportView
from workshop.service import BadRequest, GivenFile, Workshop

_LONG = 3_000  # characters of an output that are printed


@dataclass(frozen=True, slots=True)
class Hunted:
    place: Path  # a folder, a ZIP or a file
    complaint: str
    budget: HuntBudget
    as_json: bool = False
    apply: bool = False


def hunt(config: Config, hunted: Hunted) -> int:
    """0 where the bug was found and shown, 1 where not or where something failed, 2 where it needs an answer."""
    return at_work(config, hunted.as_json, lambda workshop: _hunt(workshop, hunted))


def _hunt(workshop: Workshop, hunted: Hunted) -> int:
    turn = _started(workshop, hunted)
    try:
        view = _followed(workshop, turn, quiet=hunted.as_json)
    except KeyboardInterrupt:
        workshop.stop(turn)
        workshop.wait(turn, 5)
        view = workshop.hunts.view(turn)
    applied = _applied(workshop, view) if hunted.apply else ""
    answer = _answer(workshop, view)
    if hunted.as_json:
        print(
            json.dumps({**_plain(view), "answer": answer, "applied": applied}, ensure_ascii=False, indent=2)
        )
    else:
        print("\n".join([*_told(view.report), answer, applied]).strip())
    found = view.report is not None and view.report.verdict in ("fixed", "shown")
    return 0 if found else EXIT.get(view.state, 1) or 1


def _started(workshop: Workshop, hunted: Hunted) -> str:
    place = hunted.place
    try:
        if place.is_dir():
            chosen = workshop.folders.choose(str(place.resolve()))
            for note in chosen.notes if not hunted.as_json else ():
                print(note, file=sys.stderr)
            return workshop.hunts.start(hunted.complaint, chosen.given, budget=hunted.budget)
        if place.is_file():
            return workshop.hunts.start(
                hunted.complaint, files=[GivenFile(place.name, place)], budget=hunted.budget
            )
    except BadFolder as error:
        raise BadRequest(str(error)) from error
    raise BadRequest(f"There is no folder {place}. Check the name and try again.")


def _followed(workshop: Workshop, turn: str, quiet: bool) -> HuntView:
    """The hunt when it has ended, or asks."""
    said = 0
    while True:
        active = workshop.turn(turn).active
        view = workshop.hunts.view(turn)
        done = [step for step in view.steps if step.done or not active]
        for step in done[said:] if not quiet else ():
            print(_line(step), file=sys.stderr)
        said = len(done)
        if not active:
            return view
        time.sleep(0.2)


def _line(step: HuntStepLine) -> str:
    about = f"  [{step.action}]" if step.action else ""
    return f"{step.number:>3}. {step.says}{about}"


def _told(report: ReportView | None) -> Iterator[str]:
    if report is None:
        return
    yield report.line
    yield from report.notes
    for label, text in (
        ("What is wrong", report.wrong),
        ("Where", report.where),
        ("Why", report.why),
        ("What was ruled out", report.ruled_out),
        ("A program that shows it", report.shows),
        ("What it says on the folder as it is", report.before),
        ("What it says with the fix", report.after),
        (f"Tests ({report.tests}) before the fix", report.tests_before),
        ("Tests after the fix", report.tests_after),
    ):
        if text:
            yield f"\n{label}:\n{text.strip()[-_LONG:]}"


def _answer(workshop: Workshop, view: HuntView) -> str:
    """What ended it otherwise than with a report."""
    turn = workshop.turn(view.turn)
    if turn.error:
        return f"{turn.error.sentence} {turn.error.next_step}".strip()
    return turn.question.text if turn.question and view.state == "asking" else ""


def _applied(workshop: Workshop, view: HuntView) -> str:
    """Make the fix in the folder itself."""
    if view.report is None or not view.report.run:
        return "There is no fix that held, so nothing was changed."
    run = view.report.run
    changes = workshop.folders.changes(run)
    if changes is None:
        return "There is nothing to be changed."
    try:
        application = workshop.folders.apply(run, [change.number for change in changes.changes])
    except BadFolder as error:
        return str(error)
    while True:
        found = workshop.folders.changes(run)
        line = next((one for one in found.applications if one.id == application), None) if found else None
        if line is None or (line.state != "applying" or line.interrupted):
            break
        time.sleep(0.1)
    skipped = [f"{path}: {says}" for path, says in line.skipped] if line else []
    return "\n".join([f"Changed in the folder: {changes.line}.", *skipped])


def _plain(view: HuntView) -> dict[str, Any]:
    report = asdict(view.report) if view.report else None
    return {
        "status": view.state,
        "verdict": view.report.verdict if view.report else None,
        "report": report,
        "steps": [asdict(step) for step in view.steps],
        "used": asdict(view.used),
        "budget": asdict(view.budget),
    }
