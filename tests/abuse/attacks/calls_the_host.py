# What: calls this host, its network, the cloud's metadata and the internet, by TCP, UDP and name.
# Ends: exited
# Code: 0
import json
import socket

host = json.load(open("/in/host.json"))
addresses = [
    *host["addresses"],
    "0.0.0.0",
    "169.254.169.254",
    "10.0.0.1",
    "192.168.65.2",
    "1.1.1.1",
    "fd00::1",
]
for address in addresses:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in (host["tcp"], 22, 53, 80, 2375, 2376):
        door = socket.socket(family, socket.SOCK_STREAM)
        door.settimeout(0.05)
        try:
            door.connect((address, port))
            print("ESCAPED: reached", address, port)
        except OSError:
            pass
        finally:
            door.close()
for address in (*addresses, "255.255.255.255", "224.0.0.1"):
    try:
        door = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        door.sendto(b"hello", (address, host["udp"]))
    except OSError:
        pass
for name in ("example.com", "host.docker.internal", "gateway.docker.internal", "metadata.google.internal"):
    try:
        print("ESCAPED: the address of", name, socket.getaddrinfo(name, 80))
    except OSError:
        pass
print("TRIED")
