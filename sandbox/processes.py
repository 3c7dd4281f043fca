"""A process of bubblewrap's, and its standard streams."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
from collections.abc import Callable

from sandbox.base import SandboxUnavailable
from sandbox.bpf import compiled, known_machine


class Process:
    """A started sandbox, with its streams. A `pool.Cell`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self.wire = process, Pipes(process)
        self.was_ready, self._discarded, self._said = False, False, ""

    def is_waiting(self) -> bool:
        return self._process.poll() is None and self.wire.quiet()

    def discard(self) -> str:
        """Kill it and all in it; what it said on stderr last."""
        if not self._discarded:
            self._discarded = True
            self._process.kill()
            self._process.wait()
            self._said = self.wire.close()
        return self._said


class Pipes:
    """A process's standard streams as a `Wire`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("All three streams must be pipes.")
        self._files = (process.stdin, process.stdout, process.stderr)
        self._in, self._out, self._errors = (file.fileno() for file in self._files)
        for descriptor in (self._in, self._out, self._errors):
            os.set_blocking(descriptor, False)

    def descriptors(self) -> tuple[int, int]:
        return self._out, self._in

    def send(self, data: memoryview) -> int:
        return os.write(self._in, data)

    def receive(self) -> bytes | None:
        try:
            return os.read(self._out, 256 * 1024) or None
        except BlockingIOError:
            return b""

    def quiet(self) -> bool:
        """Nothing was said and nobody hung up."""
        poll = select.poll()
        poll.register(self._out, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> str:
        """What was said on stderr last."""
        said = b""
        with contextlib.suppress(BlockingIOError, OSError):
            said = os.read(self._errors, 8192)
        for file in self._files:
            with contextlib.suppress(OSError):
                file.close()
        return said.decode("utf-8", "replace")


def started(
    command: Callable[[tuple[str, ...]], list[str]], more: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    """bubblewrap with its filter of system calls, if there is one for this machine.

    `command`: from the options that name the filter to all arguments. `more`: descriptors that it needs.
    """
    pipe = subprocess.PIPE
    read, write = os.pipe()
    try:
        with os.fdopen(write, "wb") as file:
            file.write(compiled())
        return subprocess.Popen(
            command(("--seccomp", str(read)) if known_machine() else ()),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            start_new_session=True,
            pass_fds=(read, *more),
        )
    except OSError as error:
        raise SandboxUnavailable(
            "The built-in sandbox can't be started.", "Install Docker.", str(error)
        ) from error
    finally:
        os.close(read)
