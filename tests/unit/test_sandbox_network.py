"""What a list of hosts means: names only, the public internet only, closed where anything is odd."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.network.policy import Policy, Refused, host_name, is_public
from sandbox.network.request import Closing, Request


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("api.weather.gov", "api.weather.gov"),
        ("API.Weather.GOV.", "api.weather.gov"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", "localhost"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert host_name(text) == name


@pytest.mark.parametrize(
    "text",
    ["", ".", "a..b", "127.0.0.1", "0x7f000001", "127.1", "2130706433", "[::1]", "::1", "a b.c", "a/b", "a\n.b", "-a.b",
     "a_b.c", "user@a.b", "a:80", "x" * 64 + ".com", "a." * 130 + "com", "a.0x1"],
)  # fmt: skip
def test_odd_names_are_refused(text: str) -> None:
    with pytest.raises((ValueError, UnicodeError)):
        host_name(text)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.17.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "203.0.113.7", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::", "not an address", "", "::127.0.0.1",
     "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "140.82.121.3", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def policy(*hosts: str, leads_to: str = "140.82.121.3") -> Policy:
    return Policy(hosts, resolve=lambda _name, _port: [leads_to])


def test_a_name_on_the_list() -> None:
    assert policy("api.test").address("API.test.", 443) == "140.82.121.3"
    assert policy("api.test:8080").address("api.test", 8080) == "140.82.121.3"


@pytest.mark.parametrize(
    ("hosts", "name", "port", "leads_to"),
    [
        ((), "api.test", 443, "1.1.1.1"),
        (("api.test",), "other.test", 443, "1.1.1.1"),
        (("api.test",), "sub.api.test", 443, "1.1.1.1"),
        (("api.test",), "api.test.evil", 443, "1.1.1.1"),
        (("api.test",), "api.test", 22, "1.1.1.1"),
        (("api.test:8080",), "api.test", 443, "1.1.1.1"),
        (("api.test",), "api.test", 443, "127.0.0.1"),
        (("api.test",), "api.test", 443, "169.254.169.254"),
        (("1.1.1.1",), "1.1.1.1", 443, "1.1.1.1"),
        (("*",), "api.test", 443, "1.1.1.1"),
        (("",), "", 443, "1.1.1.1"),
    ],
)
def test_it_fails_closed(hosts: tuple[str, ...], name: str, port: int, leads_to: str) -> None:
    with pytest.raises(Refused):
        policy(*hosts, leads_to=leads_to).address(name, port)


def test_a_name_that_leads_to_several_places_is_dialled_where_it_may() -> None:
    both = Policy(("api.test",), resolve=lambda _name, _port: ["10.0.0.1", "1.1.1.1"])
    assert both.address("api.test", 443) == "1.1.1.1"


def pieces(*data: bytes) -> Iterator[bytes]:
    yield from data
    while True:
        yield b""


def read(*data: bytes) -> Request:
    source = pieces(*data)
    return Request.read(lambda: next(source))


def test_a_tunnel_is_asked_for() -> None:
    asked = read(b"CONNECT api.test:443 HT", b"TP/1.1\r\nHost: api.test:443\r\n\r\nhello")
    assert (asked.host, asked.port, asked.rest, asked.plain) == ("api.test", 443, b"hello", False)
    assert asked.answer.startswith(b"HTTP/1.1 200")


def test_a_page_is_asked_for() -> None:
    asked = read(
        b"GET http://api.test/x?y=1 HTTP/1.1\r\nHost: evil.test\r\nProxy-Authorization: x\r\nA: b\r\n\r\nbody"
    )
    assert (asked.host, asked.port, asked.plain) == ("api.test", 80, True)
    assert asked.rest == b"GET /x?y=1 HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\nA: b\r\n\r\nbody"


@pytest.mark.parametrize(
    "data",
    [b"", b"GET", b"\r\n\r\n", b"GET /x HTTP/1.1\r\n\r\n", b"GET ftp://a.b/ HTTP/1.1\r\n\r\n", b"CONNECT a.b HTTP/1.1\r\n\r\n",
     b"CONNECT a.b:99999 HTTP/1.1\r\n\r\n", b"CONNECT a.b:-1 HTTP/1.1\r\n\r\n", b"GET http://u:p@a.b/ HTTP/1.1\r\n\r\n",
     b"GET http://[::1 HTTP/1.1\r\n\r\n", b"x" * 200_000],
)  # fmt: skip
def test_what_isnt_a_request(data: bytes) -> None:
    with pytest.raises((ValueError, OSError)):
        read(data)


def test_a_response_says_that_it_is_the_last() -> None:
    closing = Closing()
    parts = [
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 20",
        b"0 OK\r\nConnection: keep-alive\r\nA: b\r\n",
        b"\r\nbo",
        b"dy",
    ]
    passed = b"".join(map(closing.feed, parts))
    assert passed == (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\nA: b\r\n\r\nbody"
    )
