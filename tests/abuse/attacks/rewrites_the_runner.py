# What: finds the sandbox's own objects in its memory and gives itself more than it may show.
# Ends: exited | too_much_output
# Limits: outputs=20 output_bytes=1000000 stream_bytes=1000
import gc

print("TRIED", flush=True)
found = 0
for thing in gc.get_objects():
    if type(thing).__module__.startswith("sandbox.runner"):
        for name in ("_left", "_room"):
            if hasattr(thing, name):
                setattr(thing, name, 10**12)
                found += 1
print("found", found)
for number in range(100):
    display("x" * 100_000)
    open(f"/out/{number}", "w").write("x" * 100_000)
