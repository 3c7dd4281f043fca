# What: leaves links in /out to what isn't in it.
# Ends: exited
# Code: 0
# Says: ordinary files
import json
import os

host = json.load(open("/in/host.json"))
targets = [
    *("/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/1/environ", "/proc/1/fd/1", "/in", "/etc"),
    *("../../../../../../etc/passwd", "/in/sales.csv", "/dev/zero", "/dev/stdin", "loop", "/out", "."),
    *host["secrets"],
]
for number, target in enumerate(targets):
    os.symlink(target, f"/out/link-{number}.txt")
os.symlink("loop", "/out/loop")
os.mkdir("/out/folder")
os.symlink("/etc", "/out/folder/etc")
print("TRIED")
