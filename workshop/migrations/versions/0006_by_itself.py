"""Tools that run by themselves: watched folders, schedules, and the runs that come of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "watches",
        *(_text("id"), _text("tool"), _text("host"), _text("folder"), _json("patterns"), _json("values")),
        *(_text("results"), _yes_or_no("paused"), _text("gone"), _text("trouble"), _json("notes")),
        *(_whole("waiting"), _whole("failures"), _moment("created_at")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_watches_tool", "watches", ["tool"])
    op.create_table(
        "seen_files",
        _text("watch_id"),
        sa.Column("path", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        *(_text("inode"), _text("blob"), _moment("absent_since", nullable=True)),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("watch_id", "path"),
    )
    op.create_table(
        "schedules",
        *(_text("id"), _text("tool"), _text("host"), _text("every"), _whole("day"), _text("at")),
        *(_text("zone"), _json("values"), _json("files"), _text("folder"), _json("patterns")),
        *(_text("results"), _yes_or_no("paused"), _moment("next_at"), _json("missed")),
        *(_whole("missed_count"), _text("trouble"), _moment("created_at")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_schedules_tool", "schedules", ["tool"])
    op.create_table(
        "errands",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *(_text("turn"), _text("watch_id", nullable=True), _text("schedule_id", nullable=True)),
        *(_moment("due_at", nullable=True), _text("tool"), _json("values"), _json("files"), _text("results")),
        *(_text("host"), _text("state"), _json("made"), _text("sentence"), _moment("created_at")),
        _moment("ended_at", nullable=True),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("turn"),
        sa.UniqueConstraint("schedule_id", "due_at"),
    )
    op.create_index("errands_state", "errands", ["state"])
    op.create_index("ix_errands_watch_id", "errands", ["watch_id"])
    op.create_table("leases", _text("name"), _text("holder", nullable=True), sa.PrimaryKeyConstraint("name"))
