# What: stops process 1, then itself.
# Ends: timed_out
# Limits: wall_seconds=0.5
import os
import signal
import time

assert os.getpid() < 1000  # else process 1 would be the host's
print("TRIED", flush=True)
time.sleep(0.2)  # until that is passed on
for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
    os.kill(1, number)
os.kill(os.getpid(), signal.SIGSTOP)
