# What: takes no notice of MemoryError.
# Ends: timed_out | out_of_memory
# Limits: small wall_seconds=1
print("TRIED", flush=True)
hog = []
while True:
    try:
        hog.append(bytearray(b"x") * 1_000_000)
    except MemoryError:
        pass
