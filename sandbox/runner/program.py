"""The program's own process: its surroundings made ready in advance, then one program run to its end."""

from __future__ import annotations

import atexit
import builtins
import errno
import importlib
import io
import os
import sys
import threading
from collections.abc import Sequence
from typing import Any

from sandbox.runner import kernel
from sandbox.runner.display import Screen
from sandbox.runner.failure import describe
from sandbox.runner.hooks import AfterImport
from sandbox.runner.job import Header
from sandbox.runner.ledger import Ledger
from sandbox.runner.measuring import watching
from sandbox.runner.pictures import give_font_list, teach_fonts
from sandbox.runner.progress import quiet_tqdm
from sandbox.runner.report import Report, catch_warnings, watch_files, watch_hosts
from sandbox.runner.script import PROGRAM, run_script

_FOLDER = "/job"
_FONTS = "/tmp/.matplotlib"  # noqa: S108  (its own tmpfs)
LAYER = "/opt/oneoff/layer"  # packages for this one run, where there are any
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class ProgramProcess:
    """Made before the job comes: the surroundings of an ordinary script, with `modules` imported."""

    def __init__(self, pipe: int, modules: Sequence[str], threads: int) -> None:
        self._report = Report(pipe)
        self._screen = Screen(self._report)
        self._ledger = Ledger(self._report)
        self._in_view = False
        _settle(threads)
        self._change_libraries()
        _import(modules)

    def ready(self) -> None:
        """Tell that the job may come."""
        self._report.ready()

    def run(self, header: Header) -> int:
        """The exit code. Everything the program shows and its failure are told by the report."""
        self._report.begin(header.bounds)
        self._screen.rows = header.bounds.table_rows
        os.environ.update(header.environment)
        self._in_view = bool(header.view)
        if header.view == "overlay":
            _rename_by_copying()
        sys.path.insert(len(sys.path) if header.view else 0, _FOLDER)  # a person's random.py is no library
        if header.gate:
            _trust_authorities()
        _open_streams()
        catch_warnings(self._report, PROGRAM)
        watch_files(self._report, "/in")
        watch_hosts(self._report)
        first = run_script(header.source, self._screen.show_last)
        last = self._finish()
        self._ledger.finish()
        error = last if first is None else first
        code = _exit_code(error)
        if error is not None and code:
            self._tell_full(error)
            self._report.failure(describe(error, PROGRAM))
        return code

    def _tell_full(self, error: BaseException) -> None:
        """The program met a limit that shows only as an error of the system."""
        number = error.errno if isinstance(error, OSError) else None
        if number in _FULL:
            self._report.limit(kernel.what_is_full(self._in_view))
        elif error.args == ("can't start new thread",):
            self._report.limit("processes")

    def _change_libraries(self) -> None:
        screen = self._screen

        def show(thing: Any, *_args: Any, **_more: Any) -> None:
            screen.show_thing(thing)

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

        builtins.display = screen.display  # type: ignore[attr-defined]
        AfterImport(
            {
                "IPython": lambda _module: screen.bring_ipython(),
                "matplotlib": lambda _module: give_font_list(_FONTS),
                "matplotlib.font_manager": teach_fonts,
                "matplotlib.figure": showing("Figure"),
                "matplotlib.pyplot": pyplot,
                "plotly.basedatatypes": showing("BaseFigure"),
                "altair": altair,
                "PIL.Image": showing("Image"),
                "tqdm.std": lambda module: quiet_tqdm(self._report, module),
                **watching(self._ledger),
            }
        )

    def _finish(self) -> BaseException | None:
        """What Python does at its end; an error on the way is the program's."""
        try:
            self._screen.show_figures()
            threading._shutdown()  # type: ignore[attr-defined]
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException as error:  # noqa: BLE001  (the program's own code runs here)
            return error
        return None


def _settle(threads: int) -> None:
    """The surroundings of an ordinary script."""
    os.environ.update({"HOME": "/tmp", "MPLBACKEND": "agg", "MPLCONFIGDIR": _FONTS})  # noqa: S108
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ.setdefault(name, str(threads))
    os.chdir(_FOLDER)
    sys.argv = [PROGRAM]
    if os.path.isdir(LAYER):
        sys.path.append(LAYER)
        os.environ["PYTHONPATH"] = LAYER
    builtins.input = _no_input
    builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]


def _import(modules: Sequence[str]) -> None:
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError:  # an image of somebody's own may lack it; then it isn't warm, that is all
            continue


def _rename_by_copying() -> None:
    """Its imports only where they are needed."""
    from sandbox.runner.moving import rename_by_copying

    rename_by_copying()


def _trust_authorities() -> None:
    """The image has no certificates of the system: those of requests serve urllib, too."""
    import certifi

    os.environ.setdefault("SSL_CERT_FILE", certifi.where())


def _open_streams() -> None:
    sys.stdin, sys.stdout, sys.stderr = open(0), _writer(1), _writer(2)  # noqa: SIM115
    vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)


def _writer(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(descriptor, "wb"), "utf-8", "backslashreplace", line_buffering=True)


def _no_input(prompt: object = "") -> str:
    raise EOFError("The program asks for something to be typed in, but nobody can answer while it runs.")


def _exit_code(error: BaseException | None) -> int:
    if not isinstance(error, SystemExit):
        return 0 if error is None else 1
    if error.code is None:
        return 0
    return error.code & 0xFF if isinstance(error.code, int) else 1
