# What: eats the kernel's memory through sockets that nobody reads, in many processes.
# Ends: out_of_memory | exited
# Limits: small
# BuiltIn: nothing counts there what the kernel holds for a program; the doctor says so
import os
import socket
import time


def fill(write):
    held, size, block = [], 0, bytes(60_000)
    try:
        while True:
            pair = socket.socketpair()
            held.append(pair)
            for end in pair:
                end.setblocking(False)
                try:
                    while True:
                        size += end.send(block)
                except BlockingIOError:
                    pass
    except OSError:
        pass
    os.write(write, size.to_bytes(8, "big"))
    time.sleep(1)
    os._exit(0)


read, write = os.pipe()
print("TRIED", flush=True)
children = []
for _ in range(4):
    child = os.fork()
    if child == 0:
        fill(write)
    children.append(child)
os.close(write)
statuses = [os.waitpid(child, 0)[1] for child in children]
told = os.read(read, 1000)
size = sum(int.from_bytes(told[at : at + 8], "big") for at in range(0, len(told), 8))
if not any(statuses) and size > 400_000_000:
    print("ESCAPED: bytes held in sockets:", size)
