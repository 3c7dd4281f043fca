# What: ignores every signal that can be ignored, and catches the others.
# Ends: timed_out
# Limits: wall_seconds=0.5
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
print("TRIED", flush=True)
while True:
    pass
