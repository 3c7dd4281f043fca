# What: leaves daemons in sessions of their own, which go on writing and forking, and ends.
# Ends: exited
# Code: 0
import os
import signal
import time

for number in range(5):
    child = os.fork()
    if child == 0:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        if os.fork():
            os._exit(0)
        os.closerange(0, 1024)
        while True:
            with open(f"/tmp/daemon-{number}", "a") as file:
                file.write("still here\n")
            time.sleep(0.01)
            if os.fork():
                os._exit(0)
    os.waitpid(child, 0)
print("TRIED")
