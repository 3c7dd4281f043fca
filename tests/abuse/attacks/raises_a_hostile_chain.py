# What: raises exceptions whose names, notes, causes and attributes are hostile.
# Ends: exited
# Code: 1
print("TRIED", flush=True)
Hostile = type(
    "E\n\x1b[31m\u202e\ud800" + "n" * 100_000, (Exception,), {"__module__": 5, "__qualname__": "q"}
)
error = Hostile("\ud800 \u061c")
for number in range(2000):
    following = Hostile(f"\udfff {number}")
    following.__cause__, following.__notes__ = error, [object(), "\x07" * 100_000]
    error = following
raise error
