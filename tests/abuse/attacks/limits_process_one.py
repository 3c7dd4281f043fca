# What: takes from process 1, whose user it is, the right to open, write, compute and allocate.
# Ends: exited
# Code: 0
# Runsc: process 1 isn't protected there; what the program does to it, it does to its own run
import os
import resource

assert os.getpid() < 1000  # else process 1 would be the host's
for what in ("FSIZE", "NOFILE", "AS", "DATA", "STACK", "NPROC", "MEMLOCK", "SIGPENDING", "CPU"):
    try:
        resource.prlimit(1, getattr(resource, "RLIMIT_" + what), (0, 0))
    except OSError:
        pass
open("/out/kept", "w").write("kept")
print("TRIED")
