# What: appends to a list without end.
# Ends: out_of_memory
# Limits: small
print("TRIED", flush=True)
hog = []
while True:
    hog.append(bytearray(b"x") * 10_000_000)
