"""The route that serves what programs and models made, each answer in an origin of its own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.headers import SANDBOXED
from workshop import wiring

# Below /app/static because that is the only address of our own that `st.image` hands on untouched.
_PLACE = "/app/static/shown"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "flac": "audio/flac",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
}
_HEADERS = {
    "Content-Security-Policy": SANDBOXED,
    "Connection-Allowlist": "()",  # no policy holds WebRTC; browsers that know this let nothing out at all
    "Cache-Control": "private, max-age=31536000, immutable",
}
_INSIDE = ("iframe", "image", "audio", "video")


def address(blob: str, kind: str) -> str:
    """Where `blob` is served; `kind` is "html", "svg", "png", "mp4" and so on."""
    return f"{_PLACE}/{blob}.{kind}"


def _show(request: Request) -> Response:
    # A page opened on its own could send itself elsewhere; inside ours the frame's policy forbids that.
    if request.headers.get("sec-fetch-dest", "iframe") not in _INSIDE:
        return PlainTextResponse("This is shown inside Oneoff only.", 403)
    media_type = _TYPES.get(request.path_params["kind"])
    try:
        path = wiring.workshop().blob_path(request.path_params["blob"])
    except (ValueError, FileNotFoundError):
        media_type = None
    if media_type is None:
        return PlainTextResponse("This isn't here any more.", 404)
    return FileResponse(path, media_type=media_type, headers=_HEADERS)


routes = [Route(f"{_PLACE}/{{blob}}.{{kind}}", _show)]
