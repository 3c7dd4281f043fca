"""What runs after each attack: an ordinary small program, which also looks for traces of the run before it."""

import ctypes
import os
from pathlib import Path

import pandas as pd

found = [
    f"{place}/{name}"
    for place in ("/tmp", "/job", "/out", "/dev/shm", "/dev/mqueue")
    if os.path.isdir(place)
    for name in os.listdir(place)
    if name != ".matplotlib"
]
for kind in ("shm", "msg", "sem"):
    if os.path.exists(f"/proc/sysvipc/{kind}"):
        found += [
            f"sysv {line.split()[0]}" for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        ]
found += [line.split()[-1] for line in Path("/proc/net/unix").read_text().splitlines() if "@" in line]
found += [name for name in os.environ if name.startswith("ABUSE")]
found += [
    f"process {name}" for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())
]
found += ["message queue"] * (ctypes.CDLL(None).mq_open(b"/abuse", os.O_RDONLY) >= 0)
found += ["given: " + name for name in os.listdir("/in") if name != "sales.csv"]
print(pd.read_csv("/in/sales.csv")["amount"].sum(), found)
