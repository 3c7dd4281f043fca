# What: shows a hundred thousand things.
# Ends: exited | timed_out
# Says: More than 200 outputs
# Limits: wall_seconds=2
print("TRIED", flush=True)
for number in range(100_000):
    display(number)
