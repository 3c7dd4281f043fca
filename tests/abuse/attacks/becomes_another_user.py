# What: looks for files that make their caller root, makes one, and asks to be root.
# Ends: exited
# Limits: wall_seconds=60
# Code: 0
import ctypes
import os
import shutil
import stat
import subprocess

for become in (
    lambda: os.setuid(0),
    lambda: os.setgid(0),
    lambda: os.setresuid(0, 0, 0),
    lambda: os.setgroups([0]),
    lambda: os.seteuid(0),
    lambda: os.chown("/tmp", 0, 0),
):
    try:
        become()
        print("ESCAPED: became another user")
    except OSError:
        pass
for top in ("/usr", "/opt", "/bin", "/sbin", "/tmp", "/job"):
    for place, _, files in os.walk(top):
        if os.statvfs(place).f_flag & os.ST_NOSUID:
            continue
        for name in files:
            path = f"{place}/{name}"
            mode = os.lstat(path).st_mode
            if stat.S_ISREG(mode) and mode & (stat.S_ISUID | stat.S_ISGID):
                print("ESCAPED: would change its caller's user:", path)
shutil.copy("/usr/bin/id", "/tmp/id")
os.chmod("/tmp/id", 0o6755)
try:
    told = subprocess.run(["/tmp/id"], capture_output=True, text=True).stdout
except OSError as error:
    told = str(error)
if "euid" in told or "uid=0" in told:
    print("ESCAPED:", told)
status = dict(line.split(":\t") for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
    if int(status.get(name, "0"), 16):
        print("ESCAPED: capabilities", name, status[name])
if status.get("NoNewPrivs", "1") != "1":
    print("ESCAPED: may get new privileges")
if status.get("Seccomp", "2") != "2" and "gvisor" not in os.uname().release and os.uname().release != "4.4.0":
    print("ESCAPED: no filter of system calls")
head, all_of_them = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
if ctypes.CDLL(None).capset(head, all_of_them) == 0:
    print("ESCAPED: took all capabilities")
print("TRIED")
