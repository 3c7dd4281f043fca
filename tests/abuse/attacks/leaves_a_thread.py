# What: ends while a thread of its own never does.
# Ends: timed_out
# Limits: wall_seconds=0.5
import threading
import time

threading.Thread(target=lambda: [time.sleep(1) for _ in range(1000)]).start()
print("TRIED", flush=True)
