# What: registers at exit what never ends.
# Ends: timed_out
# Limits: wall_seconds=0.5
import atexit


@atexit.register
def wait():
    while True:
        pass


print("TRIED", flush=True)
