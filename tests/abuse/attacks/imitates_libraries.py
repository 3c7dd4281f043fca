# What: gives out as matplotlib what never says which figures are open.
# Ends: timed_out
# Limits: wall_seconds=0.5
import sys
import types


def endless():
    while True:
        pass


sys.modules["matplotlib.pyplot"] = types.SimpleNamespace(get_fignums=endless, figure=endless, close=endless)
print("TRIED", flush=True)
