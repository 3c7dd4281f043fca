"""A program as an ordinary script: run as `__main__`, its last expression shown as a notebook shows it."""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Callable
from types import CodeType
from typing import Any

from sandbox.runner.hooks import AfterImport

PROGRAM = "program.py"
_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_FUTURES = 0x1FE0000  # the bits of `co_flags` that a `from __future__ import` sets
_COROUTINE = 0x80  # inspect.CO_COROUTINE, without the 10 ms of its import


def run_script(source: str, show: Callable[[Any], None]) -> BaseException | None:
    """What ended it, None for its own end. Top-level `await` is allowed; a last `x;` isn't shown."""
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = main
    AfterImport({"linecache": lambda module: _remember(module, source)})
    try:
        body, last = _parts(source)
        code = compile(body, PROGRAM, "exec", _AWAIT, dont_inherit=True)
        _evaluate(code, main)
        if last is not None:
            flags = _AWAIT | (code.co_flags & _FUTURES)
            value = _evaluate(compile(last, PROGRAM, "eval", flags, dont_inherit=True), main)
            if value is not None:
                show(value)
    except BaseException as error:  # noqa: BLE001  (the program's own, it may raise anything)
        return error
    return None


def _remember(linecache: Any, source: str) -> None:
    """So that tracebacks show the program's lines, and `inspect` finds them."""
    linecache.cache[PROGRAM] = (len(source), None, source.splitlines(keepends=True), PROGRAM)


def _parts(source: str) -> tuple[ast.Module, ast.Expression | None]:
    tree = ast.parse(source, PROGRAM)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or _silenced(source, last):
        return tree, None
    return ast.Module(tree.body[:-1], tree.type_ignores), ast.Expression(last.value)


def _silenced(source: str, last: ast.Expr) -> bool:
    """The last expression ends with a semicolon."""
    line = source.encode().splitlines()[(last.end_lineno or 1) - 1]
    return line[last.end_col_offset or 0 :].lstrip().startswith(b";")


def _evaluate(code: CodeType, main: types.ModuleType) -> Any:
    value = eval(code, main.__dict__)  # noqa: S307  (inside the sandbox; this is what it is for)
    if not code.co_flags & _COROUTINE:
        return value
    if not _loops:
        import asyncio

        _loops.append(asyncio.new_event_loop())
    return _loops[0].run_until_complete(value)


_loops: list[Any] = []  # one for the whole program: what one `await` made, the next may use
