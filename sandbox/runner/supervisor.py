"""Process 1 of a sandbox: takes one job, has it run by a process of its own, passes on what that says, dies.

It never runs a byte of the program, can't be traced by it, and its own stream is closed to it. The program's
process is forked at once, while both are small: it imports what it was told to, then waits for the job. So a
waiting sandbox is a fast one, nothing is copied on write later, and it is the same under gVisor, where a fork
of a large process is slow.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sandbox.runner import kernel
from sandbox.runner.frames import Kind, Reader, pack
from sandbox.runner.job import Header, receive, receive_header, write_all
from sandbox.runner.outbox import collect
from sandbox.runner.relay import Relay

if TYPE_CHECKING:
    from sandbox.runner.gate import Gate
    from sandbox.runner.view import View

_SAID, _JOBS, _STDOUT, _STDERR = 3, 4, 5, 6  # in the program's process, until the job is there


class Options(NamedTuple):
    """How to wait: `modules` imported, the libraries on `threads` threads."""

    modules: tuple[str, ...]
    threads: int


def main(arguments: list[str]) -> None:
    """Serve one job; never returns."""
    if os.getpid() != 1:
        sys.exit("This runs as process 1 of a sandbox and nowhere else.")  # it ends all processes it sees
    options = _parse(arguments)
    kernel.set_dumpable(False)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    outlet = os.dup(1)
    os.dup2(2, 1)
    try:
        _serve(Child(options), lambda data: write_all(outlet, data))
    except (EOFError, BrokenPipeError):
        os._exit(0)  # nobody is there any more
    os._exit(0)


def _parse(arguments: list[str]) -> Options:
    """`--threads N --warm module,module`, either left out."""
    given = dict(zip(arguments[::2], arguments[1::2], strict=False))
    modules = tuple(name for name in given.get("--warm", "").split(",") if name)
    return Options(modules, max(1, int(given.get("--threads", "1"))))


def _serve(child: Child, send: Callable[[bytes], None]) -> None:
    child.wait_until_ready()
    send(pack(Kind.READY))
    header = receive(0, "/in")
    view = _view(header.view) if header.view else None
    relay = Relay(header.bounds, child.ends, send, _gate(send) if header.gate else None)
    send(pack(Kind.STARTED))
    child.start(header)
    status = relay.run(child.pid, child.wakeup)
    oom = relay.over_memory or (relay.killed_for_memory() and status != 0)
    send(pack(Kind.ENDED, _ended(status, oom=oom, too_much=relay.too_much)))
    for frame in collect("/out", header.bounds.outputs, header.bounds.output_bytes):
        send(frame)
    for frame in view.frames(header.bounds) if view is not None else ():
        send(frame)
    send(pack(Kind.EXIT))


def _gate(send: Callable[[bytes], None]) -> Gate:
    """Its imports only where it is needed."""
    from sandbox.runner.gate import Gate

    return Gate(send)


def _view(how: str) -> View:
    from sandbox.runner.view import View

    return View(0, how)


def _ended(status: int | None, *, oom: bool, too_much: bool) -> dict[str, object]:
    code = None if status is None else os.waitstatus_to_exitcode(status)
    return {
        "code": code if code is None or code >= 0 else None,
        "signal": -code if code is not None and code < 0 else None,
        "oom": oom,
        "too_much": too_much,
        "peak": kernel.peak_of_children(),
    }


class Child:
    """The program's process. `ends`: where what it says is read. `wakeup` is readable when a process ended."""

    def __init__(self, options: Options) -> None:
        pipes = {name: os.pipe() for name in ("said", "stdout", "stderr")}
        job, self._jobs = os.pipe()
        self.wakeup, write = os.pipe()
        self.ends = {name: ends[0] for name, ends in pipes.items()}
        self.pid = os.fork()
        if self.pid == 0:
            _become_program({_JOBS: job, **{number: pipes[name][1] for name, number in _PLACES}}, options)
        for descriptor in (job, *(ends[1] for ends in pipes.values())):
            os.close(descriptor)
        for descriptor in (self.wakeup, write):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def wait_until_ready(self) -> None:
        """Raises EOFError where it ended instead."""
        reader = Reader()
        while True:
            select.select([self.ends["said"]], [], [])
            data = os.read(self.ends["said"], 4096)
            if not data:
                raise EOFError
            if any(frame.kind is Kind.READY for frame in reader.feed(data)):
                return

    def start(self, header: Header) -> None:
        """Hand it the job."""
        write_all(self._jobs, header.to_bytes())
        os.close(self._jobs)


_PLACES = (("said", _SAID), ("stdout", _STDOUT), ("stderr", _STDERR))


def _become_program(ends: dict[int, int], options: Options) -> None:
    code = 70
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _take_places(ends)
        kernel.set_dumpable(True)
        kernel.first_to_go()
        from sandbox.runner.program import ProgramProcess

        program = ProgramProcess(_SAID, options.modules, options.threads)
        program.ready()
        header = receive_header(_JOBS)
        os.dup2(_STDOUT, 1)
        os.dup2(_STDERR, 2)
        os.closerange(_JOBS, _STDERR + 1)
        bounds = header.bounds
        largest = max(bounds.scratch_mb, bounds.view_mb or 0)
        kernel.limit_process(bounds.address_mb, bounds.processes, largest)
        code = program.run(header)
    except EOFError:
        code = 0
    except BaseException:  # noqa: BLE001  (ours, not the program's: what went wrong must not be lost)
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _take_places(ends: dict[int, int]) -> None:
    """Descriptors 0 to 6 as `_SAID` and the others name them, and none besides."""
    high = {number: os.dup2(end, 100 + number, inheritable=False) for number, end in ends.items()}
    for number, end in high.items():
        os.dup2(end, number, inheritable=False)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):  # 2 says what goes wrong while it waits
        os.dup2(nothing, number)
    os.closerange(_STDERR + 1, 4096)
