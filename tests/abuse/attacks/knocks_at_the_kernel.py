# What: calls the parts of the kernel which have had holes, with arguments that work where they are open.
# Ends: exited
# Code: 0
# Runsc: another kernel answers there, and that one is the boundary
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"


def number(on_x86, on_arm):
    return on_x86 if x86 else on_arm


empty = ctypes.create_string_buffer(256)
array = (ctypes.c_uint32 * 16)(2, 4, 8, 1)  # bpf: a map of one element
clock = (ctypes.c_uint32 * 32)(1, 128, 0)  # perf: the software clock
doors = {
    "io_uring": (425, 4, empty),
    "bpf": (number(321, 280), 0, array, 64),
    "keyctl": (number(250, 219), 1, None),
    "add_key": (number(248, 217), b"user", b"abuse", b"x", 1, -2),
    "request_key": (number(249, 218), b"user", b"abuse", None, -2),
    "userfaultfd": (number(323, 282), 1),
    "perf_event_open": (number(298, 241), clock, 0, -1, -1, 0),
    "syslog": (number(103, 116), 3, empty, 256),
    "open_by_handle_at": (number(304, 265), -100, empty, 0),
    "init_module": (number(175, 105), empty, 256, b""),
    "swapon": (number(167, 224), b"/tmp/none", 0),
    "quotactl_fd": (443, 0, 0, 0, None),
    "fsopen": (430, b"tmpfs", 0),
    "lsm_list_modules": (461, None, None, 0),
    "modify_ldt": (154 if x86 else -1, 0, empty, 16),
    "iopl": (172 if x86 else -1, 3),
    "ioperm": (173 if x86 else -1, 0x80, 1, 1),
}
for name, call in doors.items():
    if libc.syscall(*call) >= 0:
        print("ESCAPED:", name)
print("TRIED")
