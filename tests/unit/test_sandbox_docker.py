"""What can be said of the Docker sandbox without an engine."""

from __future__ import annotations

import json
import os
import socket
import struct
import tarfile
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from docker.errors import APIError, DockerException, ImageNotFound

from sandbox import cleaning
from sandbox.base import DiskFull, ImageMissing, Limits, SandboxUnavailable
from sandbox.bpf import compiled, known_machine
from sandbox.container import host_options, owner
from sandbox.context import context, fingerprint
from sandbox.docker import DockerSandbox
from sandbox.engine import AttachedSocket, engine, translated
from sandbox.images import follow
from sandbox.seccomp import profile
from sandbox.shapes import Hardware


class Client:
    """Attaches to one end of a real pair of sockets."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def attach_socket(self, container: str, params: dict[str, Any]) -> socket.socket:
        return self._end


@pytest.mark.parametrize("size", [1, 3, 8, 1000])
def test_the_engines_framing_is_taken_off(size: int) -> None:
    ours, theirs = socket.socketpair()
    wire = AttachedSocket(Client(ours), "x")
    data = b"".join(
        struct.pack(">BxxxI", stream, len(text)) + text
        for stream, text in [(1, b"abc"), (2, b"oh"), (1, b""), (1, b"d")]
    )
    got = b""
    for at in range(0, len(data), size):
        theirs.sendall(data[at : at + size])
        got += wire.receive() or b""
    assert got == b"abcd"
    assert wire.diagnostics == b"oh"
    assert wire.receive() == b""
    theirs.close()
    assert wire.receive() is None
    wire.close()


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (ImageNotFound("no such image"), ImageMissing, "prepared"),
        (APIError("write /x: no space left on device"), DiskFull, "full"),
        (APIError("odd"), SandboxUnavailable, "couldn't start"),
        (
            DockerException("Error: PermissionError(13, 'Permission denied')"),
            SandboxUnavailable,
            "may not use",
        ),
        (DockerException("FileNotFoundError"), SandboxUnavailable, "isn't running"),
        (requests.exceptions.ReadTimeout("slow"), SandboxUnavailable, "isn't running"),
    ],
)
def test_every_error_of_the_engine_is_a_sentence(error: Exception, kind: type[Exception], says: str) -> None:
    found = translated(error)
    assert type(found) is kind
    assert says in found.sentence
    assert found.next_step


def test_no_engine_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    with pytest.raises(SandboxUnavailable) as raised, engine():
        pass
    assert raised.value.sentence == "Docker isn't running."
    sandbox = DockerSandbox()
    with pytest.raises(SandboxUnavailable):
        sandbox.prepare()
    (finding,) = sandbox.findings()
    assert not finding.ok
    sandbox.close()


def test_nothing_of_the_isolation_is_forgotten() -> None:
    options = host_options(Hardware.of(Limits()), input_mb=3, longest_file=5, cgroupns=True)
    assert options["network_mode"] == "none"
    assert options["read_only"] is True
    assert options["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in options["security_opt"]
    assert options["mem_limit"] == options["memswap_limit"] == (1024 + 3) * 1024 * 1024
    assert options["ipc_mode"] == options["cgroupns"] == "private"
    assert all("nosuid,nodev" in how and "size=" in how for how in options["tmpfs"].values())
    assert not {"binds", "volumes_from", "privileged", "devices", "cap_add"} & options.keys()


def test_the_profile_allows_by_name_only() -> None:
    document = json.loads(profile())
    assert document["defaultAction"] == "SCMP_ACT_ERRNO"
    allowed = {
        name
        for rule in document["syscalls"]
        if rule["action"] == "SCMP_ACT_ALLOW" and not rule["args"]
        for name in rule["names"]
    }
    assert {"read", "openat", "execve"} <= allowed
    denied = (
        "ptrace bpf keyctl userfaultfd io_uring_setup mount unshare setns socket clone clone3 perf_event_open"
    )
    assert not allowed & set(denied.split())


@pytest.mark.skipif(not known_machine(), reason="no filter for this kind of processor")
def test_the_compiled_filter_jumps_nowhere_outside() -> None:
    data = compiled()
    count = len(data) // 8
    for at in range(count):
        code, yes, no, _ = struct.unpack_from("=HBBI", data, at * 8)
        assert code in (0x20, 0x15, 0x35, 0x06)
        assert at + 1 + max(yes, no) < count or code == 0x06
    assert struct.unpack_from("=HBBI", data, (count - 1) * 8)[0] == 0x06


def test_the_context_holds_no_more_than_it_must(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("certificates")
    with tarfile.open(fileobj=context({})) as tar:
        names = set(tar.getnames())
    assert {"image/Dockerfile", "image/requirements.txt", "runner/start.py", "host/README"} <= names
    assert all(name.split("/")[0] in ("image", "runner", "host") for name in names)
    assert not any("ca.pem" in name or "pip.conf" in name or "pycache" in name for name in names)
    with tarfile.open(
        fileobj=context({"PIP_CERT": str(bundle), "PIP_INDEX_URL": "http://index.test/simple"})
    ) as tar:
        config = tar.extractfile("host/pip.conf")
        assert config is not None
        assert b"index-url = http://index.test/simple" in config.read()
        assert "host/ca.pem" in tar.getnames()


def test_the_fingerprint_follows_the_base() -> None:
    assert fingerprint("a") == fingerprint("a") != fingerprint("b")
    assert len(fingerprint("a")) == 12


def test_a_build_is_told_in_plain_words() -> None:
    said: list[str] = []
    lines = ["Step 2/9 : FROM debian AS builder\n", "Step 3/9 : RUN apt-get update\n", "Get:1 whatever\n"]
    lines += ["Step 5/9 : RUN if [ -f x ]\n", "Collecting pandas==3.1.1\n", "Collecting pandas==3.1.1\n"]
    follow([{"stream": line} for line in lines] + [{"aux": {"ID": "x"}}], said.append)
    assert said == [
        "Getting the base system",
        "Installing Python and fonts",
        "Installing the libraries",
        "Installing the libraries: pandas 3.1.1",
    ]


@pytest.mark.parametrize(
    ("text", "kind"), [("pip failed", ImageMissing), ("No space left on device", DiskFull)]
)
def test_a_build_that_fails_says_why(text: str, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=text):
        follow([{"stream": "before"}, {"error": text}], lambda _line: None)


def test_only_what_lost_its_owner_is_removed() -> None:
    now = str(int(time.time()))
    mine = {"oneoff": "1", "oneoff.owner": owner(), "oneoff.started": now}
    assert not cleaning.orphaned(mine)
    assert cleaning.orphaned({**mine, "oneoff.owner": f"{2**22 + 1}@{socket.gethostname()}"})
    assert cleaning.orphaned(
        {**mine, "oneoff.owner": owner(), "oneoff.started": "1000"}
    )  # its number was used again
    assert not cleaning.orphaned({**mine, "oneoff.owner": f"{os.getpid()}@elsewhere"})
    assert not cleaning.orphaned({})


def test_images_of_ours_grow_old() -> None:
    month = 31 * 24 * 3600
    assert cleaning._old("oneoff-sandbox:abc", time.time() - month)
    assert cleaning._old("oneoff-packages:for-abc", time.time() - month)
    assert not cleaning._old("oneoff-packages:abc", time.time() - month / 2)
    assert not cleaning._old("oneoff-sandbox:abc", time.time())
    assert not cleaning._old("debian:bookworm-slim", 0.0)


def test_what_is_over_and_was_forgotten_is_removed() -> None:
    long_ago = time.time() - 2 * 3600
    assert cleaning._forgotten({"State": "exited", "Created": long_ago})
    assert cleaning._forgotten({"State": "created", "Created": long_ago})
    assert not cleaning._forgotten({"State": "running", "Created": long_ago})
    assert not cleaning._forgotten({"State": "exited", "Created": time.time()})
