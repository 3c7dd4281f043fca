# What: starts threads until it can't.
# Ends: exited | out_of_memory
# Limits: small
import ctypes
import threading

MOST = 50
ctypes.CDLL(None).mallopt(-8, 1)  # one arena for all threads: they need less of the address space
threading.stack_size(64 * 1024)
over, count = threading.Event(), 0
print("TRIED", flush=True)
while count < 20 * MOST:
    try:
        threading.Thread(target=over.wait, daemon=True).start()
    except (RuntimeError, MemoryError):
        break
    count += 1
if count > 2 * MOST:
    print("ESCAPED: so many threads at once:", count)
over.set()
