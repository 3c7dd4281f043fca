# What: replaces what the end of a program relies on.
# Ends: exited | timed_out
# Limits: wall_seconds=1
import atexit
import builtins
import json
import os
import struct
import sys
import threading
import traceback

print("TRIED", flush=True)
write = os.write


def nothing(*args, **more):
    return 0


os._exit = os.kill = os.dup2 = os.close = os.waitstatus_to_exitcode = nothing
sys.exit = sys.excepthook = sys.displayhook = nothing
threading._shutdown = atexit._run_exitfuncs = nothing
json.dumps = lambda *args, **more: "{"
struct.Struct = traceback.TracebackException = nothing
builtins.print = builtins.len = builtins.isinstance = builtins.BaseException = builtins.memoryview = nothing
os.write = lambda descriptor, data: write(descriptor, b"\xff" * 100)
raise KeyboardInterrupt
