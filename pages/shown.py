"""The route that serves what programs and models made, each answer in an origin of its own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.headers import SANDBOXED
from workshop import wiring
from workshop.folder.comparing import is_picture
from workshop.service import NotThere

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
_CHANGING = {**_HEADERS, "Cache-Control": "private, no-cache"}
_INSIDE = ("iframe", "image", "audio", "video")


def address(blob: str, kind: str) -> str:
    """Where `blob` is served; `kind` is "html", "svg", "png", "mp4" and so on."""
    return f"{_PLACE}/{blob}.{kind}"


def change_address(run: str, number: int, side: str, kind: str) -> str:
    """Where a picture in a folder is served: change `number` of `run`, "before" or "after"."""
    return f"{_PLACE}/{side}/{run}/{number}.{kind}"


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


def _show_change(request: Request) -> Response:
    if request.headers.get("sec-fetch-dest", "image") != "image":
        return PlainTextResponse("This is shown inside Oneoff only.", 403)
    at = request.path_params
    folders = wiring.workshop().folders
    looked = folders.before if at["side"] == "before" else folders.after
    try:
        content = looked(at["run"], at["number"])
    except (NotThere, OSError):
        content = None
    if content is None or content.path is None or not is_picture(content):
        return PlainTextResponse("This isn't here any more.", 404)
    return FileResponse(content.path, media_type=content.mime, headers=_CHANGING)


routes = [
    Route(f"{_PLACE}/{{blob}}.{{kind}}", _show),
    Route(f"{_PLACE}/{{side}}/{{run}}/{{number:int}}.{{kind}}", _show_change),
]
