# What: makes and opens devices.
# Ends: exited
# Code: 0
import os
import stat

KNOWN = "null zero full random urandom tty ptmx pts shm mqueue fd stdin stdout stderr core console".split()
if "gvisor" in os.uname().release or os.uname().release == "4.4.0":
    KNOWN += ["fuse", "tun"]  # gVisor's own
for place in ("/tmp", "/out", "/job", "/dev", "/dev/shm"):
    for name, kind, device in (
        ("mem", stat.S_IFCHR, os.makedev(1, 1)),
        ("disk", stat.S_IFBLK, os.makedev(254, 0)),
        ("loop", stat.S_IFBLK, os.makedev(7, 0)),
    ):
        try:
            os.mknod(f"{place}/abuse-{name}", kind | 0o666, device)
            os.read(os.open(f"{place}/abuse-{name}", os.O_RDONLY | os.O_NONBLOCK), 1)
            print("ESCAPED: made and read", place, name)
        except OSError:
            pass
for folder, _, names in os.walk("/dev"):
    if folder in ("/dev", "/dev/mapper", "/dev/net", "/dev/disk"):
        for name in set(names) - set(KNOWN):
            try:
                os.close(os.open(f"{folder}/{name}", os.O_RDONLY | os.O_NONBLOCK))
                print("ESCAPED: opened", folder, name)
            except OSError:
                pass
print("TRIED")
