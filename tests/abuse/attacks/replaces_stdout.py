# What: puts in the place of its streams an object that lies and fails.
# Ends: exited
import sys

print("TRIED", flush=True)


class Liar:
    encoding, closed, buffer = None, property(lambda self: 1 / 0), 5

    def write(self, text):
        return -(10**9)

    def __getattr__(self, name):
        raise SystemError(name)


sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = sys.stdin = Liar()
print("unseen")
