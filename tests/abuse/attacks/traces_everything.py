# What: has itself called at each line, also of what runs after it.
# Ends: exited | timed_out
# Limits: wall_seconds=1
import sys
import threading

print("TRIED", flush=True)


def spoil(frame, event, argument):
    for name in list(frame.f_locals):
        frame.f_locals[name] = None
    if "finish" in frame.f_code.co_name or "failure" in frame.f_code.co_name:
        raise SystemExit(0)
    return spoil


for function in (threading.settrace, threading.setprofile, sys.setprofile, sys.settrace):
    function(spoil)
frame = sys._getframe()
while frame is not None:
    frame.f_trace = spoil
    frame = frame.f_back
raise ValueError("seen by nobody")
