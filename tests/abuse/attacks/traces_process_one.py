# What: attaches to process 1 as a debugger, copies its memory and takes its descriptors.
# Ends: exited
# Code: 0
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"
PTRACE, READ, WRITE, KCMP = (101, 310, 311, 312) if x86 else (117, 270, 271, 272)
GETFD, MADVISE = 438, 440
ATTACH, SEIZE = 16, 0x4206


class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


buffer = ctypes.create_string_buffer(b"abuse", 64)
mine, theirs = Piece(ctypes.addressof(buffer), 8), Piece(id(libc), 8)
try:
    handle = os.pidfd_open(1)
except OSError:
    handle = -1
calls = {
    "attach": (PTRACE, ATTACH, 1, 0, 0),
    "seize": (PTRACE, SEIZE, 1, 0, 0),
    "read": (READ, 1, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0),
    "write": (WRITE, 1, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0),
    "compare": (KCMP, os.getpid(), 1, 0, 0, 0),
    **{f"descriptor {number}": (GETFD, handle, number, 0) for number in range(10)},
    "advise": (MADVISE, handle, ctypes.byref(theirs), 1, 21, 0),
}
for name, call in calls.items():
    if libc.syscall(*call) >= 0:
        print("ESCAPED:", name)
print("TRIED")
