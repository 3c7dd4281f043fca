"""Going on from an earlier result: a turn that does nothing but show it again, so that what is asked next begins there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workshop import tables as t
from workshop.store import BUSY, Busy, NotThere, Store, is_followed, last_turn, new_id, with_earlier


class Gone(Exception):
    """It can't be done (any more); the text is a sentence with what to do."""


def origin_of(turn: t.Turn, change: t.Change) -> str:
    """The turn that `turn` goes back to, or gives variants of; "" where it is another kind of turn."""
    return str((turn.change or {}).get(change, ""))


def go_back(store: Store, turn: str, version: str = "") -> None:
    """The conversation of `turn` goes on from its result, or from that of another `version` of it. Nothing is lost, and
    where it stands there already, nothing happens. Raises `NotThere`, `Busy`, `Gone`."""
    with store.session() as session:
        this = _locked(session, turn)
        if this is None:
            raise NotThere(turn)
        last = last_turn(session, this.conversation_id)
        if last is None or last.status in BUSY:
            raise Busy
        run = _run(session, this, version)
        if _current(session, this.conversation_id) == run.id:
            return
        session.add(_again(session, this, last, run))


def undo(store: Store, turn: str) -> None:
    """Takes back that the conversation went back, as long as nothing was asked after it; a second time does nothing.
    Raises `Gone`."""
    with store.session() as session:
        this = _locked(session, turn)
        if this is None:
            return
        if not origin_of(this, "back_to") or is_followed(session, this):
            raise Gone("You have asked for more since then. Use an earlier result to go on from there.")
        session.execute(delete(t.Turn).where(t.Turn.id == turn))


def waiting_choice(store: Store, turn: t.Turn) -> str | None:
    """The turn that asks which variant of `turn` is wanted, as long as it is the last one."""
    with store.session() as session:
        last = last_turn(session, turn.conversation_id)
        waits = last is not None and last.status == "asking" and origin_of(last, "variants_of") == turn.id
        return last.id if last and waits else None


def _locked(session: Session, turn: str) -> t.Turn | None:
    """The turn as it is now, and nobody else changes its conversation meanwhile; None where it isn't there (any more)."""
    owner = select(t.Turn.conversation_id).where(t.Turn.id == turn).scalar_subquery()
    session.execute(update(t.Conversation).where(t.Conversation.id == owner).values(updated_at=t.now()))
    return session.get(t.Turn, turn)


def _run(session: Session, turn: t.Turn, version: str) -> t.Run:
    """The run that is gone back to."""
    shown = turn.run_id if turn.status == "done" and version in ("", turn.version_id) else None
    other = t.Run.turn_id == turn.id, t.Run.version_id == version, t.Run.exit_code == 0
    run = session.get(t.Run, shown) if shown else session.scalars(select(t.Run).where(*other)).first()
    if run is None:
        raise Gone("There is no result to go on from.")
    return run


def _current(session: Session, conversation: str) -> str | None:
    """The run of the result that is gone on from now."""
    done = t.Turn.conversation_id == conversation, t.Turn.status == "done", t.Turn.run_id.is_not(None)
    return session.scalars(select(t.Turn.run_id).where(*done).order_by(t.Turn.number.desc())).first()


def _again(session: Session, this: t.Turn, last: t.Turn, run: t.Run) -> t.Turn:
    version, now = session.get_one(t.Version, run.version_id), t.now()
    shown: dict[str, Any] = {"plan": this.plan, "words": this.words}
    if version.id != this.version_id:
        shown = {"plan": version.plan or this.plan, "words": ""}
    return t.Turn(
        id=new_id(),
        conversation_id=this.conversation_id,
        number=last.number + 1,
        request=this.request,
        files=with_earlier(this.files, last.files),
        profiles=this.profiles,
        change={"back_to": this.id},
        folder=this.folder,
        status="done",
        started_at=now,
        ended_at=now,
        version_id=version.id,
        run_id=run.id,
        dials=this.dials,
        **shown,
    )
