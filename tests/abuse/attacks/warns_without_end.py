# What: gives warnings, and opens what isn't there, by the ten thousand.
# Ends: exited | timed_out
# Limits: wall_seconds=2
import warnings

print("TRIED", flush=True)
warnings.simplefilter("always")
for number in range(20_000):
    warnings.warn(f"\x1b[31m\u202e\ud800 {number} " + "x" * 5000)
    try:
        open(f"/in/{number}\n../../etc/passwd\ud800")
    except (OSError, ValueError):
        pass
