# What: reads what may have been left on its standard input or a terminal.
# Ends: exited
# Code: 0
import fcntl
import os
import sys
import termios

for read in (
    lambda: sys.stdin.read(10),
    lambda: os.read(0, 10),
    lambda: open("/dev/stdin").read(10),
    lambda: open("/dev/tty").read(10),
    lambda: open("/dev/console").read(10),
    lambda: os.read(1, 10) if os.isatty(1) else "",
    lambda: input(),
):
    try:
        if got := read():
            print("ESCAPED: read", got)
    except (OSError, EOFError):
        pass
for descriptor in range(10):
    try:
        fcntl.ioctl(descriptor, termios.TIOCSTI, b"x")
        print("ESCAPED: typed into", descriptor)
    except OSError:
        pass
print("TRIED")
