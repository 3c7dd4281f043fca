# What: opens sockets of every family and kind but the ordinary ones.
# Ends: exited
# Code: 0
import os
import socket

ORDINARY = {socket.AF_UNIX, socket.AF_INET, socket.AF_INET6}
if "gvisor" in os.uname().release or os.uname().release == "4.4.0":
    ORDINARY.add(socket.AF_NETLINK)  # answered by gVisor itself, not by this host
for family in range(1, 46):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        if family not in ORDINARY:
            for make in (socket.socket, socket.socketpair):
                try:
                    make(family, kind)
                    print("ESCAPED: a socket of family", family, kind)
                except OSError:
                    pass
for family in (socket.AF_INET, socket.AF_INET6):
    for protocol in (0, 1, 6, 17, 58, 255):
        try:
            socket.socket(family, socket.SOCK_RAW, protocol)
            print("ESCAPED: a raw socket", family, protocol)
        except OSError:
            pass
print("TRIED")
