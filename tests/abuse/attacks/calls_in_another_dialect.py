# What: makes system calls by the doors of 32-bit programs, which a filter may have forgotten.
# Ends: exited
# Code: 0
import ctypes
import mmap
import os
import platform

CODE = {
    "int 0x80, unshare": b"\xbb\x00\x00\x00\x10\xb8\x36\x01\x00\x00\xcd\x80\xc3",
    "int 0x80, getpid": b"\xb8\x14\x00\x00\x00\xcd\x80\xc3",
    "x32, getpid": b"\xb8\x27\x00\x00\x40\x0f\x05\xc3",
    "x32, ptrace": b"\x31\xff\xb8\x09\x02\x00\x40\x0f\x05\xc3",
}
for name, code in CODE.items() if platform.machine() == "x86_64" else ():
    child = os.fork()
    if child == 0:
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(code)
        call = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
        os._exit(17 if ctypes.c_int32(call()).value >= 0 else 0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 17:
        print("ESCAPED:", name)
print("TRIED")
