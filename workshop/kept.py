"""Kept tools in the store, and recipes beside them: found, changed, deleted. What runs them is in `toolbox.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from generator.codec import from_plain, to_plain
from generator.recipes import Book
from generator.tools import Tool
from workshop import tables as t
from workshop.store import NotThere, Store, new_id
from workshop.views import SHELF as SHELF


class Kept(NamedTuple):
    """A tool with what is known of it here. `sample`: as `Turn.files`. `used_at`: None where it never ran."""

    id: str
    tool: Tool
    shelf: bool
    pinned: bool
    received: bool
    sample: list[dict[str, Any]]
    created_at: datetime | None  # of a recipe: None
    used_at: datetime | None
    runs: int


class KeptTools:
    def __init__(self, store: Store, book: Callable[[], Book]) -> None:
        self._store, self._book = store, book

    def get(self, tool: str) -> Kept:
        """Raises `NotThere`, also for one that was deleted."""
        with self._store.session() as session:
            row = session.get(t.Tool, tool)
            uses = _uses(session, tool)
            if (row is not None and row.deleted_at is not None) or (
                row is None and not tool.startswith(SHELF)
            ):
                raise NotThere(tool)
        recipe = self._recipes().get(tool)
        if row is None or not row.tool:
            if recipe is None:
                raise NotThere(tool)
            return _kept(tool, recipe, row, uses, shelf=True)
        return _kept(tool, _tool(row), row, uses)

    def all(self) -> tuple[Kept, ...]:
        """Pinned ones first, then kept tools by when they were last used or made, then the shelf by title."""
        with self._store.session() as session:
            rows = {row.id: row for row in session.scalars(select(t.Tool).where(t.Tool.deleted_at.is_(None)))}
            uses = _uses(session)
        own = [_kept(row.id, _tool(row), row, uses) for row in rows.values() if row.tool]
        shelf = [_kept(id, tool, rows.get(id), uses, shelf=True) for id, tool in self._recipes().items()]
        own.sort(key=lambda one: one.used_at or one.created_at or t.now(), reverse=True)
        shelf.sort(key=lambda one: one.tool.title.casefold())
        return tuple(sorted([*own, *shelf], key=lambda one: not one.pinned))

    def add(self, tool: Tool, sample: Sequence[dict[str, Any]], received: bool = False) -> str:
        """Returns the id."""
        id = new_id()
        row = t.Tool(id=id, tool=to_plain(replace(tool, id="")), sample=list(sample), received=received)
        with self._store.session() as session:
            session.add(row)
        return id

    def change(self, id: str, **fields: Any) -> None:
        """Raises `NotThere`."""
        there = t.Tool.id == id, t.Tool.deleted_at.is_(None)
        with self._store.session() as session:
            if not session.execute(update(t.Tool).where(*there).values(**fields)).rowcount:  # type: ignore[attr-defined]
                raise NotThere(id)

    def pin(self, tool: str, pinned: bool) -> None:
        """Raises `NotThere`."""
        if tool in self._recipes():
            with self._store.session() as session:
                session.merge(t.Tool(id=tool, tool={}, sample=[], pinned=pinned))
        else:
            self.change(tool, pinned=pinned)

    def delete(self, tool: str) -> None:
        """Raises `NotThere`."""
        self.change(tool, deleted_at=t.now())

    def restore(self, tool: str) -> None:
        """Raises `NotThere` where it is gone for good."""
        with self._store.session() as session:
            back = update(t.Tool).where(t.Tool.id == tool).values(deleted_at=None)
            if not session.execute(back).rowcount:  # type: ignore[attr-defined]
                raise NotThere(tool)

    def _recipes(self) -> dict[str, Tool]:
        return {SHELF + recipe.id: replace(recipe, id=SHELF + recipe.id) for recipe in self._book().recipes}


def _tool(row: t.Tool) -> Tool:
    return replace(from_plain(Tool, row.tool), id=row.id)


def _kept(
    id: str, tool: Tool, row: t.Tool | None, uses: dict[str, tuple[datetime, int]], shelf: bool = False
) -> Kept:
    used_at, runs = uses.get(id, (None, 0))
    return Kept(
        id,
        tool,
        shelf,
        bool(row and row.pinned),
        bool(row and row.received),
        list(row.sample) if row else [],
        row.created_at if row and not shelf else None,
        used_at,
        runs,
    )


def _uses(session: Session, tool: str = "") -> dict[str, tuple[datetime, int]]:
    """When each tool, or `tool` alone, last ran, and how often it did."""
    query = select(t.Conversation.tool, func.max(t.Turn.created_at), func.count()).join(
        t.Turn, t.Turn.conversation_id == t.Conversation.id
    )
    which = t.Conversation.tool == tool if tool else t.Conversation.tool.is_not(None)
    rows = session.execute(query.where(which).group_by(t.Conversation.tool))
    return {str(row[0]): (row[1], row[2]) for row in rows}
