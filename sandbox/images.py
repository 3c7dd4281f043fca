"""The image that programs run in: found by the fingerprint of what it is made from, else built."""

from __future__ import annotations

import functools
import os
import re
import threading
from collections.abc import Callable, Iterable
from typing import Any

from docker.errors import ImageNotFound

from sandbox.base import DiskFull, ImageMissing, ignore
from sandbox.context import build_arguments, context, fingerprint
from sandbox.engine import engine

REPOSITORY, PACKAGES, HUNTING = (
    "oneoff-sandbox",
    "oneoff-packages",
    "oneoff-hunting",
)  # what images of ours are called
_BUILD_SECONDS = 3600
_PACKAGE = re.compile(r"Collecting ([\w.-]+)==([\w.+!-]+)")
_STEPS = (  # beginnings of the Dockerfile's lines, in order, and what they mean to a person
    ("FROM", "Getting the base system"),
    ("RUN apt-get", "Installing Python and fonts"),
    ("RUN if", "Installing the libraries"),
    ("COPY --from", "Putting it together"),
    ("COPY runner", "Adding the last pieces"),
)
_building = threading.Lock()


class Images:
    """Knows the image's tag; builds it at most once at a time in this process."""

    def __init__(self, base: str) -> None:
        self.base = base

    @functools.cached_property
    def tag(self) -> str:
        return f"{REPOSITORY}:{fingerprint(self.base)}"

    def ready(self) -> bool:
        """Raises SandboxUnavailable."""
        with engine() as client:
            return has(client, self.tag)

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        """At once where the image is there. Raises SandboxUnavailable, ImageMissing, DiskFull."""
        with _building, engine(timeout=_BUILD_SECONDS) as client:
            if has(client, self.tag):
                return
            if not has(client, self.base):
                on_progress("Getting the base system")
                _pull(client, self.base)
            self._build(client, on_progress)
        on_progress("The sandbox is ready")

    def _build(self, client: Any, on_progress: Callable[[str], None]) -> None:
        lines = client.build(
            fileobj=context(os.environ),
            custom_context=True,
            dockerfile="image/Dockerfile",
            tag=self.tag,
            buildargs=build_arguments(self.base, os.environ),
            network_mode="host",
            use_config_proxy=False,
            decode=True,
            rm=True,
            forcerm=True,
        )
        follow(lines, on_progress)


def has(client: Any, name: str) -> bool:
    """Whether the engine has this image."""
    try:
        client.inspect_image(name)
    except ImageNotFound:
        return False
    return True


def _pull(client: Any, name: str) -> None:
    repository, _, tag = name.rpartition(":")
    for line in client.pull(repository, tag=tag, stream=True, decode=True):
        if "error" in line:
            raise failed(str(line["error"]))


def follow(lines: Iterable[dict[str, Any]], on_progress: Callable[[str], None]) -> None:
    """Tell a build's log as short lines for a person. Raises ImageMissing, DiskFull where it fails."""
    last, told = "", ""
    for line in lines:
        text = str(line.get("stream", "")).strip()
        if "error" in line:
            raise failed(f"{line['error']}\n{last}")
        last = f"{last}\n{text}"[-2000:] if text else last
        says = _says(text)
        if says and says != told:
            told = says
            on_progress(says)


def _says(text: str) -> str:
    if package := _PACKAGE.match(text):
        return f"Installing the libraries: {package[1]} {package[2]}"
    step = re.match(r"Step \d+/\d+ : (.*)", text)
    return next((says for start, says in _STEPS if step and step[1].startswith(start)), "")


def failed(detail: str) -> ImageMissing | DiskFull:
    """The error for a build or a pull that went wrong."""
    if "no space left" in detail.lower():
        return DiskFull("The disk is full.", "Free some space (about 2 GB are needed) and try again.", detail)
    return ImageMissing(
        "What programs run in couldn't be prepared.", "Check the internet connection and try again.", detail
    )
