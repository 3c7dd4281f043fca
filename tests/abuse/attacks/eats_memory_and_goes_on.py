# What: takes no notice of MemoryError.
# Ends: timed_out | out_of_memory
# Limits: memory_mb=200 wall_seconds=1
print("TRIED", flush=True)
hog = []
while True:
    try:
        hog.append(bytearray(b"x") * 1_000_000)
    except MemoryError:
        pass
