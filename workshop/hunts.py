"""Hunts for bugs, as pages and the command line start and read them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from shutil import rmtree

from sqlalchemy import select

from generator.codec import to_plain
from workshop import tables as t
from workshop.context import privacy_of
from workshop.dials import dials_of
from workshop.folder.names import as_path, shown, stored
from workshop.folder.types import Given
from workshop.folder.working import given_of
from workshop.given import BadRequest, GivenFile
from workshop.hunting_rows import HuntRows, Told, budget_of, counted, doing_of, report_in
from workshop.hunting_words import LINES, done_in_words
from workshop.hunts_views import (
    HuntBudget,
    HuntLine,
    HuntStepLine,
    HuntUsed,
    HuntView,
    ReportView,
)
from workshop.models import Models
from workshop.names import safe_name
from workshop.own_folders import OwnFolders
from workshop.reading import read_turn
from workshop.store import NotThere, Store

__all__ = ["HuntBudget", "HuntLine", "HuntStepLine", "HuntUsed", "HuntView", "Hunts", "ReportView"]

MOST_WORDS = 20_000  # characters of a complaint
MOST_STEPS, MOST_MINUTES = 200, 240.0
USUAL = HuntBudget()
_MOST_FILES, _MOST_BYTES = 500, 50_000_000
_PASTED = "files.zip"  # what files that were given one by one are as a folder of ours
_RESULT = 4_000  # characters of a result on a line


class Hunts:
    """`limit`: US dollars that one request may take, None for any. Safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        folders: OwnFolders,
        models: Models,
        start: Callable[[str, int], None],
        limit: Callable[[], float | None],
    ) -> None:
        self._store, self._folders, self._models, self._start = store, folders, models, start
        self._limit = limit

    def start(
        self,
        complaint: str,
        folder: Given | None = None,
        files: Sequence[GivenFile] = (),
        budget: HuntBudget = USUAL,
        conversation: str = "",
    ) -> str:
        """Hunt for what is behind `complaint` in a folder, a ZIP or single files; returns the turn's id at once. In a new conversation,
        unless one is given. Raises `BadRequest` with a sentence, `NotThere`, `blobs.NoRoom`."""
        complaint = complaint.encode("utf-8", "replace").decode().replace("\0", " ").strip()
        self._refuse(complaint, folder, files, budget)
        given = folder or self._as_folder(files)
        if folder is not None:
            self._folders.require(folder)
        conversation = conversation or self._store.start_conversation()
        turn = self._store.add_turn(
            conversation,
            complaint,
            [],
            {"hunt": {"budget": to_plain(budget)}},
            to_plain(dials_of(self._store)),
            folder={"given": to_plain(given)},
        )
        self._raise(turn, budget)
        self._start(turn, 1)
        return turn

    def recent(self, most: int = 20) -> tuple[HuntLine, ...]:
        """The last hunts, newest first."""
        query = (
            select(t.Turn, t.Hunt.report)
            .outerjoin(t.Hunt, t.Hunt.turn_id == t.Turn.id)
            .where(t.Turn.folder.is_not(None), t.Turn.change.is_not(None))
            .order_by(t.Turn.created_at.desc())
            .limit(most * 10)
        )
        with self._store.session() as session:
            rows = [
                (turn, report) for turn, report in session.execute(query) if "hunt" in (turn.change or {})
            ]
        return tuple(
            HuntLine(turn.id, turn.request, turn.status, report["verdict"] if report else None)
            for turn, report in rows[:most]
        )

    def is_hunt(self, turn: str) -> bool:
        """Whether a turn hunts. Raises `NotThere`."""
        return "hunt" in (self._store.turn(turn).change or {})

    def view(self, turn: str) -> HuntView:
        """A hunt as it is now. Raises `NotThere`, also for a turn that is none."""
        this = self._store.turn(turn)
        if "hunt" not in (this.change or {}):
            raise NotThere(turn)
        rows, shown_turn, given = HuntRows(self._store, turn), read_turn(self._store, turn), given_of(this)
        steps = rows.steps()
        ended = this.status not in ("queued", "working", "asking")
        return HuntView(
            turn,
            this.conversation_id,
            this.request,
            shown(given.zip or as_path(given.root)) if given else "",
            this.status,  # type: ignore[arg-type]
            shown_turn.line,
            tuple(_line(step) for step in steps),
            budget_of(this),
            HuntUsed(
                counted(steps),
                sum(step.seconds for step in steps) / 60,
                shown_turn.cost_usd,
                shown_turn.tokens,
            ),
            _report(rows) if ended else None,
        )

    def output(self, turn: str, number: int) -> str:
        """The blob of the whole output of a step, "" where it has none. Raises `NotThere`."""
        step = HuntRows(self._store, turn).step(number)
        if step is None:
            raise NotThere(turn)
        return step.blob

    # inside

    def _raise(self, turn: str, budget: HuntBudget) -> None:
        """Who says what a hunt may cost has said so beyond the limit of a single request; other limits hold."""
        limit = self._limit()
        if budget.usd is not None and limit is not None and budget.usd > limit:
            more = t.Raise(turn_id=turn, segment=0, scope="request", unit="usd", amount=budget.usd - limit)
            with self._store.session() as session:
                session.merge(more)

    def _refuse(
        self, complaint: str, folder: Given | None, files: Sequence[GivenFile], budget: HuntBudget
    ) -> None:
        if not complaint:
            raise BadRequest("Say in a few words what goes wrong, and what you expected.")
        if len(complaint) > MOST_WORDS:
            raise BadRequest(f"The complaint has {len(complaint):,} characters; {MOST_WORDS:,} is the most.")
        if folder is None and not files:
            raise BadRequest("Choose the folder of the program, or add its files.")
        if self._models.settings() is None:
            raise BadRequest("To hunt a bug, a model has to be connected. Connect one in Settings.")
        if privacy_of(self._store) != "samples":
            raise BadRequest(
                "A hunt shows the model what stands in the files, and Settings doesn't allow that. Change what a model may see there."
            )
        if not (0 < budget.steps <= MOST_STEPS and 0 < budget.minutes <= MOST_MINUTES):
            raise BadRequest(
                f"A hunt takes up to {MOST_STEPS} steps and {MOST_MINUTES:.0f} minutes. Choose fewer."
            )
        if budget.usd is not None and budget.usd <= 0:
            raise BadRequest("The limit of cost must be more than nothing.")

    def _as_folder(self, files: Sequence[GivenFile]) -> Given:
        """A ZIP unpacked, or the files in a folder of ours."""
        if len(files) == 1 and files[0].name.lower().endswith(".zip"):
            return self._folders.unzip(files[0]).given
        if len(files) > _MOST_FILES:
            raise BadRequest(f"These are {len(files)} files; {_MOST_FILES} is the most. Choose their folder.")
        root = self._folders.ours / uuid.uuid4().hex / "folder"
        try:
            root.mkdir(parents=True)
            left, names = _MOST_BYTES, _places(files)
            for name, file in zip(names, files, strict=True):
                left -= _written(root / name, file, left)
        except BaseException:
            rmtree(root.parent, ignore_errors=True)
            raise
        return Given(stored(str(root)), zip=_PASTED)


def _places(files: Sequence[GivenFile]) -> list[str]:
    """Where each is put: a name with folders in it makes them. Raises `BadRequest` where two would be in the same place."""
    names = [_place(file.name) for file in files]
    folded = [name.casefold() for name in names]
    folders = {str(folder) for name in folded for folder in PurePosixPath(name).parents}
    for at, name in enumerate(folded):
        if name in folded[:at]:
            raise BadRequest(
                f"Two of the files are called {names[at]}. Give one of them another name, or choose their folder."
            )
        if name in folders:
            raise BadRequest(
                f"{names[at]} is a file and a folder at once. Leave one of them out, or choose their folder."
            )
    return names


def _place(name: str) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(safe_name(part) for part in parts if part not in "/..") or "file"


def _written(target: Path, file: GivenFile, room: int) -> int:
    """Bytes of it."""
    content = file.content
    data = (
        content.read_bytes()
        if isinstance(content, Path)
        else content if isinstance(content, bytes) else content.read()
    )
    if len(data) > room:
        raise BadRequest("These files are larger than 50 MB. Leave out what the program doesn't need.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return len(data)


def _line(step: t.HuntStep) -> HuntStepLine:
    action = step.action
    source, language, words = "", "", ""
    if action["kind"] in ("look", "search", "probe"):
        doing = doing_of(step)
        words = done_in_words(doing)
        source, language = action["action"].get("source", ""), action["action"].get("language", "")
    elif action["kind"] == "report":
        words = done_in_words(report_in(step))
    elif action["kind"] == "check":
        source, language = action.get("source", ""), action.get("language", "")
    return HuntStepLine(
        step.number,
        action["kind"],
        step.says,
        words,
        source,
        language,
        _plain(step.result, action["kind"])[:_RESULT],
        step.seconds,
        step.done,
    )


def _plain(result: str, kind: str) -> str:
    """A result without what only a model needs: the marks that fence it, and how a look ended."""
    first, _, rest = result.partition("\n")
    if first.startswith("Step "):
        result = rest if kind in ("look", "search") else f"{first.partition(': ')[2]}\n{rest}"
    lines = [line for line in result.split("\n") if not line.startswith("<<<DATA ")]
    return "\n".join(line for line in lines if not (line.startswith("DATA ") and line.endswith(">>>")))


def _report(rows: HuntRows) -> ReportView | None:
    known, hunt = rows.told(), rows.hunt()
    if known is None or hunt is None:
        return None
    return _report_view(known, hunt.run_id)


def _report_view(known: Told, run: str) -> ReportView:
    report = known.report
    return ReportView(
        known.verdict,
        LINES[known.verdict],
        report.wrong,
        report.where,
        report.why,
        report.shows.source if report.shows else "",
        report.shows.language if report.shows else "",
        known.before,
        known.after,
        known.tests,
        known.tests_before,
        known.tests_after,
        report.ruled_out,
        known.notes,
        run if known.verdict == "fixed" else "",
    )
