"""Opens the way to allowed hosts for one run, and closes it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from sandbox.base import Job
from sandbox.conversation import Outgoing
from sandbox.network.policy import Policy
from sandbox.network.tunnel import Network


@contextlib.contextmanager
def open_gate(
    job: Job, policy: Callable[[tuple[str, ...]], Policy]
) -> Iterator[tuple[Network | None, Outgoing | None]]:
    """Nothing where the program may reach nothing."""
    if not job.hosts:
        yield None, None
        return
    outgoing = Outgoing()
    network = Network(policy(job.hosts), outgoing.put, job.limits.network_mb)
    try:
        yield network, outgoing
    finally:
        network.close()
        outgoing.close()
