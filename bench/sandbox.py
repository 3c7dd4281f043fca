"""The sandbox and its peers: who takes part, and what becomes of them in the end."""

from __future__ import annotations

import contextlib
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import ours
from bench.containers import sweep
from bench.contestant import Contestant
from bench.docker_run import DockerRun
from bench.measuring import Say, latency, throughput
from bench.peers import LlmSandboxMode, PeerProcess
from bench.piped import HostPython
from bench.programs import write_data
from bench.report import Measured
from sandbox.base import SandboxUnavailable
from sandbox.cleaning import clean
from sandbox.docker import DockerSandbox
from sandbox.images import Images
from sandbox.local import LocalSandbox

TOP = Path(__file__).resolve().parent.parent
PYTHON = TOP / ".venv-sandbox" / "bin" / "python"


@dataclass(frozen=True)
class Size:
    """How much is measured. Three blocks and more, so that all contestants share the machine's moods."""

    rounds: int = 7
    blocks: int = 3
    each: int = 6  # of each program, in each block for each number of callers


def run(size: Size, say: Say) -> Measured:
    """Raises WrongResult, SandboxError."""
    clean()  # what an earlier bench that was killed has left
    with contextlib.ExitStack() as closing:
        closing.callback(sweep)
        closing.push(_uninterrupted)
        everyone = _contestants(closing, say)
        for one in everyone.values():
            one.settle()
        idle = ours.idle_mib()
        timings = latency(list(everyone.values()), size.rounds, say)
        return Measured(timings, throughput(_blocks(everyone, size.blocks), size.each, say), idle)


def _uninterrupted(*_error: object) -> None:
    """The clean-up isn't left halfway by a second Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _contestants(closing: contextlib.ExitStack, say: Say) -> dict[str, Contestant]:
    """By name, in the order of the tables. Each is closed in the end."""
    found: dict[str, Contestant] = {}
    data = Path(closing.enter_context(tempfile.TemporaryDirectory())) / "data.csv"
    write_data(data)
    for one in _all(closing, data, say):
        closing.callback(one.close)
        found[one.name] = one
    return found


def _all(closing: contextlib.ExitStack, data: Path, say: Say) -> Iterator[Contestant]:
    cold, image = DockerSandbox(ours.BASE, runtime="runc"), Images(ours.BASE).tag
    cold.prepare(say)
    yield ours.waiting(data)
    yield ours.Ours("ours_cold", cold, data)
    yield DockerRun(image, data)
    say("Starting llm-sandbox and filling its pool")
    peers = PeerProcess(image, data)
    closing.callback(peers.close)
    for mode in ("fresh", "reused", "pooled"):
        yield LlmSandboxMode(mode, peers)
    yield from _built_in(data, say)
    yield HostPython(PYTHON, data)


def _built_in(data: Path, say: Say) -> Iterator[Contestant]:
    local = LocalSandbox(PYTHON)
    try:
        local.prepare(say)
    except SandboxUnavailable as error:
        say(f"Left out, the built-in sandbox: {error.sentence}")
        return
    yield ours.Ours("ours_built_in", local, data)


def _blocks(everyone: dict[str, Contestant], blocks: int) -> list[list[Contestant]]:
    """The peers take part in one of them, which takes them about a minute."""
    main = [everyone[name] for name in ("ours_waiting", "ours_cold", "docker_hardened")]
    peers = [everyone[name] for name in ("llm_sandbox_fresh", "llm_sandbox_pooled")]
    return [[*main, *(peers if number == blocks // 2 else [])] for number in range(blocks)]
