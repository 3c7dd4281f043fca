"""Replaced by APPLY's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from workshop import tables as t
from workshop.folder.roots import BadFolder
from workshop.folder.views import ApplicationLine
from workshop.store import Store


class Applications:
    def __init__(self, store: Store, home: Path, host: str, executor: str) -> None:
        self._store, self._home, self._host, self._executor = store, home, host, executor

    def of(self, run: str) -> tuple[ApplicationLine, ...]:
        return ()

    def apply(
        self,
        run: str,
        root: Path,
        changes: Sequence[t.FolderChange],
        content: Callable[[str], Path],
        chosen: Collection[int],
    ) -> str:
        raise BadFolder("Not yet.")

    def undo(self, application: str) -> None:
        raise BadFolder("Not yet.")

    def finish(self, application: str) -> None:
        raise BadFolder("Not yet.")
