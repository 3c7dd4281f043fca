# What: prints ten gigabytes.
# Ends: too_much_output
print("TRIED", flush=True)
block = "x" * 1_000_000
for _ in range(10_000):
    print(block)
