# What: wants a terabyte at once.
# Ends: out_of_memory
# Limits: small
print("TRIED", flush=True)
hog = bytes(10**12)
