# What: changes the given files, the interpreter, its libraries and the sandbox's own files.
# Ends: exited
# Code: 0
import os
import sys

import numpy

for path in ("/in", "/in/sales.csv"):
    os.chmod(path, 0o777)
open("/in/sales.csv", "w").write("month,amount\nMay,0\n")
places = [
    *(sys.prefix, sys.base_prefix, os.path.dirname(sys.executable), os.path.dirname(os.__file__)),
    *(os.path.dirname(numpy.__file__), os.path.dirname(sys.modules["sandbox.runner.frames"].__file__)),
    *"/ /usr /usr/lib /etc /opt /var /root /home /boot /lib /bin /run /proc /sys /dev /dev/pts /mnt".split(),
]
for place in places:
    try:
        open(os.path.join(place, "abuse.pth"), "w").write("import abuse")
        print("ESCAPED: wrote to", place)
    except OSError:
        pass
for path in (sys.executable, os.__file__, numpy.__file__, "/etc/passwd", "/etc/ld.so.cache", "/bin/sh"):
    for change in (
        lambda: open(path, "r+b").close(),
        lambda: os.utime(path),
        lambda: os.chmod(path, os.stat(path).st_mode),
    ):
        try:
            change()
            print("ESCAPED: changed", path)
        except OSError:
            pass
print("TRIED")
