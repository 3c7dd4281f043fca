# What: kills itself the way the kernel does where memory is short.
# Ends: exited
# Code: 137
# Limits: wall_seconds=4
import os
import signal

print("TRIED", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
