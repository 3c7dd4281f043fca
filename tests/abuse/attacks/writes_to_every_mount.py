# What: writes wherever something is mounted.
# Ends: exited
# Code: 0
import os
import stat

OURS = {"/tmp", "/out", "/job", "/in", "/dev/shm", "/dev/mqueue"}
for line in open("/proc/self/mountinfo"):
    place = line.split()[4].encode().decode("unicode_escape")
    try:
        if os.path.isdir(place):
            with open(place + "/abuse", "w") as file:
                file.write("x")
        else:
            file = os.open(place, os.O_WRONLY | os.O_NONBLOCK)
            if stat.S_ISREG(os.fstat(file).st_mode):  # devices are another attack's
                print("ESCAPED: may write to", place)
        if place not in OURS and os.path.exists(place + "/abuse"):
            print("ESCAPED: wrote to", place)
    except OSError:
        pass
print("TRIED")
