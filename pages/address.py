"""Where the page is served, and how that is told."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from streamlit import config

from workshop.config import ConfigError


def options(environ: Mapping[str, str]) -> dict[str, int]:
    """The port that ONEOFF_PORT asks for; without it, 8501 or the next free one. Raises `ConfigError`."""
    value = environ.get("ONEOFF_PORT", "")
    if not value:
        return {}
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise ConfigError(f"ONEOFF_PORT is {value!r}; it must be a number from 1 to 65535.")
    return {"server.port": int(value)}


def tell_address() -> None:
    """Print where to look, once the server listens."""
    host, number = config.get_option("server.address") or "localhost", config.get_option("server.port")
    sys.stdout.write(f"\nOneoff is at http://{host}:{number}\nStop it with Ctrl+C.\n\n")
    sys.stdout.flush()


def served_to_others() -> bool:
    """Whether another computer's browser may get at the page: it listens beyond this one, or answers to other names."""
    address = str(config.get_option("server.address") or "every one")
    names = [str(name).lower() for name in config.get_option("server.allowedHosts") or ["*"]]
    return not {address, *names} <= _THIS_COMPUTER


_THIS_COMPUTER = {"127.0.0.1", "localhost", "::1", "[::1]"}
