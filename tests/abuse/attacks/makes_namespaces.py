# What: makes and enters namespaces, mounts, and changes its root, each in a process of its own.
# Ends: exited
# Code: 0
import ctypes
import os
import platform
import signal

libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"
CLONE, UNSHARE, SETNS, MOUNT, UMOUNT, PIVOT, CHROOT = (
    (56, 272, 308, 165, 166, 155, 161) if x86 else (220, 97, 268, 40, 39, 41, 51)
)
SPACES = {
    **{"user": 0x10000000, "mount": 0x20000, "pid": 0x20000000, "net": 0x40000000},
    **{"ipc": 0x8000000, "uts": 0x4000000, "cgroup": 0x2000000, "time": 0x80},
}
if "gvisor" in os.uname().release or os.uname().release == "4.4.0":
    SPACES = {}  # gVisor has namespaces of its own, which are not this host's


def attempt(name, work):
    child = os.fork()
    if child == 0:
        try:
            os._exit(17 if work() else 0)
        except BaseException:
            os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 17:
        print("ESCAPED:", name)


def clone(flags):
    made = libc.syscall(CLONE, flags | signal.SIGCHLD, 0, 0, 0, 0)
    if made == 0:
        os._exit(0)
    return made > 0


def clone3(flags):
    arguments = (ctypes.c_uint64 * 11)(flags, 0, 0, 0, signal.SIGCHLD)
    made = libc.syscall(435, arguments, 88)
    if made == 0:
        os._exit(0)
    return made > 0


os.makedirs("/tmp/new/old")
for name, flag in SPACES.items():
    attempt(f"unshare {name}", lambda: libc.syscall(UNSHARE, flag) == 0)
    attempt(f"unshare user and {name}", lambda: libc.syscall(UNSHARE, flag | 0x10000000) == 0)
    attempt(f"clone {name}", lambda: flag > 0xFF and clone(flag))  # below it is the signal at the end
    attempt(f"clone3 {name}", lambda: clone3(flag))
for pid in (1, os.getppid()):
    for name in ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup"):
        attempt(
            f"setns {pid} {name}", lambda: libc.syscall(SETNS, os.open(f"/proc/{pid}/ns/{name}", 0), 0) == 0
        )
attempt("setns by pidfd", lambda: libc.syscall(SETNS, os.pidfd_open(1), 0x20000) == 0)
for name, call in {
    "mount tmpfs": (MOUNT, b"none", b"/tmp/new", b"tmpfs", 0, None),
    "mount proc": (MOUNT, b"none", b"/tmp/new", b"proc", 0, None),
    "mount cgroup": (MOUNT, b"none", b"/tmp/new", b"cgroup", 0, b"rdma"),
    "mount overlay": (MOUNT, b"none", b"/tmp/new", b"overlay", 0, b"lowerdir=/,upperdir=/tmp,workdir=/job"),
    "bind": (MOUNT, b"/", b"/tmp/new", None, 4096, None),
    "remount": (MOUNT, None, b"/", None, 32 | 4096, None),
    "umount": (UMOUNT, b"/in", 2),
    "umount proc": (UMOUNT, b"/proc", 2),
    "pivot_root": (PIVOT, b"/tmp/new", b"/tmp/new/old"),
    "chroot": (CHROOT, b"/tmp/new"),
    "open_tree": (428, -100, b"/", 1),
    "mount_setattr": (442, -100, b"/", 0, (ctypes.c_uint64 * 4)(0, 1), 32),
}.items():
    attempt(name, lambda: libc.syscall(*call) >= 0)
print("TRIED")
