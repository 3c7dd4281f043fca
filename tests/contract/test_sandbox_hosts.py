"""A program's way to allowed hosts, and to no others. The far hosts are real servers on this machine's loopback."""

from __future__ import annotations

import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.base import Execution, Job, LimitHit, Limits
from sandbox.docker import DockerSandbox
from sandbox.local import LocalSandbox
from sandbox.network.policy import Policy

from .conftest import PYTHON, AnySandbox, prepared

BIG = 3_000_000


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", f"http://other.test:{self.headers['Host'].partition(':')[2]}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = b"x" * BIG if self.path == "/big" else f"hello from {self.headers['Host']}".encode()
        self.answer(body)

    def do_POST(self) -> None:
        self.answer(b"%d" % len(self.rfile.read(int(self.headers["Content-Length"]))))

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def to_this_machine(hosts: tuple[str, ...]) -> Policy:
    """Every name leads here, and here counts as public: nothing else about the policy changes."""
    return Policy(hosts, private=True, resolve=lambda _name, _port: ["127.0.0.1"])


MAKERS: dict[str, Callable[[], AnySandbox]] = {
    "docker": lambda: DockerSandbox(runtime="runc", policy=to_this_machine),
    "gvisor": lambda: DockerSandbox(runtime="runsc", policy=to_this_machine),
    "built-in": lambda: LocalSandbox(PYTHON, policy=to_this_machine),
}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[pytest.mark.docker] * (name != "built-in")) for name in MAKERS],
)
def networked(request: pytest.FixtureRequest) -> Iterator[AnySandbox]:
    sandbox = prepared(MAKERS[request.param]())
    yield sandbox
    sandbox.close()


def ask(sandbox: AnySandbox, source: str, *hosts: str, limits: Limits | None = None) -> Execution:
    return sandbox.run(Job(source, hosts=hosts, limits=limits or Limits(wall_seconds=30)))


@pytest.mark.parametrize(
    "source",
    [
        "import requests\nprint(requests.get('http://api.test:{port}/x').text)",
        "import httpx\nprint(httpx.get('http://api.test:{port}/x').text)",
        "import urllib.request\nprint(urllib.request.urlopen('http://api.test:{port}/x').read().decode())",
    ],
)
def test_an_allowed_host_is_reached(networked: AnySandbox, port: int, source: str) -> None:
    execution = ask(networked, source.format(port=port), f"api.test:{port}")
    assert execution.failure is None, execution.failure.traceback
    assert execution.stdout.text == f"hello from api.test:{port}\n"
    assert execution.facts.hosts_asked == ("api.test",)
    assert execution.facts.hosts_refused == ()


def test_much_goes_both_ways_on_several_connections(networked: AnySandbox, port: int) -> None:
    source = f"""
import concurrent.futures, requests
def get(n): return len(requests.get("http://api.test:{port}/big").content)
with concurrent.futures.ThreadPoolExecutor(8) as pool: print(set(pool.map(get, range(8))))
print(requests.post("http://api.test:{port}/", data=b"y" * 2_000_000).text)
held = requests.get("http://api.test:{port}/big", stream=True)
print(requests.get("http://api.test:{port}/x").status_code, len(held.content))
"""
    execution = ask(networked, source, f"api.test:{port}")
    assert execution.failure is None, execution.failure.traceback
    assert execution.stdout.text == f"{{{BIG}}}\n2000000\n200 {BIG}\n"


def test_connections_that_are_let_go_of_are_no_trouble(networked: AnySandbox, port: int) -> None:
    source = f"""
import requests
for _ in range(300):
    with requests.get("http://api.test:{port}/big", stream=True) as answer: answer.raw.read(10)
print(len(requests.get("http://api.test:{port}/big").content))
"""
    execution = ask(networked, source, f"api.test:{port}")
    assert execution.failure is None, execution.failure.traceback
    assert execution.stdout.text == f"{BIG}\n"


def test_another_host_is_refused_and_told(networked: AnySandbox, port: int) -> None:
    source = f"""
import requests
for where in ("http://other.test:{port}/", "http://127.0.0.1:{port}/", "http://api.test:1/", "http://api.test.evil.test:{port}/",
              "http://[::1]:{port}/", "http://0x7f000001:{port}/", "http://user@api.test:{port}/"):
    print(requests.get(where, proxies={{"http": "http://127.0.0.1:3128"}}).status_code)
print(requests.get("http://api.test:{port}/moved").status_code)
"""
    execution = ask(networked, source, f"api.test:{port}")
    assert execution.failure is None, execution.failure.traceback
    assert execution.stdout.text.split() == ["403", "403", "403", "403", "403", "403", "200", "403"]
    assert {"other.test", "api.test.evil.test"} <= set(execution.facts.hosts_refused)


def test_nothing_is_reached_directly(networked: AnySandbox, port: int) -> None:
    source = f"""
import socket
for attempt in (lambda: socket.create_connection(("127.0.0.1", {port}), 2), lambda: socket.getaddrinfo("api.test", 80),
                lambda: socket.create_connection(("172.17.0.1", {port}), 2)):
    try: attempt(); print("open")
    except OSError: print("closed")
"""
    execution = ask(networked, source, f"api.test:{port}")
    assert execution.stdout.text.split() == ["closed"] * 3


def test_without_permission_the_asking_is_told(networked: AnySandbox) -> None:
    execution = ask(networked, "import requests\nrequests.get('https://api.weather.test/x')")
    assert execution.exit_code == 1
    assert execution.facts.hosts_asked == execution.facts.hosts_refused == ("api.weather.test",)


def test_tls_is_between_the_program_and_the_host(networked: AnySandbox, tmp_path: Path) -> None:
    certificate = Path(__file__).parent / "self-signed.pem"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_port
        source = f"import requests\nprint(requests.get('https://api.test:{port}/', verify=VERIFY).text)"
        trusting = ask(networked, source.replace("VERIFY", "False"), f"api.test:{port}")
        strict = ask(networked, source.replace("VERIFY", "True"), f"api.test:{port}")
        server.shutdown()
    assert trusting.stdout.text == f"hello from api.test:{port}\n"
    assert strict.failure is not None
    assert strict.failure.kind == "SSLError"


def test_too_much_is_cut_off_and_said(networked: AnySandbox, port: int) -> None:
    source = (
        f"import requests\nfor _ in range(3): print(len(requests.get('http://api.test:{port}/big').content))"
    )
    execution = ask(networked, source, f"api.test:{port}", limits=Limits(network_mb=4, wall_seconds=30))
    assert execution.exit_code == 1
    assert (
        LimitHit("network_mb", "More than 4 MB went over the network: it was cut off.")
        in execution.limits_hit
    )


def test_forged_frames_of_the_gate_are_a_typed_end(networked: AnySandbox, port: int) -> None:
    source = (
        "import os, struct, time\n"
        "for kind, about, payload in ((16, b'{\"id\": 7}', b'x'), (15, b'{\"id\": 1}', b''), (17, b'{\"id\": 1, \"n\": 9}', b'')):\n"
        "    os.write(3, struct.pack('>BII', kind, len(about), len(payload)) + about + payload)\nprint('on')"
    )
    execution = ask(networked, source, f"api.test:{port}")
    assert execution.stdout.text == "on\n"
    assert execution.facts.hosts_asked == ()


def test_no_thread_or_socket_is_left(networked: AnySandbox, port: int) -> None:
    held = f"import requests\nr = requests.get('http://api.test:{port}/big', stream=True)\nprint(r.status_code)\nwhile True: pass"
    execution = ask(networked, held, f"api.test:{port}", limits=Limits(wall_seconds=2))
    assert execution.ended == "timed_out"
    deadline = time.monotonic() + 15
    while any(one.name == "oneoff-gate" for one in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [one for one in threading.enumerate() if one.name == "oneoff-gate"]
