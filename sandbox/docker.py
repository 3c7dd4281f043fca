"""A container for each run, thrown away after it: one that waited, or a fresh one."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import wait

from sandbox import checkup, hunting, layers
from sandbox.base import (
    DiskFull,
    Event,
    Execution,
    Finding,
    ImageMissing,
    Job,
    SandboxError,
    SandboxUnavailable,
    ignore,
)
from sandbox.containers import Container, Containers, Wish
from sandbox.conversation import START_SECONDS, Conversation, NeverStarted
from sandbox.demand import PoolPolicy
from sandbox.engine import answers, out_of_memory
from sandbox.gates import open_gate
from sandbox.images import Images
from sandbox.network.policy import Policy
from sandbox.overlays import Overlays
from sandbox.packages.install import layer_key, outcome
from sandbox.packages.source import Source, installation
from sandbox.pool import Pool
from sandbox.profiles import profile_of
from sandbox.recording import Recording
from sandbox.runtimes import GVISOR
from sandbox.shapes import Hardware, Shape
from sandbox.upload import ROOM_MB, Upload, bounds, room_for
from sandbox.waiting import wait_until_ready

log = logging.getLogger(__name__)
_QUIET = 0.5  # seconds that a run waits for its container to be dead


class DockerSandbox:
    """Programs in containers. Safe to use from several threads; `close` waits for the clean-up.

    `runtime`: "runc", "runsc" (gVisor; refuses to run without), or "" for gVisor where the engine has it.
    `waiting`: how many containers wait for a program; None for none, so that every start is a cold one.
    `policy`: what a program's list of hosts means. `packages`: where more packages come from.
    """

    name = "docker"

    def __init__(
        self,
        base: str = "debian:bookworm-slim",
        *,
        runtime: str = "",
        waiting: PoolPolicy | None = None,
        policy: Callable[[tuple[str, ...]], Policy] = Policy,
        packages: Source | None = None,
    ) -> None:
        self._images, self._runtime, self._policy = Images(base), runtime, policy
        self._packages = packages or Source()
        self._containers = Containers(lambda: self._images.tag, runtime)
        self._overlays = Overlays(self._containers)
        self.pool = Pool(self._start_waiting, waiting) if waiting else None

    @property
    def tag(self) -> str:
        """Of the image that programs run in."""
        return self._images.tag

    def answers(self) -> bool:
        """An engine is there and lets us in; quick, never raises."""
        return answers()

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        """Find or build the image. Raises SandboxUnavailable, ImageMissing, DiskFull."""
        self._images.prepare(on_progress)
        self._try_gvisor()
        if self.pool is not None:
            self.pool.expect(Hardware.of(Job("").limits))

    def prepare_hunting(self, on_progress: Callable[[str], None] = ignore) -> None:
        """See `Sandbox.prepare_hunting`."""
        hunting.prepare(self.tag, on_progress)

    def _try_gvisor(self) -> None:
        """Where nobody asked for it, it is used only if a container really starts under it."""
        if self._containers.settle_runtime() != GVISOR or self._runtime:
            return
        for last in (False, True):
            try:
                self._start_waiting(Shape(Hardware.of(Job("").limits), "plain")).discard()
                return
            except SandboxUnavailable as error:
                log.warning("A container didn't start under gVisor: %s", error)
                if last:
                    self._containers.avoid_gvisor()

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
        pool: Pool[Container] | None,
    ) -> Execution:
        laid = self._laid(job)
        upload = laid[0] if laid else self._upload(job)
        with contextlib.closing(laid[1]) if laid else self._container(job, upload, pool) as container:
            return self._converse(container, job, upload, self._policy(job.hosts), on_event, cancel)

    def _laid(self, job: Job) -> tuple[Upload, Container] | None:
        """A container with the job's view laid over its folder; None where there is none, or it has to be copied."""
        if job.view is None or not self._overlays.fit(job.view):
            return None
        upload = self._upload(job, laid=True)
        try:
            return upload, self._overlays.start(job.view, job.limits, self._wish(job, upload))
        except (DiskFull, ImageMissing):
            raise
        except SandboxError as error:
            if not self.answers():
                raise
            self._overlays.refuse(job.view, error)
            return None

    def install(
        self,
        packages: Sequence[str],
        on_progress: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> str:
        """See `Sandbox.install`."""
        key = layer_key(packages, self.tag, str(self._packages))
        with self._containers.engine() as client:
            layer = layers.find(client, key)
        if layer:
            return layer
        on_progress(f"Installing {', '.join(packages)}")
        with installation(packages, self._packages) as this:
            upload = self._upload(this.job, this.environment)
            wish = Wish(Hardware.of(this.job.limits), upload=upload, installs=True)
            container = self._containers.start(wish)
            try:
                execution = self._converse(container, this.job, upload, this.policy, ignore, cancel)
                installed = outcome(execution)
                with self._containers.engine(timeout=300) as client:
                    return layers.keep(client, container.identity, key, self.tag, installed)
            finally:
                container.discard()

    def _upload(
        self, job: Job, environment: Mapping[str, str] | None = None, *, laid: bool = False
    ) -> Upload:
        gvisor = self._containers.settle_runtime() == GVISOR
        held = bounds(job.limits, memory="gvisor" if gvisor else "cgroup")
        return Upload(job, held, environment, laid=laid)

    def _converse(
        self,
        container: Container,
        job: Job,
        upload: Upload,
        policy: Policy,
        on_event: Callable[[Event], None],
        cancel: threading.Event | None,
    ) -> Execution:
        recording = Recording(job, self.name, upload.given, on_event, container.runtime, laid=upload.laid)
        recording.begun_at = upload.begun_at
        with open_gate(policy, job.limits) as (network, outgoing):
            talk = Conversation(container.wire, upload, recording, job.limits, cancel, network, outgoing)
            result = talk.hold()
        for says in upload.says():
            recording.say("", says)
        if result == "done":
            return recording.execution()
        oom = result == "lost" and self._ran_out_of_memory(container)
        wait([container.discard()], _QUIET)
        if result != "lost":
            return recording.execution(result)
        said = container.wire.diagnostics.decode("utf-8", "replace")
        if recording.started_at is None and not oom:
            raise NeverStarted(said)
        recording.broken(said)
        return recording.execution("out_of_memory" if oom else None)

    def _ran_out_of_memory(self, container: Container) -> bool:
        with self._containers.engine(timeout=5) as client:
            return out_of_memory(client, container.identity)

    @contextlib.contextmanager
    def _container(self, job: Job, upload: Upload, pool: Pool[Container] | None) -> Iterator[Container]:
        """One that waited, where one fits; else a fresh one."""
        shape = Shape(Hardware.of(job.limits), profile_of(job.source))
        fits = not job.layer and not job.hunting and job.view is None and room_for(upload) <= ROOM_MB
        with pool.lend(shape) if pool and fits else contextlib.nullcontext() as waiting:
            container = waiting or self._containers.start(self._wish(job, upload))
            try:
                yield container
            finally:
                container.discard()

    def _wish(self, job: Job, upload: Upload) -> Wish:
        image = hunting.tag_of(self.tag) if job.hunting else ""
        return Wish(Hardware.of(job.limits), upload=upload, layer=job.layer, image=image)

    def _start_waiting(self, shape: Shape) -> Container:
        container = self._containers.start(Wish(shape.hardware, shape.profile))
        try:
            wait_until_ready(container.wire, START_SECONDS)
        except SandboxError:
            container.discard()
            raise
        return container

    def findings(self) -> tuple[Finding, ...]:
        return checkup.docker(self._images, self._containers.runtime, self._runtime)

    def close(self) -> None:
        """Wait until every container of ours is removed."""
        if self.pool is not None:
            self.pool.close()
        self._containers.close()
