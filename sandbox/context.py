"""What the image is built from: a fingerprint of it, and all of it as one tar."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_HERE = Path(__file__).parent
_BUNDLES = ("PIP_CERT", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
_PIP = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_TRUSTED_HOST", "PIP_DEFAULT_TIMEOUT")


def fingerprint(base: str) -> str:
    """12 hexadecimal digits that change with anything in image/, runner/ or the base."""
    digest = hashlib.sha256(base.encode())
    for name, data in sorted(_sources()):
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:12]


def context(environment: Mapping[str, str]) -> io.BytesIO:
    """The build's context as a tar. host/ holds what this machine needs to reach its package registry."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, data in (*_sources(), *_host(environment)):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o644
            tar.addfile(member, io.BytesIO(data))
    buffer.seek(0)
    return buffer


def build_arguments(base: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The base image, and this machine's proxies, which the engine keeps out of the image."""
    proxies = {name: environment[name] for name in _proxy_names() if environment.get(name)}
    return {"BASE": base, **proxies}


def _proxy_names() -> Iterator[str]:
    for name in ("http_proxy", "https_proxy", "no_proxy"):
        yield name
        yield name.upper()


def _sources() -> Iterator[tuple[str, bytes]]:
    for folder, pattern in (("image", "*"), ("runner", "*.py")):
        for path in sorted((_HERE / folder).glob(pattern)):
            if path.is_file():
                yield f"{folder}/{path.name}", path.read_bytes()


def _host(environment: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    yield "host/README", b"Only for the builder stage.\n"
    bundle = next((environment[name] for name in _BUNDLES if os.path.isfile(environment.get(name, ""))), None)
    if bundle is not None:
        yield "host/ca.pem", Path(bundle).read_bytes()
    lines = [
        f"{name[4:].lower().replace('_', '-')} = {environment[name]}"
        for name in _PIP
        if environment.get(name)
    ]
    if lines:
        yield "host/pip.conf", "\n".join(["[global]", *lines, ""]).encode()
