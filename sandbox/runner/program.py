"""One program, run to its end as one IPython cell in `__main__`."""

# IPython is there where this runs, and isn't where it is checked
# mypy: disable-error-code="import-not-found, misc, no-any-return"

from __future__ import annotations

import atexit
import builtins
import io
import os
import sys
import threading
import tokenize
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from sandbox.runner.display import Formatter, LastExpression, Publisher, Screen
from sandbox.runner.failure import describe
from sandbox.runner.hooks import AfterImport
from sandbox.runner.job import Header
from sandbox.runner.pictures import give_font_list, teach_fonts
from sandbox.runner.progress import quiet_tqdm
from sandbox.runner.report import Report, catch_warnings, watch_files

PROGRAM = "program.py"
_FOLDER = "/job"
_FONTS = "/tmp/.matplotlib"  # noqa: S108  (its own tmpfs)


class _Compiler(CachingCompiler):
    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        return PROGRAM


class Shell(InteractiveShell):
    """IPython without magics, history, colours and its own tracebacks."""

    compiler_class = _Compiler
    displayhook_class = LastExpression
    display_pub_class = Publisher

    def init_display_formatter(self) -> None:
        self.display_formatter = Formatter(parent=self)

    def transform_cell(self, raw_cell: str) -> str:
        return raw_cell

    def showtraceback(self, *args: Any, **more: Any) -> None:
        """The failure is told from the result."""

    showsyntaxerror = showindentationerror = showtraceback


def run(header: Header, pipe: int) -> int:
    """The exit code. Everything the program shows and its failure go to `pipe` as frames."""
    report = Report(pipe, header.bounds)
    screen = Screen(report)
    _settle(header.bounds.threads)
    shell = _shell(screen, header.bounds.table_rows)
    _change_libraries(report, screen, shell)
    catch_warnings(report, PROGRAM)
    watch_files(report, "/in")
    LastExpression.silenced = _ends_with_semicolon(header.source)
    result = shell.run_cell(header.source, store_history=False)
    first, last = result.error_before_exec or result.error_in_exec, _finish(screen)
    error = last if first is None else first
    code = _exit_code(error)
    if error is not None and code:
        report.failure(describe(error, PROGRAM))
    return code


def _ends_with_semicolon(source: str) -> bool:
    try:
        return DisplayHook.semicolon_at_end_of_expression(source)
    except (tokenize.TokenError, SyntaxError):
        return False


def _settle(threads: int) -> None:
    """The surroundings of an ordinary script."""
    give_font_list(_FONTS)
    os.environ.update({"HOME": "/tmp", "MPLBACKEND": "agg", "MPLCONFIGDIR": _FONTS})  # noqa: S108
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, str(threads))
    os.chdir(_FOLDER)
    sys.argv = [PROGRAM]
    sys.path.insert(0, _FOLDER)
    sys.stdin, sys.stdout, sys.stderr = open(0), _writer(1), _writer(2)  # noqa: SIM115
    sys.__stdout__, sys.__stderr__, sys.__stdin__ = sys.stdout, sys.stderr, sys.stdin
    builtins.input = _no_input


def _writer(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(descriptor, "wb"), "utf-8", "backslashreplace", line_buffering=True)


def _no_input(prompt: object = "") -> str:
    raise EOFError("The program asks for something to be typed in, but nobody can answer while it runs.")


def _shell(screen: Screen, rows: int) -> Shell:
    config = Config()
    config.InteractiveShell.colors = "NoColor"
    config.InteractiveShell.ast_node_interactivity = "last_expr"
    config.HistoryManager.enabled = False
    Publisher.screen = LastExpression.screen = screen
    Formatter.rows = rows
    shell = Shell.instance(config=config)
    shell.user_ns["exit"] = shell.user_ns["quit"] = sys.exit
    return shell


def _change_libraries(report: Report, screen: Screen, shell: Shell) -> None:
    def show(thing: Any, *_args: Any, **_more: Any) -> None:
        screen.show(shell.display_formatter.format(thing)[0])

    def pyplot(module: Any) -> None:
        module.show = lambda *_args, **_more: screen.show_figures()

    def showing(*names: str) -> Any:
        def change(module: Any) -> None:
            for name in names:
                getattr(module, name).show = show

        return change

    def altair(module: Any) -> None:
        module.data_transformers.disable_max_rows()
        module.TopLevelMixin.show = show

    AfterImport(
        {
            "matplotlib.font_manager": teach_fonts,
            "matplotlib.figure": showing("Figure"),
            "matplotlib.pyplot": pyplot,
            "plotly.basedatatypes": showing("BaseFigure"),
            "altair": altair,
            "PIL.Image": showing("Image"),
            "tqdm.std": lambda module: quiet_tqdm(report, module),
        }
    )


def _exit_code(error: BaseException | None) -> int:
    if not isinstance(error, SystemExit):
        return 0 if error is None else 1
    if error.code is None:
        return 0
    return error.code & 0xFF if isinstance(error.code, int) else 1


def _finish(screen: Screen) -> BaseException | None:
    """What Python does at its end; an error on the way is the program's."""
    try:
        screen.show_figures()
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:  # noqa: BLE001  (the program's own code runs here, it may raise anything)
        return error
    return None
