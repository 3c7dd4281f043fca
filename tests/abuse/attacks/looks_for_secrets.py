# What: looks for this host's files, folders, variables and processes.
# Ends: exited
# Limits: wall_seconds=60
# Code: 0
import json
import os

host = json.load(open("/in/host.json"))
names = {os.path.basename(path) for path in host["secrets"]}
for path in [
    *host["secrets"],
    *("/proc/1/root" + path for path in host["secrets"]),
    *("/proc/self/cwd/../../.." + path for path in host["secrets"]),
    *(
        "/etc/shadow",
        "/root/.ssh/id_rsa",
        "/root/.bashrc",
        "/root/.docker/config.json",
        "/var/lib/docker/containers",
    ),
    *("/run/secrets", "/var/run/secrets/kubernetes.io/serviceaccount/token", "/var/log/dpkg.log"),
]:
    try:
        os.close(os.open(path, os.O_RDONLY))
        print("ESCAPED: opened", path)
    except OSError:
        pass
for place, folders, files in os.walk("/"):
    folders[:] = [folder for folder in folders if place != "/" or folder not in ("proc", "sys")]
    if names & {*files, *folders}:
        print("ESCAPED: found a secret in", place)
if host["variable"] in os.environ:
    print("ESCAPED: a variable of this host")
for name in os.listdir("/proc"):
    try:
        if name.isdigit() and host["variable"] in open(f"/proc/{name}/environ").read():
            print("ESCAPED: a variable of process", name)
    except OSError:
        pass
if os.path.exists(f"/proc/{host['pid']}"):
    print("ESCAPED: sees the process", host["pid"])
print("TRIED")
