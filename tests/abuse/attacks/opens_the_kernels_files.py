# What: opens for writing each file of /proc and /sys that isn't a process's, and reads the kernel's secrets.
# Ends: exited
# Code: 0
import os

NULL = os.makedev(1, 3)  # what masks a file
FOR_ALL = "pressure"  # /proc/pressure: the kernel lets anybody ask to be told

for name in ("kcore", "kmsg", "kpagecount", "kpageflags", "kpagecgroup", "mem"):
    for place in ("/proc", "/dev"):
        try:
            if os.read(os.open(f"{place}/{name}", os.O_RDONLY | os.O_NONBLOCK), 64):
                print("ESCAPED: read", place, name)
        except OSError:
            pass
for top in ("/proc", "/sys"):
    for place, folders, files in os.walk(top):
        folders[:] = [
            name for name in folders if not (name.isdigit() or name.endswith("self") or name == FOR_ALL)
        ]
        for name in files:
            try:
                file = os.open(f"{place}/{name}", os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                continue
            if os.fstat(file).st_rdev != NULL:
                print("ESCAPED: may write", f"{place}/{name}")
            os.close(file)
        try:
            os.chmod(place, os.stat(place).st_mode)
            print("ESCAPED: may change", place)
        except OSError:
            pass
print("TRIED")
