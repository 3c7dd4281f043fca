# What: recurses without end, and once more while it fails.
# Ends: exited
# Code: 1
print("TRIED", flush=True)


def again():
    try:
        again()
    finally:
        again.depth = len(str(again.__dict__))


again()
