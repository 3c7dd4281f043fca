# What: leaves objects that raise, print and start threads when they are taken away.
# Ends: exited
import atexit
import sys
import threading
import weakref


class Dying:
    def __del__(self):
        threading.Thread(target=print, args=("late",)).start()
        raise SystemExit(5)


cycle = Dying()
cycle.self, sys.left, thread = cycle, Dying(), threading.Thread(target=lambda: 1 / 0)
weakref.finalize(cycle, lambda: 1 / 0)
atexit.register(lambda: sys.exit("again"))
atexit.register(lambda: Dying())
thread.start()
print("TRIED", flush=True)
