# What: gives process 1 the least of the processor and takes the rest.
# Ends: timed_out
# Limits: wall_seconds=1
import os
import time

assert os.getpid() < 1000  # else process 1 would be the host's
print("TRIED", flush=True)
time.sleep(0.2)  # until that is passed on
for lower in (
    lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
    lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
    lambda: os.sched_setaffinity(1, {0}),
):
    try:
        lower()
    except OSError:
        pass
for _ in range(4):
    os.fork()
while True:
    pass
