# What: asks for readable memory to be executable, and for no random addresses.
# Ends: exited
# Code: 0
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
now = libc.personality(0xFFFFFFFF)
for name, value in {
    "READ_IMPLIES_EXEC": 0x400000,
    "ADDR_NO_RANDOMIZE": 0x40000,
    "MMAP_PAGE_ZERO": 0x100000,
}.items():
    if libc.personality(value) != -1 and libc.personality(0xFFFFFFFF) & value:
        print("ESCAPED:", name)
print("TRIED", now)
