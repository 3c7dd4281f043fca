"""Things on this host that no program may see, reach or change; looked at again after each attack."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from sandbox.base import Execution, InputFile

SALES = b"month,amount\nMay,19\nJune,23\n"
VARIABLE = "ONEOFF_SECRET"
MARK = "abuse"
"""Every attack's own files, segments and queues have names that begin so."""


class Canaries:
    """`folder` is empty and ours. Programs get `files`; what they'd have to find stands in `host.json`."""

    def __init__(self, folder: Path) -> None:
        self.secret = f"canary-{secrets.token_hex(16)}"
        self._folder, self._temp = folder, folder / "temp"
        self._temp.mkdir()
        self.planted_at = [folder / "canary-secret.txt", Path.home() / f".canary-{secrets.token_hex(4)}.txt"]
        for path in self.planted_at:
            path.write_text(self.secret)
        self._sales = folder / "sales.csv"
        self._sales.write_bytes(SALES)
        self._sales_state = _state(self._sales)
        self.process = subprocess.Popen(["sleep", "100000"])
        self._doors = dict(_doors(folder))
        self.tells = self._tells()
        told = folder / "host.json"
        told.write_text(json.dumps(self.tells))
        self.sales = InputFile("sales.csv", self._sales)
        self.files = (self.sales, InputFile("host.json", told))

    def _tells(self) -> dict[str, object]:
        """All that an attacker could guess, so that no attack fails for want of an address."""
        return {
            "addresses": sorted({"127.0.0.1", "172.17.0.1", "::1", *_addresses()}),
            "tcp": self._doors["tcp"].getsockname()[1],
            "udp": self._doors["udp"].getsockname()[1],
            "abstract": MARK + self._folder.name,
            "path": str(self._folder / "door"),
            "secrets": [str(path) for path in self.planted_at],
            "variable": VARIABLE,
            "pid": self.process.pid,
        }

    @classmethod
    @contextlib.contextmanager
    def planted(cls, folder: Path) -> Iterator[Canaries]:
        canaries = cls(folder)
        variable, temp = os.environ.get(VARIABLE), tempfile.tempdir
        os.environ[VARIABLE], tempfile.tempdir = canaries.secret, str(canaries._temp)
        try:
            yield canaries
        finally:
            os.environ[VARIABLE], tempfile.tempdir = variable or "", temp
            canaries.uproot()

    def uproot(self) -> None:
        self.process.kill()
        self.process.wait()
        for door in self._doors.values():
            door.close()
        for path in self.planted_at:
            path.unlink()

    def complaints(self, execution: Execution) -> Iterator[str]:
        """What the attack did to them."""
        if self.secret in json.dumps(asdict(execution), default=lambda data: data.decode("latin-1")):
            yield "A secret of this host is in the execution."
        yield from (
            f"The {name} door was knocked at." for name, door in self._doors.items() if _knocked(door)
        )
        if self.process.poll() is not None:
            yield "A process of this host was ended."
        if any(path.read_text() != self.secret for path in self.planted_at):
            yield "A secret file was changed."
        if _state(self._sales) != self._sales_state:
            yield "The given file was changed."
        if left := os.listdir(self._temp):
            yield f"Left in the temporary folder: {left[:10]}."
        if shared := [name for name in os.listdir("/dev/shm") if name.startswith(MARK)]:
            yield f"Left in this host's shared memory: {shared}."


def _state(path: Path) -> tuple[str, int, int]:
    about = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), about.st_mtime_ns, about.st_mode


def _doors(folder: Path) -> Iterator[tuple[str, socket.socket]]:
    """Listening, never accepting: a connection stays in the queue until it is looked for."""
    for name, family, kind, address in (
        ("tcp", socket.AF_INET, socket.SOCK_STREAM, ("0.0.0.0", 0)),
        ("udp", socket.AF_INET, socket.SOCK_DGRAM, ("0.0.0.0", 0)),
        ("abstract", socket.AF_UNIX, socket.SOCK_STREAM, "\0" + MARK + folder.name),
        ("path", socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "door")),
    ):
        door = socket.socket(family, kind)
        door.bind(address)
        door.setblocking(False)
        if kind == socket.SOCK_STREAM:
            door.listen(64)
        yield name, door


def _knocked(door: socket.socket) -> bool:
    try:
        if door.type == socket.SOCK_DGRAM:
            door.recv(1)
        else:
            door.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def _addresses() -> Iterator[str]:
    """Of this host, IPv4, as the kernel lists them."""
    table = Path("/proc/net/fib_trie").read_text()
    yield from re.findall(r"\|-- (\S+)\n\s+/32 host LOCAL", table)
