# What: kills itself the way the kernel does where memory is short.
# Ends: exited
# Code: 137
import os
import signal

print("TRIED", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
