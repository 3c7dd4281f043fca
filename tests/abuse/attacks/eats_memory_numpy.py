# What: keeps arrays without end.
# Ends: out_of_memory
# Limits: small
import numpy as np

print("TRIED", flush=True)
hog = []
while True:
    hog.append(np.ones(5_000_000))
