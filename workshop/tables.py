"""The tables of the store. What changes here gets a numbered migration in `migrations/versions`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A point in time: aware, UTC. SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    type_annotation_map = {  # noqa: RUF012
        datetime: Moment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        str: Text,
    }


class Conversation(Base):
    __tablename__ = "conversations"
    __table_args__ = (
        Index("conversations_in_order", "pinned", "updated_at"),
        Index("conversations_tool", "tool", unique=True),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    pinned: Mapped[bool] = mapped_column(default=False)  # stands first, and stays
    used_at: Mapped[
        datetime | None
    ]  # when it was last opened, to the hour; None: not since it was last changed
    tool: Mapped[str | None]  # the tool whose runs these are; None: a person's requests


Change = Literal["values", "back_to", "variants_of", "tool", "adapts", "hunt"]
"""What `Turn.change` holds. {"version", "values"}: a program again, with other values; {"back_to": turn}: it goes on from the
result of an earlier turn; {"variants_of": turn}: several programs are asked for, to choose from; {"tool", "given", "by"}: a
run of a kept tool with the values `given`, by a person or of itself; {"adapts": tool, "program"}: its program is to be
made to fit these files; {"hunt": {"budget"}}: a bug is hunted in its folder."""


class Turn(Base):
    """One request and what became of it. `segment` counts the workflows that worked on it."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "number"), Index("turns_status", "status"))
    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    number: Mapped[int]
    request: Mapped[str]
    files: Mapped[list[Any]] = mapped_column(default=list)  # [{"name", "blob", "size"}], carried ones too
    change: Mapped[dict[str, Any] | None]  # no request in words, or more than that: see `Change`
    status: Mapped[str] = mapped_column(default="queued")
    segment: Mapped[int] = mapped_column(default=1)
    stop_requested: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    profiles: Mapped[list[Any]] = mapped_column(default=list)
    question: Mapped[dict[str, Any] | None]  # {"text", "choices", "default", "matches"}
    answers: Mapped[list[Any]] = mapped_column(default=list)  # [{"question", "answer"[, "about"]}]
    plan: Mapped[dict[str, Any] | None]
    version_id: Mapped[str | None]  # the program whose result is shown
    run_id: Mapped[str | None]
    words: Mapped[str] = mapped_column(default="")  # explanation, or an answer without a program
    error: Mapped[dict[str, Any] | None]  # {"sentence", "next_step", "tried"}
    dials: Mapped[dict[str, Any] | None]  # as it was asked with
    folder: Mapped[dict[str, Any] | None]  # see `folder.types.Given`; the program works in a view of it


class Raise(Base):
    """A limit that the person raised by saying yes when the turn asked, once a segment."""

    __tablename__ = "raises"
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    segment: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str]  # request | conversation | day
    unit: Mapped[str]  # usd | tokens
    amount: Mapped[float]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Version(Base):
    """A program as it was at one moment."""

    __tablename__ = "versions"
    id: Mapped[str] = mapped_column(primary_key=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    kind: Mapped[str] = mapped_column(default="python")
    title: Mapped[str] = mapped_column(default="")
    inputs: Mapped[list[Any]] = mapped_column(default=list)  # InputSpec
    plan: Mapped[dict[str, Any] | None]  # that it came with
    recipe: Mapped[str | None]
    match: Mapped[dict[str, Any] | None]  # how the recipe was filled in
    created_at: Mapped[datetime] = mapped_column(default=now)


class Run(Base):
    """One execution of one version."""

    __tablename__ = "runs"
    id: Mapped[str] = mapped_column(primary_key=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    ended: Mapped[str | None]
    exit_code: Mapped[int | None]
    seconds: Mapped[float | None]
    stdout: Mapped[str] = mapped_column(default="")
    stderr: Mapped[str] = mapped_column(default="")
    failure: Mapped[dict[str, Any] | None]
    facts: Mapped[dict[str, Any] | None]
    limits_hit: Mapped[list[Any]] = mapped_column(default=list)
    changed: Mapped[
        dict[str, Any] | None
    ]  # {"complete", "files", "how", "left_out"}: it worked in a view of a folder
    created_at: Mapped[datetime] = mapped_column(default=now)


class FolderChange(Base):
    """What a run left otherwise in its view of a folder (`sandbox.base.Change`), and how that was in the folder before it ran.

    Paths as `folder.names.stored` writes them. `before`: {"size", "mtime_ns", "ctime_ns", "inode", "mode", "kind"} of `was or path`; None: nothing was there.
    """

    __tablename__ = "folder_changes"
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 0
    kind: Mapped[str]
    path: Mapped[str]
    was: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BigInteger)
    mode: Mapped[int]
    sha256: Mapped[str] = mapped_column(default="")
    blob: Mapped[str] = mapped_column(default="")  # of what was made or edited
    before: Mapped[dict[str, Any] | None]


class Application(Base):
    """Changes that a person had made in a folder, once. What was there before lies in a bin of that id, with a journal, which alone
    decides; this row is what pages show. `state`: applying, applied, undoing, undone."""

    __tablename__ = "applications"
    id: Mapped[str] = mapped_column(primary_key=True)
    run_id: Mapped[str] = mapped_column(
        index=True
    )  # which may be deleted: the bin stays until its time is over
    host: Mapped[str]  # the computer that the folder is on
    root: Mapped[str]
    state: Mapped[str] = mapped_column(default="applying")
    executor: Mapped[str] = mapped_column(default="")  # who is at work on it
    chosen: Mapped[list[Any]] = mapped_column(default=list)  # numbers of changes
    skipped: Mapped[list[Any]] = mapped_column(default=list)  # [{"path", "says"}] in the last that was done
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]


class Hunt(Base):
    """What a turn that hunts a bug has beside its steps. `report`: see `hunting_words.Told`; `fixed`: the files of the fix that is tried or
    was kept, [{"path", "blob"}]."""

    __tablename__ = "hunts"
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    overview: Mapped[dict[str, Any]]  # generator.hunt.types.Overview
    report: Mapped[dict[str, Any] | None]
    fixed: Mapped[list[Any]] = mapped_column(default=list)
    run_id: Mapped[str] = mapped_column(default="")  # the run whose changes are the fix


class HuntStep(Base):
    """One step of a hunt, as it was asked for and as it went. `action`: {"kind": look | search | probe | report | check | unclear, ...}."""

    __tablename__ = "hunt_steps"
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    says: Mapped[str] = mapped_column(default="")
    action: Mapped[dict[str, Any]]
    answer: Mapped[str] = mapped_column(default="")  # the model's, whole
    result: Mapped[str] = mapped_column(default="")  # what was said to the model, cut
    done: Mapped[bool] = mapped_column(default=False)
    blob: Mapped[str] = mapped_column(default="")  # the whole output
    seconds: Mapped[float] = mapped_column(default=0.0)
    calls: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Output(Base):
    __tablename__ = "outputs"
    __table_args__ = (Index("outputs_blob", "blob"),)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    mime: Mapped[str]
    blob: Mapped[str]
    size: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    file: Mapped[bool] = mapped_column(default=False)
    cut: Mapped[str] = mapped_column(default="")
    behind: Mapped[str] = mapped_column(default="")  # the values of a chart that is a picture


class Evidence(Base):
    """What is known of a run beyond the facts kept with it; `data` is `generator.evidence.types.Evidence`."""

    __tablename__ = "evidence"
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(default="working")  # working | done | stopped
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Tool(Base):
    """A kept program; `tool` is `generator.tools.Tool`. A recipe has a row only for being pinned, without its `tool`."""

    __tablename__ = "tools"
    id: Mapped[str] = mapped_column(primary_key=True)
    tool: Mapped[dict[str, Any]]
    sample: Mapped[list[Any]] = mapped_column(
        default=list
    )  # [{"name", "blob", "size"}], what it was made with
    received: Mapped[bool] = mapped_column(
        default=False
    )  # from somebody else, and nobody has said yes to it here
    pinned: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]  # it can be brought back until the sweeper comes


class Call(Base):
    """One model call, paid or failed. It outlives its turn: what was spent stays counted."""

    __tablename__ = "calls"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn_id: Mapped[str | None] = mapped_column(ForeignKey("turns.id", ondelete="SET NULL"), index=True)
    role: Mapped[str]
    model: Mapped[str]
    prompt_tokens: Mapped[int] = mapped_column(default=0)
    completion_tokens: Mapped[int] = mapped_column(default=0)
    cost_usd: Mapped[float | None]
    seconds: Mapped[float] = mapped_column(default=0.0)
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)


class Event(Base):
    """What happened, as it happened. `id` orders events across processes."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]  # line | plan | console | progress | note
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Remains(Base):
    """What a deleted conversation left outside this database, until it is removed there, too."""

    __tablename__ = "remains"
    kind: Mapped[str] = mapped_column(primary_key=True)  # blob | workflow
    name: Mapped[str] = mapped_column(primary_key=True)  # a content hash | a turn's id and its last segment
    created_at: Mapped[datetime] = mapped_column(default=now)


class Setting(Base):
    """A choice of the person. Never a key: those lie in the keyring or a 0600 file."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class Worker(Base):
    """A process that runs turns; `id` is its DBOS executor id. Dead ones are claimed once."""

    __tablename__ = "workers"
    id: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    born: Mapped[str]  # the process's start as the system tells it: a pid may be given anew
    beat_at: Mapped[datetime] = mapped_column(default=now)
    claimed_by: Mapped[str | None]


class Watch(Base):
    """A folder that is watched for a tool: each new or changed file that matches is a run of it."""

    __tablename__ = "watches"
    id: Mapped[str] = mapped_column(primary_key=True)
    tool: Mapped[str] = mapped_column(index=True)  # its id; a recipe's is in no table
    host: Mapped[str]  # the computer that the folder is on
    folder: Mapped[str]
    patterns: Mapped[list[Any]]  # ["*.csv"]
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    results: Mapped[str]  # the folder that results are put into
    paused: Mapped[bool] = mapped_column(default=False)
    gone: Mapped[str] = mapped_column(default="")  # why the folder can't be looked into, a sentence
    trouble: Mapped[str] = mapped_column(default="")  # what keeps the runs from going on, a sentence
    notes: Mapped[list[Any]] = mapped_column(default=list)  # sentences about files that wait
    waiting: Mapped[int] = mapped_column(default=0)  # files
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    created_at: Mapped[datetime] = mapped_column(default=now)


class SeenFile(Base):
    """A file as it was when a watch last dealt with it, or when the watch began. `path`: the bytes of its name."""

    __tablename__ = "seen_files"
    watch_id: Mapped[str] = mapped_column(ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[bytes] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    inode: Mapped[str]
    blob: Mapped[str] = mapped_column(default="")  # its content; "" where it was there before the watch
    absent_since: Mapped[datetime | None]


class Schedule(Base):
    """A tool that runs by itself at a time of day. `next_at` moves on in the same transaction that stores the run."""

    __tablename__ = "schedules"
    id: Mapped[str] = mapped_column(primary_key=True)
    tool: Mapped[str] = mapped_column(index=True)
    host: Mapped[str]
    every: Mapped[str]  # day | week | month
    day: Mapped[int] = mapped_column(default=0)  # of the week, Monday is 0; of the month, from 1
    at: Mapped[str]  # "09:00"
    zone: Mapped[str]  # "Europe/Berlin"
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    files: Mapped[list[Any]] = mapped_column(default=list)  # [{"name", "blob", "size"}]
    folder: Mapped[str] = mapped_column(default="")  # or all files of it that match at that time
    patterns: Mapped[list[Any]] = mapped_column(default=list)
    results: Mapped[str] = mapped_column(default="")  # "" for on the page only
    paused: Mapped[bool] = mapped_column(default=False)
    next_at: Mapped[datetime]
    missed: Mapped[list[Any]] = mapped_column(default=list)  # moments in ISO 8601, the last ones
    missed_count: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)


class Errand(Base):
    """A run that nobody pressed for. Its turn's id is chosen, and stored, before it is run: to run it again is to run it once."""

    __tablename__ = "errands"
    __table_args__ = (UniqueConstraint("schedule_id", "due_at"), Index("errands_state", "state"))
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn: Mapped[str] = mapped_column(unique=True)
    watch_id: Mapped[str | None] = mapped_column(ForeignKey("watches.id", ondelete="CASCADE"), index=True)
    schedule_id: Mapped[str | None] = mapped_column(ForeignKey("schedules.id", ondelete="CASCADE"))
    due_at: Mapped[datetime | None]
    tool: Mapped[str]
    values: Mapped[dict[str, Any]]
    files: Mapped[list[Any]]  # [{"name", "blob", "size"}]
    results: Mapped[str]  # the folder, "" for none
    host: Mapped[str]
    state: Mapped[str] = mapped_column(default="chosen")  # chosen | running | delivering | done | failed
    made: Mapped[list[Any]] = mapped_column(default=list)  # [{"name", "blob"}], what goes into the folder
    sentence: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]


class Lease(Base):
    """Work that one process at a time does, until it gives it back or is gone. `holder`: a worker."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str | None]
