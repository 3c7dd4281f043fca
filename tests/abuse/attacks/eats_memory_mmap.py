# What: maps memory piece by piece and writes to it.
# Ends: out_of_memory
# Limits: small
import mmap

print("TRIED", flush=True)
hog = []
while True:
    try:
        piece = mmap.mmap(-1, 10_000_000, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError as error:  # mmap's way to say it
        raise MemoryError from error
    for _ in range(10):
        piece.write(b"x" * 1_000_000)
    hog.append(piece)
