"""The few things asked of Linux that Python doesn't wrap."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import time

_PR_SET_DUMPABLE = 4
_NO_ROOM = 1024 * 1024  # bytes
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


def what_is_full(view: bool = False) -> str:
    """The limit behind an error that says "no space left" or "file too large"."""
    for place in ("/job", "/out", "/tmp", "/dev/shm"):  # noqa: S108
        with contextlib.suppress(OSError):
            room = os.statvfs(place)
            if room.f_files and not room.f_ffree:
                return "scratch_files"
            if view and place == "/job" and room.f_bavail * room.f_frsize < _NO_ROOM:
                return "view_mb"
    return "scratch_mb"


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


def free_memory() -> int:
    """Bytes of memory that are free, as gVisor tells it: of what the container may use."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in _read("/proc/meminfo").splitlines():
            if line.startswith("MemFree:"):
                return int(line.split()[1]) * 1024
    return 1 << 60


def count_threads() -> int:
    """Of all processes other than this one."""
    total = 0
    for pid in _others():
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(_read(f"/proc/{pid}/stat").rpartition(")")[2].split()[17])
    return total


def held_memory() -> int:
    """Bytes that all processes other than this one hold together: pages by share, files and segments in memory."""
    pages = sum(_proportional(pid) for pid in _others())
    return pages + _segments() + sum(_unmapped(pid) for pid in _others())


def _others() -> list[str]:
    own = str(os.getpid())
    return [name for name in os.listdir("/proc") if name.isdigit() and name != own]


def _proportional(pid: str) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _segments() -> int:
    """System V shared memory, mapped or not: of this namespace, so all of it the program's."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        header, *rows = _read("/proc/sysvipc/shm").splitlines()
        at = header.split().index("rss")
        return sum(int(row.split()[at]) for row in rows)
    return 0


def _unmapped(pid: str) -> int:
    """Files without a name (memfd) that it has open. What is mapped of them counts twice: rather too much."""
    found = {}
    with contextlib.suppress(OSError):
        for entry in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                place = f"/proc/{pid}/fd/{entry}"
                if os.readlink(place).startswith("/memfd:"):
                    about = os.stat(place)
                    found[about.st_ino] = about.st_blocks * 512
    return sum(found.values())


def peak_of_children() -> int:
    """The largest resident size of a process that ended, in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def wait_for_all(deadline: float) -> bool:
    """Until no process is left but this one, all of them having been told to end. Only for process 1."""
    while time.monotonic() < deadline:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.002)
        except ChildProcessError:
            return True
    return False
