"""What several tests need: a fresh home, processes of ours, answers of a writer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

TOP = Path(__file__).resolve().parents[1]
T = TypeVar("T")

WRITER = "You write one small program"  # how the writer's prompt begins
EXPLAINER = "A program has run for a person"  # how the explainer's prompt begins
CHECKER = "A program was written and run for a person"
ARBITER = "Two programs were written separately"
DOUBT = "its result is in doubt"


def environ(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process of ours: nothing of the machine's own ONEOFF_ settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEOFF_")}
    return {**kept, "ONEOFF_HOME": str(home), "PYTHONWARNINGS": "default", **more}


def start(*arguments: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """A Python module of ours, as a person would start it."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=TOP,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(look: Callable[[], T | None], what: str, seconds: float = 90.0) -> T:
    """Wait for `look` to give something; a slow machine may take its time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (found := look()) is not None and found is not False:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds:.0f} s for {what}")


def unmarked(text: str) -> str:
    """Without the marks of fences, which may hold any digits."""
    return re.sub(r"DATA [0-9a-f]{12}", "DATA", text)


def answer(source: str, title: str = "A result", kind: str = "python") -> str:
    """What a writer would say: a plan and one program."""
    return f"TITLE: {title}\nSTEP: work it out\n\n```{kind}\n{source}\n```\n"
