# What: fills folders that are memory, beyond what the run may use of it.
# Ends: out_of_memory | exited
# Limits: memory_mb=150 scratch_mb=200
print("TRIED", flush=True)
for place in ("/tmp", "/job", "/out"):
    try:
        with open(f"{place}/abuse", "wb", buffering=0) as file:
            for _ in range(180):
                file.write(bytes(1_000_000))
    except OSError:
        pass
