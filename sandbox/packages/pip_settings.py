"""Where pip and uv on this machine find packages: their environment, else pip's configuration files."""

from __future__ import annotations

import configparser
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

PUBLIC = "https://pypi.org/simple"
_ADDRESSES = ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL")
_BUNDLES = ("PIP_CERT", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")


def index_url(environ: Mapping[str, str]) -> str:
    """The index's simple API, without a slash at the end; the public one where nothing else is said."""
    said = next((environ[name] for name in _ADDRESSES if environ.get(name)), "")
    return (said or _configured(environ, "index-url") or PUBLIC).strip().rstrip("/")


def bundle(environ: Mapping[str, str]) -> str:
    """A file of certificates to trust; "" for the usual ones."""
    said = (environ[name] for name in _BUNDLES if environ.get(name))
    found = (path for path in (*said, _configured(environ, "cert")) if path and Path(path).is_file())
    return next(found, "")


def _configured(environ: Mapping[str, str], key: str) -> str:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    for path in _files(environ):
        try:
            parser.read_string(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, configparser.Error):
            continue  # pip itself says what is wrong with it
    return parser.get("global", key, fallback="").strip()


def _files(environ: Mapping[str, str]) -> Iterator[Path]:
    """In pip's order: a later one overrides."""
    if environ.get("PIP_CONFIG_FILE") == "/dev/null":
        return
    for folder in environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":"):
        yield Path(folder) / "pip" / "pip.conf"
    yield Path("/etc/pip.conf")
    if home := environ.get("HOME"):
        yield Path(home) / ".pip" / "pip.conf"
        yield Path(environ.get("XDG_CONFIG_HOME") or Path(home) / ".config") / "pip" / "pip.conf"
        yield Path(home) / "Library" / "Application Support" / "pip" / "pip.conf"
    yield Path(environ.get("VIRTUAL_ENV") or sys.prefix) / "pip.conf"
    if named := environ.get("PIP_CONFIG_FILE"):
        yield Path(named)
