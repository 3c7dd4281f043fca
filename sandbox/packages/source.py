"""Where packages come from on this machine, and the run of a program that installs some of them.

The installer is a program like any other, with a writable folder more: no file of a person's is given to it, and it
reaches the package index and nothing else.
"""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from sandbox.base import InputFile, Job, Limits
from sandbox.network.policy import Policy, ask_the_system
from sandbox.packages.install import installer_source
from sandbox.packages.pip_settings import bundle, index_url

LAYER = "/opt/oneoff/layer"
"""Where installed packages are found inside."""

_WHEELHOUSE = "wheelhouse.oneoff"
_FILES = {"pypi.org": "files.pythonhosted.org"}  # indexes whose files lie on another host
_LIMITS = Limits(
    wall_seconds=300,
    memory_mb=2048,
    processes=256,
    scratch_mb=1024,
    outputs=1,
    output_bytes=1,
    network_mb=1000,
)


@dataclass(frozen=True, slots=True)
class Source:
    """`index`: a simple API's address, "" for none; `wheelhouse`: a folder of wheels; `bundle`: certificates."""

    index: str = ""
    wheelhouse: Path | None = None
    bundle: str = ""

    @classmethod
    def of_this_machine(cls, environ: Mapping[str, str], wheelhouse: Path | None = None) -> Source:
        """The index that pip would use; with a wheelhouse that alone, so that it works offline."""
        return cls("" if wheelhouse else index_url(environ), wheelhouse, bundle(environ))


@dataclass(frozen=True, slots=True)
class Installation:
    """One run of the installer: its job, where it may go, and what it finds set."""

    job: Job
    policy: Policy
    environment: dict[str, str]


@contextlib.contextmanager
def installation(packages: Iterable[str], source: Source) -> Iterator[Installation]:
    """Ready to be run as long as this lasts. Raises BadPackage."""
    with _served(source.wheelhouse) as address:
        hosts = (*_hosts(source.index), *([urlsplit(address).netloc] if address else []))
        program = installer_source(packages, source.index, address, target=LAYER)
        files = (InputFile("ca.pem", Path(source.bundle)),) if source.bundle else ()
        found = {"SSL_CERT_FILE": "/in/ca.pem"} if source.bundle else {}
        yield Installation(
            Job(program, files, limits=_LIMITS, hosts=hosts),
            Policy(hosts, private=True, resolve=_resolve),
            found,
        )


def _hosts(index: str) -> list[str]:
    if not index:
        return []
    place = urlsplit(index).netloc.rpartition("@")[2]
    return [place, *([_FILES[place]] if place in _FILES else [])]


def _resolve(name: str, port: int) -> list[str]:
    return ["127.0.0.1"] if name == _WHEELHOUSE else ask_the_system(name, port)


@contextlib.contextmanager
def _served(folder: Path | None) -> Iterator[str]:
    """The address of a page of links to the wheels in `folder`; "" where there is none."""
    if folder is None:
        yield ""
        return
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, name="oneoff-wheelhouse", daemon=True).start()
        try:
            yield f"http://{_WHEELHOUSE}:{server.server_port}/"
        finally:
            server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing is logged: the installer says what it couldn't get."""
