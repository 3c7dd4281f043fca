"""Which of the engine's runtimes containers get: gVisor (`runsc`) where the engine has it, or as it was asked for."""

from __future__ import annotations

from typing import Any

from sandbox.base import SandboxUnavailable

GVISOR, RUNC = "runsc", "runc"


def choose_runtime(client: Any, wanted: str) -> str:
    """The name of a runtime that the engine offers. `wanted`: a name, or "" for the safest that there is.

    Raises SandboxUnavailable where it doesn't offer what is wanted.
    """
    about = client.info()
    offered = about.get("Runtimes") or {}
    if wanted and wanted not in offered:
        raise SandboxUnavailable(
            f"Programs must run under {wanted} here, and Docker doesn't offer it.",
            "Add it to Docker's runtimes, or choose another.",
        )
    return wanted or (GVISOR if GVISOR in offered else str(about.get("DefaultRuntime") or ""))
