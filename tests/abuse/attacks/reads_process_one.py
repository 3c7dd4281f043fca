# What: reads and writes what process 1 has in memory, open and in its environment.
# Ends: exited
# Code: 0
# Runsc: process 1 isn't protected there; what the program does to it, it does to its own run
import os

parts = "environ mem maps smaps stack syscall auxv io pagemap personality cwd/ root/ fd/ fdinfo/ map_files/ ns/".split()
for pid in {"1", str(os.getppid())}:
    for part in parts:
        path = f"/proc/{pid}/{part}"
        try:
            found = os.listdir(path) if path.endswith("/") else open(path, "rb").read(1)
        except OSError:
            continue
        if found and not path.endswith(("/ns/", "/fd/")):
            print("ESCAPED: read", path)
    for part in (*(f"fd/{number}" for number in range(20)), "mem", "exe"):
        for mode in (os.O_RDONLY, os.O_WRONLY):
            try:
                os.close(os.open(f"/proc/{pid}/{part}", mode))
                print("ESCAPED: opened", pid, part, mode)
            except OSError:
                pass
    for part in (
        "oom_score_adj",
        "clear_refs",
        "coredump_filter",
        "timerslack_ns",
        "attr/current",
        "sched",
    ):
        try:
            open(f"/proc/{pid}/{part}", "wb", buffering=0).write(b"1")
            print("ESCAPED: wrote to", pid, part)
        except OSError:
            pass
print("TRIED")
