# What: leaves more, and together larger, files than are kept.
# Ends: exited
# Code: 0
# Says: left out
# Limits: output_bytes=20000000
for number in range(230):
    with open(f"/out/{number:03}.bin", "wb") as file:
        file.write(bytes(100_000))
print("TRIED")
