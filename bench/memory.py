"""What a container holds, as its cgroup counts it."""

from __future__ import annotations

from sandbox.engine import engine

_FILE_CACHE = ("inactive_file", "total_inactive_file")  # cgroup v2, v1


def mib(container: str) -> float:
    """MiB in use without the file cache that the kernel can drop at once. Raises SandboxError."""
    with engine() as client:
        found = client.stats(container, stream=False)["memory_stats"]
    cache = next((found["stats"][name] for name in reversed(_FILE_CACHE) if name in found["stats"]), 0)
    return float(found["usage"] - cache) / (1024 * 1024)
