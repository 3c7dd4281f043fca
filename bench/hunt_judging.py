"""Whether a bug is really gone, tried inside the sandbox: what is judged was written by a model."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from sandbox.base import InputFile, Job, Limits, Sandbox, View
from sandbox.docker import DockerSandbox
from sandbox.engine import answers
from sandbox.local import LocalSandbox
from tests.hunts.planted import SUFFIX, Planted, Said
from workshop.config import Config

_PROGRAM = """WITH = ""
NAME = ""
import os
import subprocess
import sys

first = sys.executable if WITH == "python" else WITH
env = {**os.environ, "PYTHONPATH": os.getcwd(), "PYTHONDONTWRITEBYTECODE": "1"}
done = subprocess.run([first, f"/in/{NAME}"], env=env, capture_output=True, text=True, errors="replace")
print(done.stdout + done.stderr)
sys.exit(done.returncode)
"""


def sandbox_of(config: Config) -> Sandbox:
    """A sandbox as the configuration wants it, ready for hunts. Raises `SandboxError`."""
    docker = config.sandbox != "built-in" and answers()
    chosen: Sandbox = DockerSandbox(runtime=config.runtime) if docker else LocalSandbox(config.sandbox_python)
    chosen.prepare()
    chosen.prepare_hunting()
    return chosen


class Judge:
    """Runs the judges of planted bugs. Safe to use from several threads."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def __call__(self, one: Planted, folder: Path) -> Said:
        """What the judge says of the project in `folder`, which stays as it is."""
        with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as spool:
            judge = Path(place) / f"judge{SUFFIX[one.judge_with]}"
            judge.write_text(one.judge, encoding="utf-8")
            job = Job(
                _PROGRAM,
                (InputFile(judge.name, judge),),
                {"WITH": one.judge_with, "NAME": judge.name},
                replace(Limits(), wall_seconds=120.0),
                view=View(folder, Path(spool)),
                hunting=True,
            )
            ran = self._sandbox.run(job)
        return Said(ran.ok, f"{ran.stdout.text}\n{ran.stderr.text}".strip())
