"""The few things asked of Linux that Python doesn't wrap."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource

_PR_SET_DUMPABLE = 4
_OOM_COUNTERS = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")


def set_dumpable(on: bool) -> None:
    """Off: no other process of this user may read or trace this one."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, int(on), 0, 0, 0)


def killed_for_memory() -> int:
    """How many processes of this container the kernel ended for want of memory; 0 where it can't be told."""
    return next((value for path in _OOM_COUNTERS if (value := _counter(path, "oom_kill")) is not None), 0)


_PIDS_COUNTERS = ("/sys/fs/cgroup/pids.events", "/sys/fs/cgroup/pids/pids.events")
_CPU_COUNTERS = (
    ("/sys/fs/cgroup/cpu.stat", "throttled_usec", 1e-6),
    ("/sys/fs/cgroup/cpu/cpu.stat", "throttled_time", 1e-9),
)


def refused_processes() -> int:
    """How many processes of this container the kernel didn't let begin; 0 where it can't be told."""
    return next((value for path in _PIDS_COUNTERS if (value := _counter(path, "max")) is not None), 0)


def throttled_seconds() -> float:
    """How long this container waited for a processor that it may not use; 0 where it can't be told."""
    for path, name, unit in _CPU_COUNTERS:
        if (value := _counter(path, name)) is not None:
            return value * unit
    return 0.0


def _read(path: str) -> str:
    with open(path) as file:
        return file.read()


def _counter(path: str, name: str) -> int | None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in _read(path).splitlines():
            if line.startswith(f"{name} "):
                return int(line.split()[1])
    return None


def what_is_full() -> tuple[str, str]:
    """The limit behind an error that says "no space left" or "file too large", and a sentence."""
    for place in ("/job", "/out", "/tmp", "/dev/shm"):  # noqa: S108
        with contextlib.suppress(OSError):
            room = os.statvfs(place)
            if room.f_files and not room.f_ffree:
                return "scratch_files", f"{place} holds as many files as it may ({room.f_files:,})."
            if room.f_blocks and not room.f_bavail:
                return (
                    "scratch_mb",
                    f"{place} is full: {_megabytes(room.f_blocks * room.f_frsize)} may be written.",
                )
    size, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return "scratch_mb", f"A file may not be larger than {_megabytes(size)}."


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f} MB"


def first_to_go() -> None:
    """Short of memory, the kernel shall end this process rather than the supervisor."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def limit_process(address_mb: int | None, processes: int | None, file_mb: int) -> None:
    """Limits of this process and all that come from it. Never raises an existing limit."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, file_mb * 1024 * 1024)
    if address_mb is not None:
        _limit(resource.RLIMIT_AS, address_mb * 1024 * 1024)
    if processes is not None:
        _limit(resource.RLIMIT_NPROC, processes)
        _limit(resource.RLIMIT_NOFILE, 1024)


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def census() -> tuple[int, int]:
    """Processes other than this one, and the memory they hold together in bytes."""
    count = pages = 0
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            with contextlib.suppress(OSError, ValueError):
                _, resident, shared = _read(f"/proc/{name}/statm").split()[:3]
                count, pages = count + 1, pages + int(resident) - int(shared)
    return count, pages * resource.getpagesize()


def peak_of_children() -> int:
    """The largest resident size of a process that ended, in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
