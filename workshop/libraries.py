"""What programs may import, in the words of a prompt."""

from __future__ import annotations

from sandbox.libraries import import_names
from sandbox.libraries import libraries as installed

__all__ = ["import_names", "libraries"]


def libraries() -> str:
    """ "numpy 2.4.6, pandas 3.1.1, …": the wanted ones, not what they depend on."""
    return ", ".join(f"{library.name} {library.version}" for library in installed() if library.wanted)
