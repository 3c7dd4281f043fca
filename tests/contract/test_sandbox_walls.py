"""What a program can't reach. Each test runs in Docker and in the built-in one."""

from __future__ import annotations

import platform
from typing import Any

import pytest

from .conftest import Run


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('1.1.1.1', 53), 3)",
        "socket.getaddrinfo('example.com', 80)",
        "socket.create_connection(('127.0.0.1', {port}), 3)",
        "socket.create_connection(('172.17.0.1', {port}), 3)",
    ],
)
def test_no_network(run: Run, attempt: str) -> None:
    import socket

    with socket.create_server(("0.0.0.0", 0)) as server:
        execution = run("import socket\n" + attempt.format(port=server.getsockname()[1]))
    assert execution.failure is not None
    assert execution.failure.kind in (
        "OSError",
        "gaierror",
        "ConnectionRefusedError",
        "TimeoutError",
        "PermissionError",
    )


def test_no_files_and_processes_of_the_host(run: Run, tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    execution = run(
        "import os\n"
        f"print(os.path.exists({str(secret)!r}), os.path.exists('/etc/shadow') and os.access('/etc/shadow', os.R_OK))\n"
        "print(sorted(int(n) for n in os.listdir('/proc') if n.isdigit()) == [1, os.getpid()])\n"
        "print(os.getuid(), 'PATH' in os.environ and 'ONEOFF_SECRET' not in os.environ)"
    )
    assert execution.stdout.text == "False False\nTrue\n10001 True\n"


def test_the_system_cant_be_written(run: Run) -> None:
    execution = run(
        "import os\nfor place in ('/', '/usr', '/opt/oneoff', '/etc', '/dev', '/proc/sys/kernel'):\n"
        "    try:\n        open(place + '/x', 'w'); print('wrote', place)\n    except OSError: pass\n"
        "import ctypes\nprint(open('/proc/self/status').read().split('CapEff:')[1].split()[0], ctypes.CDLL(None).prctl(39, 0, 0, 0, 0))"
    )
    assert execution.stdout.text == "0000000000000000 1\n"


def test_the_supervisor_cant_be_read_or_traced(run: Run) -> None:
    execution = run(
        "import os\nfor path in ('/proc/1/mem', '/proc/1/fd/1', '/proc/1/environ'):\n"
        "    try:\n        open(path, 'rb').read(1); print('read', path)\n    except OSError: pass\nprint(sorted(os.listdir('/proc/self/fd')))"
    )
    *read, descriptors = execution.stdout.text.splitlines()
    assert descriptors.startswith("['0', '1', '2', '3'")
    if execution.facts.runtime == "runsc":  # gVisor knows no such protection; nothing secret is there
        read = [line for line in read if line != "read /proc/1/environ"]
    assert read == []


def test_doors_to_the_kernel_are_closed(run: Run) -> None:
    execution = run(
        "import ctypes, platform, socket\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "x86 = platform.machine() == 'x86_64'\n"
        "calls = {'ptrace': 101, 'bpf': 321, 'keyctl': 250, 'userfaultfd': 323, 'unshare': 272, 'mount': 165} if x86 else {}\n"
        "for name, number in {**calls, 'io_uring_setup': 425}.items():\n"
        "    if libc.syscall(number, 0x10000000 if name == 'unshare' else 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() not in (1, 28):\n"
        "        print('open:', name)\n"
        "for family in (40, 16, 17, 38):\n"
        "    try:\n        socket.socket(family, socket.SOCK_DGRAM); print('open: family', family)\n"
        "    except PermissionError: pass\n"
        "print('looked')"
    )
    if execution.facts.runtime == "runsc":  # another kernel answers, and that one is the boundary
        kernel = run("import platform\nprint(platform.release())").stdout.text.strip()
        assert kernel != platform.release()
        assert "open: bpf" not in execution.stdout.text
        assert "open: mount" not in execution.stdout.text
    else:
        assert execution.stdout.text == "looked\n"


def test_forged_frames_are_no_crash(run: Run) -> None:
    forged = "import os, struct\ndef frame(kind, about, payload=b''): os.write(3, struct.pack('>BII', kind, len(about), len(payload)) + about + payload)\n"
    ended = run(forged + "frame(11, b'{\"code\": 0}'); frame(14, b'{}')\nraise ValueError('real')")
    assert ended.exit_code == 1
    assert any("display channel" in hit.says for hit in ended.limits_hit)
    file = run(forged + "frame(12, b'{\"name\": \"/etc/passwd\", \"size\": 1}'); frame(13, b'{}', b'x')")
    assert file.facts.made == ()
    noise = run("import os\nos.write(3, os.urandom(100_000))\nprint('on')")
    assert noise.ok
    assert noise.stdout.text == "on\n"
    huge = run("import os, struct\nos.write(3, struct.pack('>BII', 5, 4_000_000_000, 1))")
    assert huge.ok


@pytest.mark.parametrize(
    "about",
    [
        '{"mime": 5, "size": 1}',
        '{"mime": "text/html", "size": -1}',
        '{"mime": "../x", "size": 1}',
        '{"mime": "text/html", "size": 99999999999}',
        "[" * 10_000,
    ],
)
def test_a_forged_display_is_a_typed_end(run: Run, about: str) -> None:
    execution = run(
        f"import os, struct\nabout = {about!r}.encode()\nos.write(3, struct.pack('>BII', 5, len(about), 0) + about)\n"
        "import time; time.sleep(0.5)"
    )
    assert execution.ended == "exited"
    assert execution.outputs == ()
