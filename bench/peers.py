"""llm-sandbox's modes as contestants: they share one process in an environment of its own."""

from __future__ import annotations

import json
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.containers import peer_labels
from bench.programs import Program
from bench.timing import Timing, WrongResult

TOP = Path(__file__).resolve().parent.parent
PYTHON = TOP / ".venv-peers" / "bin" / "python"
_ANSWER_SECONDS = 180.0
_CLOSE_SECONDS = 60.0


class PeerProcess:
    """Asks and answers are lines of JSON."""

    def __init__(self, image: str, data: Path) -> None:
        self._process = subprocess.Popen(
            [PYTHON, "-m", "bench.peer_llm_sandbox", image, str(data), json.dumps(peer_labels())],
            cwd=TOP,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        self._busy = True
        try:
            self._answer()
        except BaseException:
            self.close()
            raise

    def ask(self, **question: object) -> dict[str, Any]:
        """Raises WrongResult where it fails, goes away or takes minutes."""
        assert self._process.stdin is not None
        self._busy = True
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        out = self._process.stdout
        assert out is not None
        line = out.readline() if select.select([out], [], [], _ANSWER_SECONDS)[0] else b""
        found: dict[str, Any] = (
            json.loads(line) if line else {"ok": False, "why": "llm-sandbox gave no answer."}
        )
        self._busy = False
        if not found["ok"]:
            raise WrongResult(str(found["why"]))
        return found

    def close(self) -> None:
        """At the end of its input it removes its containers; in the middle of something it has to be told to end."""
        assert self._process.stdin is not None
        if self._busy:
            self._process.send_signal(signal.SIGINT)
        self._process.stdin.close()
        try:
            self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class LlmSandboxMode:
    """Clean-up and refill are over when an answer comes."""

    def __init__(self, mode: str, process: PeerProcess) -> None:
        self.name, self._mode, self._process = f"llm_sandbox_{mode}", mode, process

    def run(self, program: Program) -> Timing:
        found = self._process.ask(mode=self._mode, programs=[program.name], callers=1)
        return Timing(found["first_byte_ms"], found["done_ms"])

    def settle(self) -> float:
        return time.perf_counter()

    def seconds(self, programs: Sequence[Program], callers: int) -> float:
        names = [program.name for program in programs]
        return float(self._process.ask(mode=self._mode, programs=names, callers=callers)["seconds"])

    def close(self) -> None:
        """The process is closed, once for all modes."""
