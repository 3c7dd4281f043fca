# What: makes process 1 the largest one, so that the kernel, short of memory, ends it first.
# Ends: out_of_memory
# Limits: small
import os
import time

print("TRIED", flush=True)
children = []
for number in range(40):
    child = os.fork()
    if child == 0:
        try:
            open("/proc/self/oom_score_adj", "w").write("0")
        except OSError:
            pass
        hog = bytearray(b"x") * 10_000_000
        time.sleep(1)
        os._exit(0)
    children.append(child)
if not any([os.waitpid(child, 0)[1] for child in children]):
    print("ESCAPED: 400 MB held at once")
raise MemoryError
