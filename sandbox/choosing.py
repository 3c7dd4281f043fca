"""Which sandbox this machine has: Docker where an engine answers, else the built-in one."""

from __future__ import annotations

from pathlib import Path

from sandbox.docker import DockerSandbox
from sandbox.engine import answers
from sandbox.local import LocalSandbox
from sandbox.packages.source import Source


def choose(
    name: str | None,
    python: Path,
    base: str = "debian:bookworm-slim",
    *,
    runtime: str = "",
    packages: Source | None = None,
) -> DockerSandbox | LocalSandbox:
    """By name, or what there is; who wants a `runtime` wants Docker. It isn't prepared yet; nothing is raised."""
    if name is None:
        name = "docker" if runtime or answers() else "built-in"
    if name == "docker":
        return DockerSandbox(base, runtime=runtime, packages=packages)
    return LocalSandbox(python, packages=packages)
