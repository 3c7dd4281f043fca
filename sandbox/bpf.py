"""A filter of system calls for bubblewrap, which takes it compiled.

Weaker than `seccomp`: everything is allowed but these. It closes the doors to the kernel that no program
of ours needs: tracing, io_uring, bpf, keys, mounts, modules, namespaces, odd sockets.
"""

from __future__ import annotations

import platform
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6
_X32 = 0x40000000
# io_uring, the new mount calls, mount_setattr, pidfd_getfd: the same number everywhere
_EVERYWHERE = (425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442)
_CLONE3 = 435  # its flags can't be seen, and the C library falls back to clone


@dataclass(frozen=True)
class _Machine:
    audit: int
    socket: int
    denied: tuple[int, ...]
    own: tuple[tuple[int, int], ...]  # calls that change a process, and which argument must be 0, itself


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


_MACHINES = {
    # ptrace bpf keyctl add_key request_key userfaultfd perf_event_open unshare setns mount umount2 pivot_root
    # chroot process_vm_readv process_vm_writev kexec_load kexec_file_load init_module finit_module delete_module
    # name_to_handle_at open_by_handle_at quotactl acct syslog kcmp swapon swapoff reboot sethostname vmsplice
    # personality; on x86 also modify_ldt iopl ioperm
    "x86_64": _Machine(
        0xC000003E,
        41,
        _numbers(
            "101 321 250 248 249 323 298 272 308 165 166 155 161 310 311 246 320 175 313 176"
            " 303 304 179 163 103 312 167 168 169 170 278 135 154 172 173"
        ),
        # prlimit64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler setpriority ioprio_set
        ((302, 0), (203, 0), (314, 0), (142, 0), (144, 0), (141, 1), (251, 1)),
    ),
    "aarch64": _Machine(
        0xC00000B7,
        198,
        _numbers(
            "117 280 219 217 218 282 241 97 268 40 39 41 51 270 271 104 294 105 273 106"
            " 264 265 60 89 116 272 224 225 142 161 75 92"
        ),
        ((261, 0), (122, 0), (274, 0), (118, 0), (119, 0), (140, 1), (30, 1)),
    ),
}


def known_machine() -> bool:
    """A filter can be made for this kind of processor."""
    return platform.machine() in _MACHINES


def compiled() -> bytes:
    """The filter for this machine; b"" where its calls aren't known."""
    machine = _MACHINES.get(platform.machine())
    return b"" if machine is None else b"".join(_program(machine))


def _program(machine: _Machine) -> Iterator[bytes]:
    yield _instruction(_LOAD, _ARCHITECTURE_AT)
    yield _instruction(_EQUAL, machine.audit, yes=1)
    yield _instruction(_RETURN, _KILL)
    yield _instruction(_LOAD, _NUMBER_AT)
    yield from _unless(_AT_LEAST, _X32, _EPERM)
    for number in (*machine.denied, *_EVERYWHERE):
        yield from _unless(_EQUAL, number, _EPERM)
    yield from _unless(_EQUAL, _CLONE3, _ENOSYS)
    for number, argument in machine.own:
        yield from _only_zero(number, argument)
    yield _instruction(_EQUAL, machine.socket, yes=1)
    yield _instruction(_RETURN, _ALLOW)
    yield _instruction(_LOAD, _FIRST_ARGUMENT_AT)
    for left, family in zip(range(len(_FAMILIES), 0, -1), _FAMILIES, strict=True):
        yield _instruction(_EQUAL, family, yes=left)
    yield _instruction(_RETURN, _ERROR | _EPERM)
    yield _instruction(_RETURN, _ALLOW)


def _unless(test: int, value: int, error: int) -> Iterator[bytes]:
    yield _instruction(test, value, no=1)
    yield _instruction(_RETURN, _ERROR | error)


def _only_zero(number: int, argument: int) -> Iterator[bytes]:
    yield _instruction(_EQUAL, number, no=4)
    yield _instruction(_LOAD, _FIRST_ARGUMENT_AT + 8 * argument)
    yield _instruction(_EQUAL, 0, yes=1)
    yield _instruction(_RETURN, _ERROR | _EPERM)
    yield _instruction(_RETURN, _ALLOW)


def _instruction(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
