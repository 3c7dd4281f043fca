"""One fresh container for each run, thrown away after it."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from docker.utils import version_gte

from sandbox import checkup
from sandbox.base import Event, Execution, Finding, Job, Limits, SandboxError, ignore
from sandbox.container import USER, host_options, labels
from sandbox.conversation import Conversation
from sandbox.engine import AttachedSocket, answers, engine, out_of_memory, remove
from sandbox.images import Images
from sandbox.recording import Recording
from sandbox.upload import Upload, longest_file, room_for

log = logging.getLogger(__name__)
_QUIET = 0.5  # seconds that a run waits for its container to be dead


class DockerSandbox:
    """Programs in containers. Safe to use from several threads; `close` waits for the clean-up."""

    name = "docker"

    def __init__(self, base: str = "debian:bookworm-slim") -> None:
        self._images = Images(base)
        self._cleaners = ThreadPoolExecutor(2, "container-removal")

    def answers(self) -> bool:
        """An engine is there and lets us in; quick, never raises."""
        return answers()

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        """Find or build the image. Raises SandboxUnavailable, ImageMissing, DiskFull."""
        self._images.prepare(on_progress)

    def run(
        self,
        job: Job,
        *,
        on_event: Callable[[Event], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Execution:
        """See `Sandbox.run`. Raises parameters.UnknownInput where `job.inputs` don't fit the program."""
        upload = Upload(job, cgroup=True)
        recording = Recording(job, self.name, upload.given, on_event)
        with engine() as client, self._container(client, job.limits, upload) as container:
            wire = AttachedSocket(client, container)
            try:
                client.start(container)
                result = Conversation(wire, upload, recording, job.limits, cancel).hold()
            finally:
                wire.close()
            if result == "done":
                return recording.execution()
            oom = result == "lost" and out_of_memory(container)
            wait([self._cleaners.submit(_remove, container)], _QUIET)
            if result != "lost":
                return recording.execution(result)
            recording.broken(wire.diagnostics.decode("utf-8", "replace"))
            return recording.execution("out_of_memory" if oom else None)

    @contextlib.contextmanager
    def _container(self, client: Any, limits: Limits, upload: Upload) -> Iterator[str]:
        options = host_options(
            limits,
            input_mb=room_for(upload),
            longest_file=longest_file(upload, limits),
            cgroupns=version_gte(client.api_version, "1.41"),
        )
        container: str = client.create_container(
            self._images.tag,
            user=f"{USER}:{USER}",
            working_dir="/job",
            stdin_open=True,
            network_disabled=True,
            use_config_proxy=False,
            labels=labels(),
            host_config=client.create_host_config(**options),
        )["Id"]
        try:
            yield container
        finally:
            self._cleaners.submit(_remove, container)

    def findings(self) -> tuple[Finding, ...]:
        return checkup.docker(self._images)

    def close(self) -> None:
        """Wait until every container of finished runs is removed."""
        self._cleaners.shutdown(wait=True)


def _remove(container: str) -> None:
    try:
        remove(container)
    except SandboxError as error:
        log.warning("Container %s couldn't be removed: %s", container[:12], error)
