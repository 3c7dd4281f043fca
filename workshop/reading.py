"""From rows to views: what pages and the command line are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from generator.codec import from_plain
from generator.evidence.types import Evidence, Panel
from generator.types import Choice, InputSpec, Plan, Question
from workshop import tables as t
from workshop.folder.working import given_of
from workshop.reading_evidence import (
    CONSOLE,
    limits_of,
    others_of,
    outputs_of_run,
    panel_of,
    stored_evidence,
    variants_of,
)
from workshop.store import NotThere, Store
from workshop.views import (
    ConversationLine,
    ConversationView,
    ErrorView,
    FileView,
    OutputView,
    ProgressView,
    ResultLine,
    Status,
    TurnView,
)

_NOTES = 5
_EVENTS = 500  # the newest ones tell what happens now


def read_conversation(store: Store, conversation: str, last: int) -> ConversationView:
    """The last turns of a conversation. Raises `NotThere`."""
    with store.session() as session:
        found = session.get(t.Conversation, conversation)
        if found is None:
            raise NotThere(conversation)
        of_it = t.Turn.conversation_id == conversation
        count = session.scalar(select(func.count()).select_from(t.Turn).where(of_it)) or 0
        newest = select(t.Turn).where(of_it).order_by(t.Turn.number.desc()).limit(last)
        turns = [_turn(session, turn) for turn in reversed(session.scalars(newest).all())]
    return ConversationView(conversation, found.title, tuple(turns), max(count - len(turns), 0))


def read_results(store: Store, conversation: str) -> tuple[ResultLine, ...]:
    """All results of a conversation, oldest first, each once."""
    with store.session() as session:
        there = t.Turn.conversation_id == conversation, t.Turn.status == "done", t.Turn.run_id.is_not(None)
        wanted = select(t.Turn.id, t.Turn.number, t.Version.title, t.Turn.request, t.Turn.change)
        query = (
            wanted.join(t.Version, t.Version.id == t.Turn.version_id).where(*there).order_by(t.Turn.number)
        )
        rows = session.execute(query).all()
    return tuple(ResultLine(*row[:4]) for row in rows if "back_to" not in (row[4] or {}))


def read_outputs(store: Store, run: str) -> tuple[OutputView, ...]:
    """Of one run; none where it isn't there."""
    with store.session() as session:
        return outputs_of_run(session, run)


def read_turn(store: Store, turn: str) -> TurnView:
    """One turn. Raises `NotThere`."""
    with store.session() as session:
        found = session.get(t.Turn, turn)
        if found is None:
            raise NotThere(turn)
        return _turn(session, found)


def read_runs(store: Store, tool: str, last: int) -> tuple[TurnView, ...]:
    """The last runs of a tool, the newest first."""
    with store.session() as session:
        of_it = t.Conversation.tool == tool
        query = select(t.Turn).join(t.Conversation, t.Conversation.id == t.Turn.conversation_id).where(of_it)
        rows = session.scalars(query.order_by(t.Turn.number.desc()).limit(last)).all()
        return tuple(_turn(session, row) for row in rows)


def read_recent(store: Store, most: int) -> tuple[ConversationLine, ...]:
    """Conversations that have a turn, pinned ones first, then the newest."""
    with store.session() as session:
        has_turn = select(t.Turn.id).where(t.Turn.conversation_id == t.Conversation.id).exists()
        newest = t.Conversation.pinned.desc(), t.Conversation.updated_at.desc()
        asked = t.Conversation.tool.is_(None)
        rows = session.scalars(select(t.Conversation).where(asked, has_turn).order_by(*newest).limit(most))
        return tuple(ConversationLine(row.id, row.title, row.updated_at, row.pinned) for row in rows)


def _turn(session: Session, turn: t.Turn) -> TurnView:
    run = session.get(t.Run, turn.run_id) if turn.run_id else None
    version = session.get(t.Version, turn.version_id) if turn.version_id else None
    calls = _that_took(session, turn)
    news = _News(session, turn)
    plan = from_plain(Plan, turn.plan) if turn.plan else None
    facts = run.facts if run and run.facts else {}
    shown = run if turn.status == "done" else None
    evidence = stored_evidence(session, shown.id) if shown else None
    return TurnView(
        id=turn.id,
        conversation=turn.conversation_id,
        number=turn.number,
        request=turn.request,
        files=tuple(
            FileView(file["name"], file["size"], file["blob"], file.get("given", ""))
            for file in turn.files
            if not file.get("spoken")
        ),
        spoken=any(file.get("spoken") for file in turn.files),
        status=cast(Status, turn.status),
        line=news.line,
        notes=news.notes,
        progress=news.progress,
        seconds=_seconds(turn),
        cost_usd=_cost(calls),
        tokens=_tokens(calls),
        unpriced=_tokens(call for call in calls if call.cost_usd is None),
        plan=plan,
        question=_question(turn),
        understood=(version.match or {}).get("understood", "") if version else "",
        form=_form(version),
        title=version.title if version else (plan.title if plan else ""),
        outputs=_outputs(session, turn),
        console=(run.stdout or news.console)[-CONSOLE:] if run else "",
        words=turn.words,
        evidence=panel_of(session, turn, shown, version, evidence) if shown else Panel(),
        others=others_of(session, evidence),
        limits=limits_of(shown) if shown else (),
        error=_error(turn),
        source=version.source if version else "",
        kind=version.kind if version else "",
        sandbox=facts.get("sandbox", ""),
        created_at=turn.created_at,
        run=shown.id if shown else "",
        before=_before(session, turn) if shown else "",
        changed_checked=_changed(evidence),
        variants=variants_of(session, turn),
        version=version.id if version else "",
        variants_of=str((turn.change or {}).get("variants_of", "")),
        back_to=str((turn.change or {}).get("back_to", "")),
        tool=session.get_one(t.Conversation, turn.conversation_id).tool or "",
        by=str((turn.change or {}).get("by", "")),
        other_data=tuple(facts.get("other_data", ())),
        folder=given_of(turn),
        hunt="hunt" in (turn.change or {}),
    )


def _before(session: Session, turn: t.Turn) -> str:
    """The run of the result before."""
    earlier = t.Turn.conversation_id == turn.conversation_id, t.Turn.number < turn.number
    shown = t.Turn.status == "done", t.Turn.run_id.is_not(None)
    query = select(t.Turn.run_id).where(*earlier, *shown).order_by(t.Turn.number.desc()).limit(1)
    return session.scalar(query) or ""


def _changed(evidence: Evidence | None) -> tuple[int, int] | None:
    earlier = evidence.earlier if evidence else None
    if earlier is None or earlier.verdict == "incomparable" or not earlier.of:
        return None
    return earlier.of - earlier.same, earlier.of


class _News:
    """What the events of a turn say now."""

    def __init__(self, session: Session, turn: t.Turn) -> None:
        self.line, self.console = "", ""
        self.notes: tuple[str, ...] = ()
        self.progress: ProgressView | None = None
        if turn.status not in ("queued", "working"):
            return
        of_it = select(t.Event).where(t.Event.turn_id == turn.id).order_by(t.Event.id.desc())
        last_line = session.scalars(of_it.where(t.Event.kind == "line").limit(1)).first()
        self.line = last_line.data["text"] if last_line else ""
        for event in reversed(session.scalars(of_it.limit(_EVENTS)).all()):
            self._take(event.kind, event.data)

    def _take(self, kind: str, data: dict[str, Any]) -> None:
        if kind == "line":
            self.line, self.progress = data["text"], None
        elif kind == "note":
            self.notes = (*self.notes, data["text"])[-_NOTES:]
        elif kind == "console":
            self.console += data["text"]
        elif kind == "progress":
            self.progress = ProgressView(data["done"], data["total"], data["label"])


def _seconds(turn: t.Turn) -> float:
    begin = turn.started_at or turn.created_at
    return max(((turn.ended_at or t.now()) - begin).total_seconds(), 0.0)


def _that_took(session: Session, turn: t.Turn) -> Sequence[t.Call]:
    """Calls that took tokens; one that was refused says nothing of what a request costs."""
    took = t.Call.prompt_tokens + t.Call.completion_tokens > 0
    return session.scalars(select(t.Call).where(t.Call.turn_id == turn.id, took)).all()


def _tokens(calls: Iterable[t.Call]) -> int:
    return sum(call.prompt_tokens + call.completion_tokens for call in calls)


def _cost(calls: Iterable[t.Call]) -> float | None:
    priced = [call.cost_usd for call in calls if call.cost_usd is not None]
    return sum(priced) if priced else None


def _question(turn: t.Turn) -> Question | None:
    if turn.status != "asking" or not turn.question:
        return None
    asked = turn.question
    choices = tuple(Choice(**choice) for choice in asked.get("choices", ()))
    return Question(asked["text"], choices, asked.get("default", ""), asked.get("free_text", True))


def _form(version: t.Version | None) -> tuple[InputSpec, ...]:
    specs = from_plain(tuple[InputSpec, ...], version.inputs) if version else ()
    return tuple(spec for spec in specs if not spec.hidden)


def _outputs(session: Session, turn: t.Turn) -> tuple[OutputView, ...]:
    if not turn.run_id or turn.status in ("failed", "stopped", "declined"):
        return ()
    return outputs_of_run(session, turn.run_id)


def _error(turn: t.Turn) -> ErrorView | None:
    if not turn.error:
        return None
    said = turn.error
    return ErrorView(said["sentence"], said.get("next_step", ""), tuple(said.get("tried", ())))
