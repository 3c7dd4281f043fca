"""What libraries read from the given files and what steps left out, told to a `Report`.

A hook never changes a result and never raises: where measuring fails, nothing is told.
"""

from __future__ import annotations

import contextlib
import fnmatch
import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

from sandbox.runner.failure import OURS
from sandbox.runner.report import Report
from sandbox.runner.script import PROGRAM

Tell = Callable[[Any], None]
Watch = Callable[[tuple[Any, ...], dict[str, Any]], Tell | None]
Change = Callable[["Ledger", Any], None]

_LONGEST = 4096  # characters of a path
_LATER = 1000  # tallies that wait for the end
_HANDED = {"apply", "pipe", "transform", "map", "agg"}  # of pandas: they call what the program gave them
_MARK = "_oneoff_measured"


class Ledger:
    """`folder` holds the given files. Nothing is told of what a library does inside a call that is watched."""

    def __init__(self, report: Report, folder: str = "/in") -> None:
        self._report, self._folder = report, folder
        self._held = threading.local()
        self._later: list[Callable[[], None]] = []
        self._single: dict[str, list[int]] = {}

    @property
    def busy(self) -> bool:
        return getattr(self._held, "busy", False)

    def names(self, source: Any) -> list[str]:
        """Of files under `folder`: from a path, a pattern, an open file, or a list of these."""
        if isinstance(source, (list, tuple)):
            return [name for one in source[:100] for name in self.names(one)]
        if not isinstance(source, (str, os.PathLike)):
            source = getattr(source, "name", None)
        path = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
        if not isinstance(path, str) or len(path) > _LONGEST:
            return []
        path = os.path.abspath(path.removeprefix("file://"))
        if not path.startswith(self._folder + "/"):
            return []
        name = path[len(self._folder) + 1 :]
        if set(name) & set("*?[") and not os.path.exists(path):
            return fnmatch.filter(sorted(os.listdir(self._folder)), name)
        return [name]

    def read(
        self,
        file: str,
        by: str,
        rows: int | None = None,
        columns: int | None = None,
        *,
        part: str = "",
        some: bool = False,
    ) -> None:
        about = {"file": file, "by": by, "rows": rows, "columns": columns, "part": part[:300], "some": some}
        self._report.measured("read", about)

    def dropped(self, how: str, before: int, after: int) -> None:
        if before != after:
            self._report.measured("dropped", {"how": how, "before": before, "after": after})

    def single(self, how: str, before: int, after: int) -> None:
        """One value of many that are handed over one by one: told together at the end."""
        tally = self._single.setdefault(how, [0, 0])
        tally[0] += before
        tally[1] += after

    def tally(self, file: str, by: str, *, part: str = "", some: bool = False) -> Tally:
        tally = Tally(self, file, by, part, some)
        self.at_end(tally.tell)
        return tally

    def at_end(self, tell: Callable[[], None]) -> None:
        if len(self._later) < _LATER:
            self._later.append(tell)

    def finish(self) -> None:
        """The program is at its end."""
        for tell in self._later:
            safely(tell)
        for how, (before, after) in self._single.items():
            self.dropped(how, before, after)

    def wrap(self, original: Any, watch: Watch, *, own: bool = False) -> Any:
        """`original`, with what `watch` makes of its arguments told after it. `own`: only the program's calls."""
        if hasattr(original, _MARK):
            return original

        @functools.wraps(original)
        def wrapped(*args: Any, **more: Any) -> Any:
            if self.busy or (own and not by_program(sys._getframe(1))):
                return original(*args, **more)
            tell = safely(watch, args, more)
            if tell is None:
                return original(*args, **more)
            with self.inside():
                result = original(*args, **more)
            safely(tell, result)
            return result

        setattr(wrapped, _MARK, True)
        return _unseen(wrapped, original)

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """What happens in here is one step, whatever it calls."""
        self._held.busy = True
        try:
            yield
        finally:
            self._held.busy = False


class Tally:
    """Rows of one file that come piece by piece. Where the last was never asked for, only some were read."""

    def __init__(self, ledger: Ledger, file: str, by: str, part: str, some: bool) -> None:
        self._ledger, self._file, self._by, self._part, self._some = ledger, file, by, part, some
        self.rows = 0
        self.columns: int | None = None
        self.ended = self._told = False

    def end(self) -> None:
        self.ended = True
        self.tell()

    def tell(self) -> None:
        if not self._told and (self.ended or self.rows):
            self._told = True
            some = self._some or not self.ended
            self._ledger.read(self._file, self._by, self.rows, self.columns, part=self._part, some=some)


def by_program(frame: FrameType | None) -> bool:
    """The call stands in the program, or pandas makes it with a function that the program handed over."""
    for _ in range(8):
        if frame is None or frame.f_code.co_filename == PROGRAM:
            return frame is not None
        code = frame.f_code
        if code.co_name not in _HANDED and not code.co_filename.endswith("pandas/core/apply.py"):
            return False
        frame = frame.f_back
    return False


def arguments(original: Any, args: tuple[Any, ...], more: Mapping[str, Any]) -> dict[str, Any]:
    """All that was given, by name."""
    import inspect

    return {**inspect.signature(original).bind_partial(*args, **more).arguments, **more}


def replace(owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Put `make(original)` in the place of `owner.name`, where there is one, and where pickle looks for it."""
    with contextlib.suppress(Exception):
        original = getattr(owner, name)
        made = make(original)
        setattr(owner, name, made)
        home = sys.modules.get(getattr(original, "__module__", None) or "")
        if getattr(home, name, None) is original:
            setattr(home, name, made)


def safely(call: Callable[..., Any], *args: Any) -> Any:
    try:
        return call(*args)
    except Exception:  # noqa: BLE001  (the program goes on as it would without us)
        return None


def _unseen(wrapped: Any, original: Any) -> Any:
    """Libraries find the line to warn about as the first that isn't in their own files."""
    code = getattr(original, "__code__", None)
    place = code.co_filename if code is not None else wrapped.__code__.co_filename
    wrapped.__code__ = wrapped.__code__.replace(co_filename=place, co_name=OURS)
    return wrapped
