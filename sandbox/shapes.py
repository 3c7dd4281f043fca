"""What a started sandbox is like, as far as it matters to who may use it."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.base import Limits
from sandbox.profiles import Profile


@dataclass(frozen=True)
class Hardware:
    """The limits that a sandbox is started with; the others come with the job."""

    memory_mb: int
    cpus: float
    processes: int
    scratch_mb: int
    scratch_files: int

    @classmethod
    def of(cls, limits: Limits) -> Hardware:
        return cls(limits.memory_mb, limits.cpus, limits.processes, limits.scratch_mb, limits.scratch_files)


@dataclass(frozen=True)
class Shape:
    """Sandboxes of the same shape can stand in for each other."""

    hardware: Hardware
    profile: Profile
