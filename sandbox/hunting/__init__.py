"""What hunts for bugs run in: the sandbox's image with git, node and what tests of projects need, made at the first hunt."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

from sandbox.base import Finding, ignore
from sandbox.context import build_arguments
from sandbox.engine import engine
from sandbox.images import HUNTING, follow, has

PREPARING = "Preparing for hunts"
PACKAGES = ("pytest",)
TOOLS = ("git", "node", "make")  # that the built-in sandbox takes from this computer
_CONTEXT = ("Dockerfile", "npm")
_BUILD_SECONDS = 1800
_building = threading.Lock()


def tag_of(base: str) -> str:
    """The image for hunts on the sandbox's image `base`; it changes with that and with what is put on it."""
    digest = hashlib.sha256(base.encode())
    for name in _CONTEXT:
        digest.update(b"\0" + Path(__file__).with_name(name).read_bytes())
    return f"{HUNTING}:{digest.hexdigest()[:12]}"


def prepare(base: str, on_progress: Callable[[str], None] = ignore) -> None:
    """At once where the image is there; else seconds to minutes. Raises SandboxUnavailable, ImageMissing, DiskFull."""
    tag = tag_of(base)
    with _building, engine(timeout=_BUILD_SECONDS) as client:
        if has(client, tag):
            return
        on_progress(PREPARING)
        lines = client.build(
            fileobj=_context(),
            custom_context=True,
            tag=tag,
            buildargs=build_arguments(base, os.environ),
            network_mode="host",
            use_config_proxy=False,
            decode=True,
            rm=True,
            forcerm=True,
        )
        follow(lines, ignore)


def _context() -> io.BytesIO:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name in _CONTEXT:
            data = Path(__file__).with_name(name).read_bytes()
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o755
            tar.addfile(member, io.BytesIO(data))
    buffer.seek(0)
    return buffer


def on_this_computer() -> Finding:
    """What of `TOOLS` the built-in sandbox finds in /usr."""
    missing = [name for name in TOOLS if not _in_usr(name)]
    if not missing:
        return Finding("Bug hunts", True, "git, node and make are there for hunts.")
    says = f"Hunts for bugs do without {' and '.join(missing)}: not found under /usr/bin on this computer."
    return Finding("Bug hunts", False, says, f"Install {' and '.join(missing)} with your package manager.")


def _in_usr(name: str) -> bool:
    found = shutil.which(name, path="/usr/bin:/bin")
    return found is not None and Path(found).resolve().is_relative_to("/usr")
