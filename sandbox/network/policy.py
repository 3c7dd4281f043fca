"""Where a program may go: names on its list, by http and https, where they lead to the public internet.

It fails closed: an empty list, an odd name, an address in place of a name, a private address are refused.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")

Resolve = Callable[[str, int], Iterable[str]]
"""A name and a port to addresses. Raises OSError."""


class Refused(Exception):
    """The text is for the program; `host` is what was asked for, made safe."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(why)
        self.host = host


def ask_the_system(name: str, port: int) -> list[str]:
    """The addresses that this machine finds for a name. Raises OSError."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def host_name(text: str) -> str:
    """A plain host name in lower case, without a last dot; raises ValueError for all else, addresses included."""
    name = text.strip().removesuffix(".").encode("idna").decode("ascii").lower()
    labels = name.split(".")
    if not name or len(name) > 253 or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError(f"{text[:100]!r} isn't the name of a host.")
    if re.fullmatch(r"0x[0-9a-f]*", labels[-1]):
        raise ValueError(f"{text[:100]!r} is an address, not a name.")
    return name


@dataclass(frozen=True)
class Policy:
    """Where one run may go. `hosts`: names, with ":PORT" where it isn't 80 or 443.

    `private`: names on the list may lead to addresses that aren't public (for the package index of a closed network).
    """

    hosts: tuple[str, ...]
    private: bool = False
    resolve: Resolve = ask_the_system

    def address(self, name: str, port: int) -> str:
        """The address to dial, resolved once. Raises Refused, OSError."""
        try:
            host = host_name(name)
        except (ValueError, UnicodeError):
            raise Refused(name[:253], "Only hosts by name can be reached.") from None
        if not self._listed(host, port):
            raise Refused(host, f"This program may not reach {host}.")
        for address in self.resolve(host, port):
            if self.private or is_public(address):
                return address
        raise Refused(host, f"{host} isn't on the public internet.")

    def _listed(self, host: str, port: int) -> bool:
        for entry in self.hosts:
            name, _, wanted = entry.lower().partition(":")
            if name.removesuffix(".") == host and (port == int(wanted) if wanted else port in (80, 443)):
                return True
        return False


_NOT_PUBLIC = tuple(map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48")))
"""Ways of writing IPv4 addresses that aren't routed, and translation within a site."""


def is_public(address: str) -> bool:
    """On the internet, and not a way of writing an address that isn't."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.is_site_local or any(found in network for network in _NOT_PUBLIC):
            return False
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inside is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inside = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inside is not None and not is_public(str(inside)):
            return False
    return found.is_global and not found.is_multicast
