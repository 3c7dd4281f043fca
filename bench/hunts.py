"""How well bugs are hunted: those planted in tests/hunts, with the model that the environment names.

    ONEOFF_MODEL=… python -m bench.hunts [NAME…] --out FOLDER [--at-once 2] [--steps 30] [--minutes 15]

FOLDER gets results.jsonl (a line a hunt), answers.jsonl (what the model said, for replaying), NAME.md (the hunt, for reading) and projects/NAME,
with the fix in it. What is in results.jsonl already isn't hunted again. A fix is judged inside the sandbox, as it was written by a model.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench.hunt_judging import Judge, sandbox_of
from bench.hunt_scoring import Measured, measured, story, table
from tests.hunts.planted import Planted, Said, planted
from workshop import wiring
from workshop.config import Config
from workshop.database import open_database
from workshop.given import BadRequest
from workshop.hunting_rows import HuntRows
from workshop.hunts import HuntBudget, HuntView
from workshop.service import Workshop
from workshop.store import Store

_LOOK, _GRACE = 0.2, 600.0  # seconds; a hunt's last call may come after its minutes
NOT_JUDGED = Said(False, "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a measuring writes. Lines are added by one thread at a time."""

    out: Path
    lock: threading.Lock

    @property
    def results(self) -> Path:
        return self.out / "results.jsonl"

    def known(self) -> list[Measured]:
        if not self.results.exists():
            return []
        return [Measured(**json.loads(line)) for line in self.results.read_text("utf-8").splitlines()]

    def keep(self, one: Measured, view: HuntView, answers: Sequence[str]) -> None:
        with self.lock:
            _add(self.results, asdict(one))
            _add(self.out / "answers.jsonl", {"name": one.name, "answers": list(answers)})
            (self.out / f"{one.name}.md").write_text(story(one, view), encoding="utf-8")


def _add(path: Path, plain: dict[str, object]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(plain, ensure_ascii=False) + "\n")


def hunt(workshop: Workshop, one: Planted, root: Path, budget: HuntBudget) -> HuntView:
    """The whole hunt for the bug in a copy at `root`, until it ends or its time is over by far."""
    chosen = workshop.folders.choose(str(root))
    turn = workshop.hunts.start(one.complaint, chosen.given, budget=budget)
    workshop.wait(turn, budget.minutes * 60 + _GRACE)
    return workshop.hunts.view(turn)


def apply_fix(workshop: Workshop, run: str) -> str:
    """Make the changes of a fix in the folder that was hunted in; a sentence where not all of them could be made."""
    changes = workshop.folders.changes(run)
    if changes is None or not changes.may_apply:
        return changes.why_not if changes else "It has no changes."
    try:
        workshop.folders.apply(run, [line.number for line in changes.changes])
    except BadRequest as error:
        return str(error)
    while True:
        now = workshop.folders.changes(run)
        made = now.applications[0] if now and now.applications else None
        if made and (made.state == "applied" or made.interrupted):
            return "; ".join(f"{path}: {says}" for path, says in made.skipped)
        time.sleep(_LOOK)


class Hunting:
    """Hunts one after the other, or several at once."""

    def __init__(
        self, workshop: Workshop, store: Store, judge: Judge, place: Place, budget: HuntBudget
    ) -> None:
        self._workshop, self._store, self._judge = workshop, store, judge
        self._place, self._budget = place, budget

    def __call__(self, one: Planted) -> None:
        root = self._place.out / "projects" / one.name
        shutil.rmtree(root, ignore_errors=True)
        root.parent.mkdir(exist_ok=True)
        begun = time.monotonic()
        view = hunt(self._workshop, one, one.copy(root), self._budget)
        seconds = time.monotonic() - begun
        result = measured(one, view, self._judged(one, view, root), seconds)
        answers = [step.answer for step in HuntRows(self._store, view.turn).steps() if step.answer]
        self._place.keep(result, view, answers)
        print(f"{one.name}: {result.outcome} ({result.steps} steps, {result.tokens:,} tokens)", flush=True)

    def _judged(self, one: Planted, view: HuntView, root: Path) -> Said:
        if view.report is None or not view.report.run:
            return NOT_JUDGED
        if problem := apply_fix(self._workshop, view.report.run):
            return Said(False, problem)
        return self._judge(one, root)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.hunts", description="How well bugs are hunted.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--steps", type=int, default=HuntBudget().steps)
    parser.add_argument("--minutes", type=float, default=HuntBudget().minutes)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    place = Place(options.out.resolve(), threading.Lock())
    done = {one.name for one in place.known()}
    todo = [one for one in planted(options.names) if one.name not in done]
    if todo:
        _hunt_all(todo, place, HuntBudget(options.steps, options.minutes), options.at_once)
    text = table(place.known())
    (place.out / "table.md").write_text(text, encoding="utf-8")
    print(text)


def _hunt_all(todo: Sequence[Planted], place: Place, budget: HuntBudget, at_once: int) -> None:
    with tempfile.TemporaryDirectory(prefix="oneoff-hunts-") as home:
        config = Config.from_environ({**os.environ, "ONEOFF_HOME": home})
        sandbox = sandbox_of(config)
        store = Store(open_database(config.database_url))
        try:
            workshop = wiring.workshop(replace(config, folders=True))
            hunting = Hunting(workshop, store, Judge(sandbox), place, budget)
            with ThreadPoolExecutor(at_once) as hands:
                list(hands.map(hunting, todo))
        finally:
            wiring.close()
            store.engine.dispose()
            sandbox.close()


if __name__ == "__main__":
    main()
