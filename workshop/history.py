"""All conversations there were: looked through, renamed, pinned, deleted, and how long they are kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from workshop import tables as t
from workshop.blobs import NoRoom
from workshop.deleting import delete_conversation
from workshop.disk import Disk, Used
from workshop.retention import SOON, Retention, retention_of, set_retention
from workshop.searching import Hit, hits, texts_of, words_of
from workshop.snippets import elsewhere, marked, missing_in
from workshop.store import BUSY, NotThere, Store
from workshop.views import HistoryLine, HistoryPage, HistoryPlace

AT_ONCE = 20  # conversations on a page
TITLE = 80  # characters
_TURNS = 3  # of a conversation that are looked at for where the words stand
_STOPPING = 3.0  # seconds that a deletion waits for what runs to let go; after that it finds out by itself
_OPENED = 3600.0  # seconds; last use is kept to the hour


class History:
    """`stop(turn)` stops what is at work on it; `wake()` has what a deletion left removed soon."""

    def __init__(
        self, store: Store, disk: Disk, stop: Callable[[str], None], wake: Callable[[], None]
    ) -> None:
        self._store, self._disk, self._stop, self._wake = store, disk, stop, wake
        self._opened: dict[str, float] = {}

    def page(self, said: str = "", number: int = 1) -> HistoryPage:
        """The conversations in which all words of `said` stand, or all there are: pinned ones first, then the last used."""
        words, kept = words_of(said), retention_of(self._store)
        with self._store.session() as session:
            found = _by_conversation(hits(session, words)) if words else {}
            ids = [one for one in _in_order(session) if not words or one in found]
            pages = max(1, -(-len(ids) // AT_ONCE))
            number = min(max(number, 1), pages)
            here = ids[(number - 1) * AT_ONCE : number * AT_ONCE]
            lines = _Lines(session, here, found, words, kept).all()
        return HistoryPage(lines, len(ids), number, pages)

    def rename(self, conversation: str, title: str) -> None:
        """Raises `NotThere`. A title of blanks changes nothing."""
        clean = " ".join(title.encode("utf-8", "replace").decode().replace("\0", " ").split())[:TITLE]
        if clean:
            self._change(conversation, title=clean)

    def pin(self, conversation: str, pinned: bool) -> None:
        """A pinned one stands first and is never deleted by itself. Raises `NotThere`."""
        self._change(conversation, pinned=pinned)

    def delete(self, conversation: str) -> None:
        """For good, what runs is stopped first. What it cost stays counted. Raises `NotThere`."""
        for turn in self._at_work(conversation):
            self._stop(turn)
        deadline = time.monotonic() + _STOPPING
        while self._at_work(conversation) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not delete_conversation(self._store, conversation):
            raise NotThere(conversation)
        self._disk.look_again()
        self._wake()

    def opened(self, conversation: str) -> None:
        """It is in use. A database that is busy or full doesn't hinder who looks at it."""
        now = time.monotonic()
        if now - self._opened.get(conversation, float("-inf")) < _OPENED:
            return
        if len(self._opened) > 10_000:
            self._opened.clear()
        self._opened[conversation] = now
        with suppress(NoRoom, NotThere, OperationalError):
            self._change(conversation, used_at=t.now())

    def retention(self) -> Retention:
        return retention_of(self._store)

    def keep_for(self, days: int | None) -> None:
        """How long what nobody opens is kept; None: until somebody deletes it."""
        set_retention(self._store, days)
        self._wake()

    def soon(self) -> tuple[int, datetime | None]:
        """How many conversations are to be deleted within three days, and when the first of them is."""
        kept, now = self.retention(), t.now()
        due = kept.due(now + SOON)
        if due is None:
            return 0, None
        with self._store.session() as session:
            count = session.scalar(select(func.count()).select_from(t.Conversation).where(due)) or 0
            first = session.scalars(
                select(t.Conversation).where(due).order_by(t.Conversation.updated_at).limit(1)
            )
            row = first.first()
        return count, kept.deleted_at(row) if row else None

    def disk(self) -> Used:
        return self._disk.used()

    def _change(self, conversation: str, **fields: Any) -> None:
        with self._store.session() as session:
            done = session.execute(
                update(t.Conversation).where(t.Conversation.id == conversation).values(**fields)
            )
            if not done.rowcount:  # type: ignore[attr-defined]
                raise NotThere(conversation)

    def _at_work(self, conversation: str) -> list[str]:
        """Turns that are worked on, or whose result is being checked."""
        with self._store.session() as session:
            of_it = t.Turn.conversation_id == conversation
            busy = select(t.Turn.id).where(of_it, t.Turn.status.in_(BUSY))
            checked = select(t.Turn.id).join(t.Evidence, t.Evidence.turn_id == t.Turn.id)
            checking = checked.where(of_it, t.Evidence.state == "working")
            return [*session.scalars(busy), *session.scalars(checking)]


def _in_order(session: Session) -> Sequence[str]:
    """The conversations that have a turn; a tool's runs are shown with the tool."""
    of_it = select(t.Turn.id).where(t.Turn.conversation_id == t.Conversation.id)
    newest = t.Conversation.pinned.desc(), t.Conversation.updated_at.desc(), t.Conversation.id
    asked = t.Conversation.tool.is_(None)
    return session.scalars(select(t.Conversation.id).where(asked, of_it.exists()).order_by(*newest)).all()


def _by_conversation(found: Sequence[Hit]) -> dict[str, list[str]]:
    """Turns of each, the newest first."""
    turns: dict[str, list[str]] = {}
    for hit in found:
        turns.setdefault(hit.conversation, []).append(hit.turn)
    return turns


class _Lines:
    """The conversations `ids` as lines of a page; `found`: turns of each in which `words` stand."""

    def __init__(
        self,
        session: Session,
        ids: Sequence[str],
        found: dict[str, list[str]],
        words: tuple[str, ...],
        kept: Retention,
    ) -> None:
        self._ids, self._words, self._kept = ids, words, kept
        rows = session.scalars(select(t.Conversation).where(t.Conversation.id.in_(ids)))
        self._rows = {row.id: row for row in rows}
        per = select(t.Turn.conversation_id, func.count()).where(t.Turn.conversation_id.in_(ids))
        self._counts = {row[0]: row[1] for row in session.execute(per.group_by(t.Turn.conversation_id))}
        self._turns = {one: found[one][:_TURNS] for one in ids if one in found}
        self._texts = texts_of(session, [turn for turns in self._turns.values() for turn in turns])

    def all(self) -> tuple[HistoryLine, ...]:
        return tuple(self._line(self._rows[one]) for one in self._ids if one in self._rows)

    def _line(self, row: t.Conversation) -> HistoryLine:
        return HistoryLine(
            row.id,
            row.title,
            marked(row.title, self._words),
            row.updated_at,
            row.pinned,
            self._counts.get(row.id, 0),
            self._kept.deleted_at(row),
            self._place(row.id),
        )

    def _place(self, conversation: str) -> HistoryPlace | None:
        """In the newest turn in which a word stands that the title doesn't have; else in the newest."""
        turns = (turn for turn in self._turns.get(conversation, ()) if turn in self._texts)
        places = [_place(self._texts[turn], self._words) for turn in turns]
        return next((one for one in places if one.request or one.others), places[0] if places else None)


def _place(texts: dict[str, Any], words: tuple[str, ...]) -> HistoryPlace:
    title, request = texts["title"], texts["request"]
    others = elsewhere(texts, words, f"{title}\n{request}")
    same = " ".join(request.split()).startswith(title.removesuffix("…"))
    told = not same or bool(missing_in(title, words, request))
    return HistoryPlace(texts["turn_id"], marked(request, words) if told else (), others)
