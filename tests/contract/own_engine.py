"""A Docker engine of the tests' own, beside the machine's, that may be killed. It has no network and no bridge."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path


class OwnEngine:
    """Needs root and `dockerd`. `address` is for DOCKER_HOST."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="oneoff-engine-"))
        (self._folder / "daemon.json").write_text("{}")
        self.address = f"unix://{self._folder}/socket"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        for left in self._folder.rglob("*.pid"):  # a killed one leaves them
            left.unlink()
        places = {"config-file": "daemon.json", "data-root": "data", "exec-root": "exec", "pidfile": "pid"}
        options = [f"--{name}={self._folder / place}" for name, place in places.items()]
        alone = ["--bridge=none", "--iptables=false", "--ip-forward=false", "--ip-masq=false"]
        with open(self._folder / "log", "ab") as log:
            command = ["dockerd", *options, *alone, "-H", self.address]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self._wait()

    def load(self, tag: str) -> None:
        """Take an image from the machine's own engine."""
        with subprocess.Popen(["docker", "save", tag], stdout=subprocess.PIPE) as saved:
            subprocess.run(["docker", "-H", self.address, "load", "-q"], stdin=saved.stdout, check=True)

    def kill(self) -> None:
        """Without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End it, with the containerd that it started, and remove all it kept."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(60)
        for pid in self._others():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        subprocess.run(
            ["umount", "--quiet", "--recursive", self._folder / "data"], check=False, capture_output=True
        )
        shutil.rmtree(self._folder, ignore_errors=True)

    def _others(self) -> list[int]:
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if str(self._folder).encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
        return found

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            asked = subprocess.run(
                ["docker", "-H", self.address, "version"], check=False, capture_output=True
            )
            if asked.returncode == 0:
                return
            time.sleep(0.2)
        raise RuntimeError((self._folder / "log").read_text()[-2000:])
