"""Writes what happens, the moment it happens. What pages read is in `reading.py`."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from workshop import tables as t
from workshop.blobs import NoRoom

BUSY = ("queued", "working")
REQUEST_FILE = "request.txt"  # what a long request was stored as belongs to its own turn only


class NotThere(LookupError):
    """No such conversation or turn; perhaps it was deleted."""


class Busy(Exception):
    """The turn before is still at work."""


class Store:
    """Conversations, turns, versions, runs, outputs, calls and events in one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction. A full disk is `NoRoom`; to write of what was deleted meanwhile is `NotThere`."""
        try:
            with self._sessions.begin() as session:
                yield session
        except OperationalError as error:
            if "disk is full" in str(error.orig):
                raise NoRoom from error
            raise
        except IntegrityError as error:
            if "foreign key" in str(error.orig).lower():
                raise NotThere("what this belongs to") from error
            raise

    def start_conversation(self) -> str:
        with self.session() as session:
            conversation = t.Conversation(id=new_id())
            session.add(conversation)
        return conversation.id

    def conversation_of_tool(self, tool: str) -> str:
        """The conversation that holds the runs of `tool`; it is begun with the first."""
        query = select(t.Conversation.id).where(t.Conversation.tool == tool)
        while True:
            with self.session() as session:
                if found := session.scalar(query):
                    return found
            with suppress(IntegrityError), self.session() as session:  # another process may be quicker
                session.add(t.Conversation(id=new_id(), tool=tool))

    def add_turn(
        self,
        conversation: str,
        request: str,
        files: Sequence[dict[str, Any]],
        change: dict[str, Any] | None = None,
        dials: dict[str, Any] | None = None,
        turn: str = "",
        alone: bool = False,
        folder: dict[str, Any] | None = None,
    ) -> str:
        """Store a request; return the turn's id. Files of the turn before stay given, unless it stands `alone`, and so does its folder
        (`{"given": Given}`), unless another one or none ({}) is given. Where `turn` is there already, nothing is stored again. Raises `NotThere`, `Busy`.
        """
        with self.session() as session:
            touch = update(t.Conversation).where(t.Conversation.id == conversation).values(updated_at=t.now())
            if not session.execute(touch).rowcount:  # type: ignore[attr-defined]  # and it locks: one at a time
                raise NotThere(conversation)
            owner = session.get_one(t.Conversation, conversation)
            if turn and session.get(t.Turn, turn) is not None:
                return turn
            before = last_turn(session, conversation)
            if before and before.status in BUSY:
                raise Busy
            owner.title = owner.title or _title(request)
            added = t.Turn(
                id=turn or new_id(),
                conversation_id=conversation,
                number=before.number + 1 if before else 1,
                request=request,
                files=with_earlier(files, before.files if before and not alone else []),
                change=change,
                dials=dials,
                folder=(
                    (before.folder if before and not alone else None) if folder is None else folder or None
                ),
            )
            session.add(added)
        return added.id

    def turn(self, turn: str) -> t.Turn:
        """The turn as it is now, detached. Raises `NotThere`."""
        with self.session() as session:
            found = session.get(t.Turn, turn)
            if found is None:
                raise NotThere(turn)
            return found

    def last_of(self, conversation: str) -> t.Turn | None:
        """The last turn of a conversation, detached; None where it has none."""
        with self.session() as session:
            return last_turn(session, conversation)

    def understood(self, turn: str, request: str, files: list[dict[str, Any]]) -> None:
        """The words of a request that was spoken; a conversation without a title gets one."""
        with self.session() as session:
            this = session.get_one(t.Turn, turn)
            this.request, this.files = request, files
            owner = session.get_one(t.Conversation, this.conversation_id)
            owner.title = owner.title or _title(request)

    def is_there(self, turn: str) -> bool:
        """False once its conversation was deleted."""
        with self.session() as session:
            return session.scalar(select(t.Turn.id).where(t.Turn.id == turn)) is not None

    def update_turn(self, turn: str, **fields: Any) -> None:
        with self.session() as session:
            session.execute(update(t.Turn).where(t.Turn.id == turn).values(**fields))

    def move_turn(
        self,
        turn: str,
        come_from: Sequence[str],
        to: str,
        at: int | None = None,
        more: t.Raise | None = None,
        **fields: Any,
    ) -> bool:
        """Change the status only if it is one of `come_from` (and the segment `at`); tell whether it was.

        `more` than a limit may be spent from then on: both are stored, or neither.
        """
        where = [t.Turn.id == turn, t.Turn.status.in_(come_from)]
        where += [t.Turn.segment == at] if at is not None else []
        with self.session() as session:
            done = session.execute(update(t.Turn).where(*where).values(status=to, **fields))
            if done.rowcount and more:  # type: ignore[attr-defined]
                session.merge(more)
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def stops_among(self, turns: Sequence[str]) -> set[str]:
        """Which of `turns` a person asked to stop, or deleted."""
        with self.session() as session:
            going_on = select(t.Turn.id).where(t.Turn.id.in_(turns), ~t.Turn.stop_requested)
            return set(turns) - set(session.scalars(going_on))

    def earlier_turns(self, turn: str, most: int) -> list[t.Turn]:
        """The turns of the same conversation before this one, oldest first."""
        with self.session() as session:
            this = session.get_one(t.Turn, turn)
            query = (
                select(t.Turn)
                .where(t.Turn.conversation_id == this.conversation_id, t.Turn.number < this.number)
                .order_by(t.Turn.number.desc())
                .limit(most)
            )
            return list(reversed(session.scalars(query).all()))

    def say(self, turn: str, kind: str, **data: Any) -> None:
        """Append an event. Of a turn that was deleted meanwhile nobody wants to hear."""
        with suppress(NotThere), self.session() as session:
            session.add(t.Event(turn_id=turn, kind=kind, data=data))

    def add_call(self, turn: str, **fields: Any) -> None:
        """What was spent counts, also where the turn was deleted meanwhile."""
        try:
            with self.session() as session:
                session.add(t.Call(turn_id=turn, **fields))
        except NotThere:
            with self.session() as session:
                session.add(t.Call(turn_id=None, **fields))

    def save_version(self, version: str, turn: str, **fields: Any) -> None:
        """Store a program under an id of the caller's; a step that is done again overwrites it."""
        with self.session() as session:
            session.merge(t.Version(id=version, turn_id=turn, **fields))

    def version(self, version: str) -> t.Version:
        with self.session() as session:
            found = session.get(t.Version, version)
            if found is None:
                raise NotThere(version)
            return found

    def start_run(self, run: str, turn: str, version: str, shown: bool = True) -> None:
        """Begin a run, or begin it again after a crash: what the first try showed is forgotten. `shown`: it is what
        the turn shows from now on."""
        with self.session() as session:
            session.execute(delete(t.Run).where(t.Run.id == run))
            session.add(t.Run(id=run, turn_id=turn, version_id=version))
            if shown:
                session.execute(
                    update(t.Turn).where(t.Turn.id == turn).values(run_id=run, version_id=version)
                )

    def show_output(self, run: str, **fields: Any) -> None:
        """Add one output to a run that is going on."""
        with self.session() as session:
            session.add(t.Output(run_id=run, position=_next_position(session, run), **fields))

    def finish_run(self, run: str, outputs: Sequence[dict[str, Any]], **fields: Any) -> None:
        """Store how a run ended, with all its outputs in their order."""
        with self.session() as session:
            session.execute(delete(t.Output).where(t.Output.run_id == run))
            rows = (t.Output(run_id=run, position=place, **output) for place, output in enumerate(outputs))
            session.add_all(rows)
            session.flush()  # the run's own row comes last: with it the outputs can be searched
            session.execute(update(t.Run).where(t.Run.id == run).values(**fields))

    def add_fact(self, run: str, name: str, value: Any) -> None:
        """One more thing that is known of a run."""
        with self.session() as session:
            found = session.get_one(t.Run, run)
            found.facts = {**(found.facts or {}), name: value}

    def save_evidence(self, run: str, turn: str, state: str, data: dict[str, Any]) -> None:
        """What is known of a run by now. Once that isn't "working" any more, it stays as it is."""
        with self.session() as session:
            known = session.get(t.Evidence, run)
            if known is None or known.state == "working":
                session.merge(t.Evidence(run_id=run, turn_id=turn, state=state, data=data))

    def evidence(self, run: str) -> dict[str, Any] | None:
        """The data last saved for `run`; None where nothing was."""
        with self.session() as session:
            found = session.get(t.Evidence, run)
            return found.data if found else None

    def is_last(self, turn: str) -> bool:
        """Whether nothing was asked in its conversation after it."""
        with self.session() as session:
            return not is_followed(session, session.get_one(t.Turn, turn))

    def run(self, run: str) -> tuple[t.Run, list[t.Output]]:
        """A run with its outputs. Raises `NotThere`."""
        with self.session() as session:
            found = session.get(t.Run, run)
            if found is None:
                raise NotThere(run)
            outputs = select(t.Output).where(t.Output.run_id == run).order_by(t.Output.position)
            return found, list(session.scalars(outputs))

    def setting(self, name: str) -> dict[str, Any]:
        with self.session() as session:
            found = session.get(t.Setting, name)
            return found.value if found else {}

    def set_setting(self, name: str, value: dict[str, Any]) -> None:
        with self.session() as session:
            session.merge(t.Setting(name=name, value=value))


def new_id() -> str:
    """32 hex digits, not to be guessed."""
    return uuid.uuid4().hex


def is_followed(session: Session, turn: t.Turn) -> bool:
    """Whether something was asked after it."""
    last = last_turn(session, turn.conversation_id)
    return last is not None and last.id != turn.id


def last_turn(session: Session, conversation: str) -> t.Turn | None:
    query = select(t.Turn).where(t.Turn.conversation_id == conversation).order_by(t.Turn.number.desc())
    return session.scalars(query.limit(1)).first()


def _next_position(session: Session, run: str) -> int:
    highest = session.scalar(select(func.max(t.Output.position)).where(t.Output.run_id == run))
    return 0 if highest is None else highest + 1


def with_earlier(files: Sequence[dict[str, Any]], earlier: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files of now, and of before those whose names aren't given anew."""
    names = {file["name"].casefold() for file in files}
    kept = (
        file
        for file in earlier
        if file["name"].casefold() not in {*names, REQUEST_FILE} and not file.get("spoken")
    )
    return [*kept, *files]


def _title(request: str) -> str:
    line = " ".join(request.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"
