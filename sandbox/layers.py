"""Packages installed for programs, kept in Docker as images: the sandbox's own with one read-only layer more.

An image is named by the lock of what is in it, and a second time by what was asked for, so that the same wish is
answered at once.
"""

from __future__ import annotations

from typing import Any

from docker.errors import ImageNotFound

from sandbox.images import PACKAGES
from sandbox.packages.install import Installed, lock_key

_LABEL = "oneoff.layer"


def tag_of(layer: str) -> str:
    """The image that has it."""
    return f"{PACKAGES}:{layer}"


def find(client: Any, wish: str) -> str:
    """The layer that was made for `wish` (a `layer_key`), "" where none was."""
    try:
        labels = client.inspect_image(f"{PACKAGES}:for-{wish}")["Config"].get("Labels") or {}
        layer = str(labels.get(_LABEL, ""))
        client.inspect_image(tag_of(layer))  # its name may have been taken away
    except ImageNotFound:
        return ""
    return layer


def keep(client: Any, container: str, wish: str, base: str, installed: Installed) -> str:
    """Make a layer of what `container` installed on the image `base`; its key."""
    layer = lock_key(f"{base}\n{installed.lock}")
    client.commit(container, PACKAGES, layer, changes=[f"LABEL {_LABEL}={layer}"])
    client.tag(tag_of(layer), PACKAGES, f"for-{wish}", force=True)
    return layer
