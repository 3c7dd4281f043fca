# What: leaves one file under a thousand names, and links what isn't its own.
# Ends: exited
# Code: 0
# Says: left out
# Limits: output_bytes=20000000
import os

with open("/out/one", "wb") as file:
    file.write(bytes(2_000_000))
for number in range(1000):
    os.link("/out/one", f"/out/{number}")
for target in ("/etc/passwd", "/in/host.json", "/proc/self/environ", "/dev/zero"):
    try:
        os.link(target, "/out/" + os.path.basename(target))
        print("ESCAPED: a link to", target)
    except OSError:
        pass
print("TRIED")
