# What: leaves process 1 one dead orphan after another to bury.
# Ends: timed_out | exited | out_of_memory
# Limits: wall_seconds=1
import os

print("TRIED", flush=True)
while True:
    try:
        child = os.fork()
        if child == 0:
            if os.fork() == 0:
                os._exit(0)
            os._exit(0)
        os.waitpid(child, 0)
    except OSError:
        pass
