"""Process 1 of a sandbox: takes one job, forks the program, passes on what it says, dies.

It never runs a byte of the program, can't be traced by it, and its own stream is closed to it.
Libraries named with `--warm` are imported before the job comes, so that a waiting sandbox is a fast one.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
from pathlib import Path

from sandbox.runner import kernel
from sandbox.runner.frames import Kind, pack
from sandbox.runner.job import Header, receive
from sandbox.runner.outbox import collect
from sandbox.runner.program import run
from sandbox.runner.relay import Relay


def main(arguments: list[str]) -> None:
    """Serve one job; never returns."""
    if os.getpid() != 1:
        sys.exit("This runs as process 1 of a sandbox and nowhere else.")  # it ends all processes it sees
    kernel.set_dumpable(False)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    outlet = os.dup(1)
    os.dup2(2, 1)
    if arguments[:1] == ["--warm"]:
        _warm(arguments[1].split(","))
    _send(outlet, pack(Kind.READY))
    try:
        header = receive(0, Path("/in"))
        _serve(header, outlet)
    except EOFError:
        os._exit(0)  # nobody is there any more
    except BrokenPipeError:
        os._exit(0)
    os._exit(0)


def _warm(modules: list[str]) -> None:
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _serve(header: Header, outlet: int) -> None:
    wakeup = _wake_on_children()
    pipes = {kind: os.pipe() for kind in ("stdout", "stderr", "said")}
    relay = Relay(
        header.bounds, {name: ends[0] for name, ends in pipes.items()}, lambda data: _send(outlet, data)
    )
    _send(outlet, pack(Kind.STARTED))
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        _become_program(header, {name: ends[1] for name, ends in pipes.items()})
    for _, write in pipes.values():
        os.close(write)
    status = relay.run(child, wakeup)
    oom = relay.over_memory or (relay.killed_for_memory() and status != 0)
    _send(outlet, pack(Kind.ENDED, _ended(status, oom=oom, too_much=relay.too_much)))
    for frame in collect("/out", header.bounds.outputs, header.bounds.output_bytes):
        _send(outlet, frame)
    _send(outlet, pack(Kind.EXIT))


def _ended(status: int | None, *, oom: bool, too_much: bool) -> dict[str, object]:
    code = None if status is None else os.waitstatus_to_exitcode(status)
    return {
        "code": code if code is None or code >= 0 else None,
        "signal": -code if code is not None and code < 0 else None,
        "oom": oom,
        "too_much": too_much,
        "peak": kernel.peak_of_children(),
    }


def _wake_on_children() -> int:
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return read


def _become_program(header: Header, ends: dict[str, int]) -> None:
    code = 70
    try:
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(ends["stdout"], 1)
        os.dup2(ends["stderr"], 2)
        said = os.dup2(ends["said"], 3, inheritable=False)
        os.closerange(4, 4096)
        kernel.set_dumpable(True)
        kernel.first_to_go()
        bounds = header.bounds
        kernel.limit_process(bounds.memory_mb, bounds.processes, bounds.scratch_mb)
        code = run(header, said)
    finally:
        os._exit(code)


def _send(outlet: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(outlet, view) :]
