# What: leaves something in every place where the next run might find it.
# Ends: exited
# Code: 0
import ctypes
import os
import socket
import time

for place in ("/tmp", "/job", "/out", "/dev/shm", "/dev/mqueue"):
    try:
        open(place + "/abuse", "w").write("left")
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
libc.shmget(0xAB05E, 4096, 0o1666)
libc.msgget(0xAB05E, 0o1666)
libc.semget(0xAB05E, 1, 0o1666)
libc.mq_open(b"/abuse", os.O_CREAT | os.O_RDWR, 0o666, None)
libc.syscall(248, b"user", b"abuse", b"left", 4, -5)
os.environ["ABUSE"] = "left"
if os.fork() == 0:
    os.setsid()
    door = socket.socket(socket.AF_UNIX)
    door.bind("\0abuse-left")
    door.listen()
    time.sleep(1000)
time.sleep(0.1)
print("TRIED")
