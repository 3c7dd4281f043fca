# What: takes away the right to read what it leaves, and the folders' places.
# Ends: exited
# Code: 0
# Says: unreadable
import os

for move in (
    lambda: os.rename("/out", "/tmp/out"),
    lambda: os.rmdir("/out"),
    lambda: os.symlink("/etc", "/out"),
    lambda: os.rename("/in", "/tmp/in"),
):
    try:
        move()
        print("ESCAPED: moved a folder that is ours")
    except OSError:
        pass
open("/out/secret", "w").write("kept")
os.mkdir("/out/folder")
for place in ("/out/secret", "/out/folder", "/job", "/tmp", "/in"):
    os.chmod(place, 0)
print("TRIED")
