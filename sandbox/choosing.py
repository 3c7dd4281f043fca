"""Which sandbox this machine has: Docker where an engine answers, else the built-in one."""

from __future__ import annotations

from pathlib import Path

from sandbox.docker import DockerSandbox
from sandbox.engine import answers
from sandbox.local import LocalSandbox


def choose(
    name: str | None, python: Path, base: str = "debian:bookworm-slim"
) -> DockerSandbox | LocalSandbox:
    """By name, or what there is. It isn't prepared yet; nothing is raised."""
    if name is None:
        name = "docker" if answers() else "built-in"
    return DockerSandbox(base) if name == "docker" else LocalSandbox(python)
