"""A person's own folders: what a turn works on, what its program changed in its view, and what was made of that."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _json(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def upgrade() -> None:
    op.add_column("turns", _json("folder", nullable=True))
    op.add_column("runs", _json("changed", nullable=True))
    op.create_table(
        "folder_changes",
        *(_text("run_id"), sa.Column("number", sa.Integer(), nullable=False)),
        *(_text("kind"), _text("path"), _text("was"), sa.Column("size", sa.BigInteger(), nullable=False)),
        *(sa.Column("mode", sa.Integer(), nullable=False), _text("sha256"), _text("blob")),
        _json("before", nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "number"),
    )
    op.create_table(
        "applications",
        *(_text("id"), _text("run_id"), _text("host"), _text("root"), _text("state"), _text("executor")),
        *(_json("chosen"), _json("skipped")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_applications_run_id", "applications", ["run_id"])
