# What: eats memory through System V segments, which stay when nobody has them attached.
# Ends: out_of_memory
# Limits: small
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
SIZE = 50_000_000
print("TRIED", flush=True)
for number in range(30):
    segment = libc.shmget(0, SIZE, 0o1600)
    address = libc.shmat(segment, None, 0)
    if segment < 0 or address in (None, 2**64 - 1):
        raise MemoryError
    ctypes.memset(address, 1, SIZE)
    libc.shmdt(ctypes.c_void_p(address))
print("ESCAPED: bytes held in segments:", 30 * SIZE)
