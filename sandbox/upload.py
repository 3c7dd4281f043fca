"""A job on its way in: a header, then the files, piece by piece, never whole in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from sandbox.base import Job, Limits, SandboxError
from sandbox.copying import Copy
from sandbox.names import unique_names
from sandbox.parameters import set_inputs
from sandbox.runner.gate import PORT
from sandbox.runner.job import Bounds, Header

ROOM_MB = 32  # for given files, in a sandbox that was started before they were known
SPARE_MB = 64  # under gVisor, beyond the limit: it is to be met before the kernel ends the whole sandbox
_LIBRARIES_MB = 2048  # of address space, most of it never used
_BLOCK = 256 * 1024
_PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")


def bounds(limits: Limits, *, memory: Literal["cgroup", "gvisor", "process"]) -> Bounds:
    """What is held inside. "cgroup": memory and processes are held from outside; "gvisor": memory is, but what can
    never fit must be refused inside, or the whole sandbox is ended; "process": nothing outside holds them."""
    roomy = 2 * limits.memory_mb + _LIBRARIES_MB
    address = {"cgroup": None, "gvisor": roomy, "process": roomy}
    alone = memory == "process"
    return Bounds(
        wall_seconds=limits.wall_seconds,
        stream_bytes=limits.stream_bytes,
        outputs=limits.outputs,
        output_bytes=limits.output_bytes,
        table_rows=limits.table_rows,
        scratch_mb=limits.scratch_mb,
        scratch_files=limits.scratch_files,
        address_mb=address[memory],
        memory_mb=limits.memory_mb if alone else None,
        spare_mb=SPARE_MB if memory == "gvisor" else None,
        processes=limits.processes if memory != "cgroup" else None,
        view_mb=limits.view_mb,
        changes=limits.changes,
        change_bytes=limits.change_bytes,
    )


class Upload:
    """`given`: the names under /in. `size`: bytes of all files. `copy`: of the job's view, where it isn't `laid` over the folder. `counting`: a folder
    that is too large is counted, to say how large.

    Raises ValueError for inputs that don't fit, SandboxError for a file or folder that can't be read, FolderTooLarge.
    `view_mb`, `view_files`: the room that /job needs for the view, 0 without one.
    """

    def __init__(
        self,
        job: Job,
        bounds: Bounds,
        environment: Mapping[str, str] | None = None,
        *,
        laid: bool = False,
        counting: bool = True,
    ) -> None:
        self.laid = laid
        self.begun_at = time.monotonic()
        self.given = unique_names(file.name for file in job.files)
        paths = [file.path for file in job.files]
        sizes = [_size(path) for path in paths]
        source = set_inputs(job.source, job.inputs) if job.inputs else job.source
        self.copy = _copy(job, counting) if job.view is not None and not laid else None
        header = Header(
            source,
            tuple(zip(self.given, sizes, strict=True)),
            bounds if job.view is not None else bounds._replace(view_mb=None),
            {**proxies(job), **(environment or {})},
            gate=bool(job.hosts),
            view="" if job.view is None else "overlay" if laid else "copy",
        )
        self.size = sum(sizes)
        self.view_mb = self.view_files = 0
        if job.view is not None:
            self.view_mb = job.limits.view_mb + (self.copy.room_mb if self.copy else 0)
            self.view_files = job.limits.scratch_files + (self.copy.entries if self.copy else 0)
        self._blocks = _blocks(header.to_bytes(), paths, sizes, self.copy)
        self._block = memoryview(next(self._blocks))

    @property
    def pending(self) -> bool:
        return bool(self._block)

    def head(self) -> memoryview:
        """The next bytes to send."""
        return self._block

    def sent(self, count: int) -> None:
        """So many of them went."""
        self._block = self._block[count:]
        if not self._block:
            self._block = memoryview(next(self._blocks, b""))

    def says(self) -> tuple[str, ...]:
        """What of it didn't get in, once it was sent."""
        return tuple(self.copy.says()) if self.copy is not None else ()


def proxies(job: Job) -> dict[str, str]:
    """What a program finds set: the way to the hosts that it may reach."""
    return dict.fromkeys(_PROXIES, f"http://127.0.0.1:{PORT}") if job.hosts else {}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SandboxError:
    return SandboxError(f"The file {path.name} can't be read.", "Add it again.", str(error))


def _copy(job: Job, counting: bool) -> Copy | None:
    if job.view is None:
        return None
    try:
        return Copy(job.view, job.limits, counting=counting)
    except OSError as error:
        raise SandboxError("The folder can't be read.", "Choose it again, or another.", str(error)) from error


def _blocks(header: bytes, paths: list[Path], sizes: list[int], copy: Copy | None) -> Iterator[bytes]:
    yield header
    for path, size in zip(paths, sizes, strict=True):
        try:
            with open(path, "rb") as file:
                while size and (block := file.read(min(_BLOCK, size))):
                    size -= len(block)
                    yield block
        except OSError as error:
            raise _unreadable(path, error) from error
        while size:  # it became shorter in the meantime
            block = bytes(min(_BLOCK, size))
            size -= len(block)
            yield block
    if copy is not None:
        yield from copy.blocks()


def room_for(upload: Upload) -> int:
    """MB of memory that the given files need inside; never less than what a waiting sandbox has for them."""
    return max(ROOM_MB, -(-upload.size // (1024 * 1024)) + 1 + len(upload.given) * 8 // 1024)


def longest_file(scratch_mb: int, upload: Upload | None = None) -> int:
    """Bytes of the largest file that may be written."""
    view = upload.view_mb if upload else 0
    return max(scratch_mb, ROOM_MB, room_for(upload) if upload else 0, view) * 1024 * 1024
