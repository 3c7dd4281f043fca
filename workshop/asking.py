"""One request from the command line, through the same workflow as on the page."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.codec import to_plain
from generator.evidence.panel import lines
from generator.evidence.types import Panel
from workshop import wiring
from workshop.blobs import NoRoom
from workshop.config import Config
from workshop.dials import Asks, Dials, Tries
from workshop.estimates import Estimate
from workshop.folder import telling
from workshop.money import about
from workshop.service import BadInput, BadRequest, GivenFile, Workshop
from workshop.views import OutputView, TurnView

CHECKED = "what-was-checked.txt"
EXIT = {"done": 0, "asking": 2, "declined": 2, "failed": 1, "stopped": 1}
_CHECKING = 1800.0  # seconds that a result waits for its evidence
_TEXT = 20_000  # characters of an output that stand in the JSON; a longer one is a file
_NOTHING: dict[str, Any] = {
    "status": "failed",
    "answer": "",
    "outputs": [],
    "printed": "",
    "program": "",
    "evidence": {"line": [], **to_plain(Panel())},
    "cost": None,
    "seconds": 0.0,
}


@dataclass(frozen=True, slots=True)
class Asked:
    request: str
    files: tuple[Path, ...] = ()
    answers: tuple[str, ...] = ()
    as_json: bool = False
    out: Path | None = None
    asks: Asks | None = None
    tries: Tries | None = None
    folder: Path | None = None
    hidden: bool = False
    apply: bool = False  # what it would change in the folder


def ask(config: Config, asked: Asked) -> int:
    """Run one request and print what came of it; returns the exit code."""
    return at_work(config, asked.as_json, lambda workshop: _ask(workshop, asked))


def at_work(config: Config, as_json: bool, work: Callable[[Workshop], int]) -> int:
    """What `work` returns, with a workshop that is of this process alone. What can't be done is a sentence and the exit
    code 1, or 2 where the words were off."""
    try:
        return work(wiring.workshop(config, shared=False))
    except (BadRequest, BadInput, NoRoom, wiring.CannotStart) as error:
        print(error, file=sys.stderr)
        if as_json:
            print(json.dumps({**_NOTHING, "answer": str(error)}, ensure_ascii=False, indent=2))
        return 2 if isinstance(error, BadInput) else 1
    finally:
        wiring.close()


def _ask(workshop: Workshop, asked: Asked) -> int:
    given = [GivenFile(file.name, there(file)) for file in asked.files]
    dials = _dials(workshop.purse.dials(), asked)
    folder = workshop.folders.choose(str(asked.folder.resolve()), asked.hidden) if asked.folder else None
    if folder and not asked.as_json:
        print(" ".join([f"{folder.line}.", *folder.notes]), file=sys.stderr)
    turn = workshop.ask(
        workshop.start_conversation(), asked.request, given, dials, folder=folder.given if folder else None
    )
    estimate = workshop.purse.estimate(dials, wait=True)
    if estimate and not asked.as_json:
        print(f"This will take {about(estimate.usd, estimate.tokens)}.", file=sys.stderr)
    view = followed(workshop, turn, asked)
    if asked.apply and view.status == "done" and view.run:
        telling.have_done(workshop.folders, view.run)
    show(workshop, view, asked, estimate)
    return EXIT.get(view.status, 1)


def there(file: Path) -> Path:
    """Raises `BadRequest` where it isn't."""
    if not file.is_file():
        raise BadRequest(f"There is no file {file}. Check the name and try again.")
    return file


def followed(workshop: Workshop, turn: str, asked: Asked) -> TurnView:
    """The turn when it has ended; Ctrl+C stops it."""
    try:
        return follow(workshop, turn, list(asked.answers), quiet=asked.as_json)
    except KeyboardInterrupt:
        workshop.stop(turn)
        return workshop.wait(turn, 5)


def follow(workshop: Workshop, turn: str, answers: list[str], quiet: bool) -> TurnView:
    """Wait until it ends and is checked, saying what it does on standard error and giving the answers in their order."""
    said, patience = "", time.monotonic() + _CHECKING
    while True:
        view = workshop.turn(turn)
        line = view.line or view.evidence.working
        if line and line != said and not quiet:
            print(said := line, file=sys.stderr)
        if view.status == "asking" and answers:
            workshop.answer(turn, answers.pop(0))
        elif not view.active and (not view.evidence.working or time.monotonic() > patience):
            return view
        elif view.active:
            patience = time.monotonic() + _CHECKING
        time.sleep(0.1)


def _dials(kept: Dials, asked: Asked) -> Dials:
    return Dials(asked.asks or kept.asks, asked.tries or kept.tries)


def show(workshop: Workshop, view: TurnView, asked: Asked, estimate: Estimate | None = None) -> None:
    """Print what came of it, and write the outputs into the folder that was asked for."""
    folder = asked.out
    if folder is None and any(not _is_short_text(output) for output in view.outputs):
        folder = Path(tempfile.mkdtemp(prefix="oneoff-"))
    outputs = [_written(workshop, output, folder) for output in view.outputs if not output.drawn]
    if folder is not None and view.evidence.marks:
        folder.mkdir(parents=True, exist_ok=True)
        free(folder, CHECKED).write_text(workshop.what_was_checked(view.id), encoding="utf-8")
    if asked.as_json:
        plain = _as_json(view, outputs, estimate)
        print(json.dumps({**plain, **_changes_as_plain(workshop, view)}, ensure_ascii=False, indent=2))
    else:
        changes = workshop.folders.changes(view.run) if view.run else None
        print("\n".join([*_as_text(view, outputs), *(telling.as_text(changes) if changes else ())]))


def _changes_as_plain(workshop: Workshop, view: TurnView) -> dict[str, Any]:
    changes = workshop.folders.changes(view.run) if view.run else None
    return {"folder": telling.as_plain(changes)} if changes else {}


def _as_json(view: TurnView, outputs: list[dict[str, Any]], estimate: Estimate | None) -> dict[str, Any]:
    return {
        "status": view.status,
        "answer": _answer(view),
        "outputs": outputs,
        "printed": view.console,
        "program": view.source,
        "evidence": {"line": [mark.text for mark in view.evidence.marks], **to_plain(view.evidence)},
        "assumed": list(view.plan.assumptions) if view.plan else [],
        "limits": list(view.limits),
        "cost": view.cost_usd,
        "seconds": round(view.seconds, 3),
        "understood": view.understood,
        "question": _question(view),
        "tokens": view.tokens,
        "estimate": asdict(estimate) if estimate else None,
    }


def _as_text(view: TurnView, outputs: list[dict[str, Any]]) -> Iterable[str]:
    if view.understood:
        yield f"I understood: {view.understood}"
    for output in outputs:
        yield output.get("text") or output["path"]
        if "text" in output and "path" in output:
            yield output["path"]
    if answer := _answer(view):
        yield answer
    if asking := _question(view):
        yield asking["text"]
        for number, choice in enumerate(asking["choices"], 1):
            yield f"  {number}. {choice['label']}" + (f": {choice['detail']}" if choice["detail"] else "")
        yield 'Ask again with --answer "..."'
    yield from lines(view.evidence)


def _answer(view: TurnView) -> str:
    if view.error:
        return f"{view.error.sentence} {view.error.next_step}".strip()
    return view.words or view.console.strip()


def _question(view: TurnView) -> dict[str, Any] | None:
    if view.question is None:
        return None
    choices = [{"label": c.label, "value": c.value, "detail": c.detail} for c in view.question.choices]
    return {"text": view.question.text, "choices": choices, "default": view.question.default}


def _written(workshop: Workshop, output: OutputView, folder: Path | None) -> dict[str, Any]:
    described: dict[str, Any] = {"name": output.name, "mime": output.mime}
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        path = free(folder, output.name)
        path.write_bytes(workshop.blob(output.blob))
        described["path"] = str(path)
    if _is_text(output):
        described["text"] = (output.text or workshop.blob(output.blob).decode("utf-8", "replace"))[:_TEXT]
    return described


def free(folder: Path, name: str) -> Path:
    """A path that isn't taken: nothing in the folder is overwritten."""
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{number}-{name}", number + 1
    return path


def _is_short_text(output: OutputView) -> bool:
    return _is_text(output) and not output.file and output.size <= _TEXT


def _is_text(output: OutputView) -> bool:
    return bool(output.text) or output.mime.startswith("text/") or output.mime.endswith("json")
