# What: calls what listens on this host's Unix sockets.
# Ends: exited
# Code: 0
import glob
import json
import socket

host = json.load(open("/in/host.json"))
places = ["\0" + host["abstract"], host["path"], "\0/containerd-shim", "\0/tmp/.X11-unix/X0", "\0dbus"]
for folder in ("/run", "/var/run", "/tmp", "/proc/1/root/run"):
    places += [
        f"{folder}/{name}" for name in ("docker.sock", "containerd/containerd.sock", "dbus/system_bus_socket")
    ]
    places += glob.glob(folder + "/**/*.sock", recursive=True)
places += [
    line.split()[-1].replace("@", "\0") for line in open("/proc/net/unix") if "@" in line or "/" in line
]
for place in places:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        try:
            socket.socket(socket.AF_UNIX, kind).connect(place)
            print("ESCAPED: reached", repr(place))
        except OSError:
            pass
print("TRIED")
