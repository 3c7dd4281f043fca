"""An exception as data: class, message, line in the program, traceback without our own frames."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from traceback import TracebackException

_LONG = 20_000
_HERE = __file__.rpartition("/")[0] + "/"
OURS = "_oneoff_hook"  # what a function of ours is called that stands in the place of a library's


def describe(error: BaseException, program: str) -> dict[str, Any]:
    """`program` is the file name that the program's code was compiled with."""
    import traceback

    error.__traceback__ = _from_program(error.__traceback__, program)
    told = traceback.TracebackException.from_exception(error)
    _without_ours(told)
    last = "".join(told.format_exception_only()).strip()
    kind = type(error).__name__
    message = last.partition(": ")[2] if not isinstance(error, SyntaxError) else str(error.msg)
    return {
        "kind": kind,
        "message": message[:_LONG],
        "line": _line(error, program),
        "traceback": "".join(told.format())[-_LONG:],
        "memory": isinstance(error, MemoryError),
    }


def _from_program(tb: TracebackType | None, program: str) -> TracebackType | None:
    here = tb
    while here is not None and here.tb_frame.f_code.co_filename != program:
        here = here.tb_next
    return here or tb


def _without_ours(told: TracebackException) -> None:
    """What libraries' functions are wrapped in is no part of the story."""
    here: TracebackException | None = told
    while here is not None:
        frames = [one for one in here.stack if one.name != OURS and not one.filename.startswith(_HERE)]
        here.stack[:] = frames or here.stack
        here = here.__cause__ or here.__context__


def _line(error: BaseException, program: str) -> int | None:
    if isinstance(error, SyntaxError) and error.filename == program:
        return error.lineno
    last, here = None, error.__traceback__
    while here is not None:
        last = here.tb_lineno if here.tb_frame.f_code.co_filename == program else last
        here = here.tb_next
    return last
