# What: gives Python's own parser what it can't hold.
# Ends: exited
import ast

for source in (
    "(" * 100_000,
    "-" * 1_000_000 + "1",
    "a" + ".a" * 500_000,
    "if 1:\n" + " if 1:\n" * 90,
    "\0",
    "f'{" * 9999,
):
    try:
        compile(source, "hostile", "exec")
    except (SyntaxError, MemoryError, RecursionError, ValueError):
        pass
print("TRIED", flush=True)
ast.literal_eval("[" * 50_000 + "]" * 50_000)
