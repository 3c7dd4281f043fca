"""Opens the way to allowed hosts for one run, and closes it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sandbox.base import Limits
from sandbox.conversation import Outgoing
from sandbox.network.policy import Policy
from sandbox.network.tunnel import Network


@contextlib.contextmanager
def open_gate(policy: Policy, limits: Limits) -> Iterator[tuple[Network | None, Outgoing | None]]:
    """Nothing where the program may reach nothing."""
    if not policy.hosts:
        yield None, None
        return
    outgoing = Outgoing()
    network = Network(policy, outgoing.put, limits.network_mb)
    try:
        yield network, outgoing
    finally:
        network.close()
        outgoing.close()
