# What: sends process 1 every signal in every way, and kills all it may kill.
# Ends: exited
# Code: 0
# Runsc: process 1 isn't protected there; what the program does to it, it does to its own run
import ctypes
import os
import signal

assert os.getpid() < 1000  # else process 1 would be the host's
libc = ctypes.CDLL(None)
for number in range(1, 65):
    for send in (
        lambda: os.kill(1, number),
        lambda: libc.sigqueue(1, number, None),
        lambda: libc.tgkill(1, 1, number),
        lambda: signal.pidfd_send_signal(os.pidfd_open(1), number),
    ):
        try:
            send()
        except OSError:
            pass
for _ in range(20_000):
    os.kill(1, signal.SIGCHLD)
try:
    os.kill(-1, signal.SIGKILL)
except ProcessLookupError:
    pass
print("TRIED")
