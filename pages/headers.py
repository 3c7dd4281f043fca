"""What every answer of the server says to the browser: load nothing from elsewhere, guess nothing, tell nothing."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.parts import built_in, dropping, news, tongue

SANDBOXED = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; form-action 'none'; frame-ancestors 'self'"
)
"""For what a program or a model made: it runs in an origin of its own and reaches nothing."""

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
}


@functools.cache
def policy() -> str:
    """The page's own Content-Security-Policy. Vega compiles its expressions, hence 'unsafe-eval'."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' {_inline_scripts()}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "connect-src 'self' blob:",  # a recording is read back from the browser's own memory
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class Headers:
    """Adds the headers to each answer; an answer's own policy is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy())
                for name, value in _COMMON.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class KnownHosts:
    """Refuses a name that isn't in `server.allowedHosts`: a page elsewhere may have pointed its name here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _known(_host(scope)):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("This address isn't known here.", 421)(scope, receive, send)


def _host(scope: Scope) -> str:
    named = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return re.sub(r":\d+$", "", named).lower()


def _known(host: str) -> bool:
    allowed = [str(name).lower() for name in config.get_option("server.allowedHosts")]
    return not allowed or "*" in allowed or host in allowed or any(_under(host, name) for name in allowed)


def _under(host: str, name: str) -> bool:
    return name.startswith("*.") and host.endswith(name[1:])


def _inline_scripts() -> str:
    """The hashes of the scripts that stand in Streamlit's own page, and of ours."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    ours = (news.SCRIPT, tongue.SCRIPT, dropping.SCRIPT, built_in.SCRIPT)
    return " ".join(f"'sha256-{_digest(script)}'" for script in (*scripts, *ours))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
