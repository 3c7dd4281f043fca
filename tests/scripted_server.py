"""A model provider on loopback that says what a script tells it: OpenAI's protocol over real HTTP.

    with ScriptedServer([Reply("Hello"), Reply(status=429, retry_after=1)]) as server:
        ... server.base_url, server.requests ...

    python -m tests.scripted_server --port 0 --script FILE.json --log REQUESTS.jsonl

The first line printed is the port. A script is a list of replies taken in turn, or rules that look at
the request; see `Script`. Each request is a line of the log, so that calls can be counted across restarts.
"""

from __future__ import annotations

import argparse
import email
import json
import re
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HTML_PAGE = "<!doctype html><html><body><h1>It works!</h1></body></html>"


@dataclass(frozen=True)
class Reply:
    """One answer. Positions count words, times are seconds."""

    text: str = ""
    status: int = 200
    retry_after: float | str | None = None  # seconds, or a date as HTTP writes it
    error: str = ""  # the provider's words where status isn't 200
    code: str = ""  # its code, e.g. "insufficient_quota"
    first: float = 0.0  # silence before the first word
    between: float = 0.0  # silence before each further word
    cut_after: int | None = None  # the connection is dropped after so many words
    silent_after: int | None = None  # says nothing any more after so many words; 0: not even headers
    nonsense: str = ""  # "html": a web page instead of an answer; "json": events that aren't JSON
    finish: str | None = "stop"
    usage: bool = True
    cached: int = 0  # tokens of the prompt that are said to come from the cache
    plain: bool = False  # answers in one piece, though a stream was asked for


@dataclass
class Script:
    """Chooses the reply to a request body.

    `rules` are tried in order: the first whose `contains` (all of them) stands in the messages answers,
    its replies taken in turn, the last one again and again. Then `default`, in the same way.
    """

    rules: list[dict[str, Any]] = field(default_factory=list)
    default: list[Reply] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Script:
        """`[reply…]` or `{"rules": [{"contains": text or [texts], "replies": [reply…]}], "default": [reply…]}`."""
        plain = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(plain, list):
            plain = {"default": plain}
        rules = [{**rule, "replies": replies(rule["replies"])} for rule in plain.get("rules", [])]
        return cls(rules, replies(plain.get("default", [])))

    def __call__(self, body: dict[str, Any]) -> Reply:
        said = text_of(body)
        for number, rule in enumerate(self.rules):
            wanted = rule["contains"]
            if all(part in said for part in ([wanted] if isinstance(wanted, str) else wanted)):
                return self._next(number, rule["replies"])
        return self._next(-1, self.default)

    def _next(self, number: int, choices: list[Reply]) -> Reply:
        if not choices:
            return Reply(status=500, error="the script has no reply to this")
        at = self.taken.get(number, 0)
        self.taken[number] = at + 1
        return choices[min(at, len(choices) - 1)]


def replies(plain: Iterable[Any]) -> list[Reply]:
    return [Reply(item) if isinstance(item, str) else Reply(**item) for item in plain]


def text_of(body: dict[str, Any]) -> str:
    """All that the messages of a request say."""
    parts = []
    for message in body.get("messages", []):
        content = message.get("content") or ""
        parts.append(content if isinstance(content, str) else "".join(p.get("text", "") for p in content))
    return "\n".join(parts)


class ScriptedServer:
    """Serves a script on 127.0.0.1. `requests` are the bodies that came, `hang_ups` counts clients that left.

    A script is asked for one reply at a time, unless it says that it may be asked `at_once`.
    """

    def __init__(
        self,
        script: Iterable[Reply | str] | Callable[[dict[str, Any]], Reply],
        port: int = 0,
        log: Path | None = None,
        at_once: bool = False,
    ) -> None:
        self._choosing = nullcontext() if at_once else threading.Lock()
        self.script = script if callable(script) else Script(default=_as_replies(script))
        self.log, self.requests, self.headers = log, list[dict[str, Any]](), list[dict[str, str]]()
        self.hang_ups = threading.Semaphore(0)
        self._lock, self.closing = threading.Lock(), threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self.base_url = f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> ScriptedServer:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        self._server.serve_forever()

    def choose(self, body: dict[str, Any], headers: dict[str, str]) -> Reply:
        with self._choosing:
            with self._lock:
                self.requests.append(body)
                self.headers.append(headers)
            reply = self.script(body)
            if self.log:
                with self.log.open("a", encoding="utf-8") as log:
                    log.write(json.dumps({"at": time.time(), "body": body, "reply": asdict(reply)}) + "\n")
            return reply


def _as_replies(script: Iterable[Reply | str]) -> list[Reply]:
    return [Reply(item) if isinstance(item, str) else item for item in script]


def _handler(owner: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Nothing on stderr."""

        def do_GET(self) -> None:
            models = {"object": "list", "data": [{"id": "scripted", "object": "model"}]}
            self._whole(200 if self.path.endswith("/models") else 404, models)

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.endswith("/audio/transcriptions"):
                return self._hear(_form(self.headers["Content-Type"], raw))
            body = json.loads(raw)
            reply = owner.choose(body, {k.lower(): v for k, v in self.headers.items()})
            try:
                self._answer(reply, body)
            except (BrokenPipeError, ConnectionResetError):
                self._left()

        def _answer(self, reply: Reply, body: dict[str, Any]) -> None:
            if reply.status != 200:
                self._refuse(reply)
            elif reply.nonsense == "html":
                self._raw(200, HTML_PAGE.encode(), "text/html", {})
            elif reply.silent_after == 0:
                self._silence()
            elif body.get("stream") and not reply.plain:
                self._stream(reply, body)
            else:
                self._pause(reply.first)
                message = {"role": "assistant", "content": reply.text}
                choice = {"index": 0, "finish_reason": reply.finish, "message": message}
                whole = {**_base("chat.completion"), "choices": [choice]}
                self._whole(200, {**whole, **({"usage": _usage(reply, body)} if reply.usage else {})})

        def _hear(self, form: dict[str, bytes]) -> None:
            body = {"model": form["model"].decode(), "sound": len(form["file"])}
            reply = owner.choose(body, {k.lower(): v for k, v in self.headers.items()})
            if reply.status != 200:
                return self._refuse(reply)
            if reply.silent_after == 0:
                return self._silence()
            self._pause(reply.first)
            self._whole(200, {"text": reply.text})

        def _refuse(self, reply: Reply) -> None:
            headers = {} if reply.retry_after is None else {"Retry-After": str(reply.retry_after)}
            error = {
                "message": reply.error or f"scripted {reply.status}",
                "type": reply.code,
                "code": reply.code,
            }
            self._raw(reply.status, json.dumps({"error": error}).encode(), "application/json", headers)

        def _stream(self, reply: Reply, body: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._pause(reply.first)
            self._event(_chunk({"role": "assistant", "content": ""}))
            for at, word in enumerate(re.findall(r"\S+\s*|\s+", reply.text)):
                if at == reply.cut_after:
                    return self._drop()
                if at == reply.silent_after:
                    return self._silence()
                self._pause(reply.between)
                self._event("{broken" if reply.nonsense == "json" else _chunk({"content": word}))
            if reply.finish is not None:
                self._event(_chunk({}, reply.finish))
            if reply.usage:
                self._event({**_base("chat.completion.chunk"), "choices": [], "usage": _usage(reply, body)})
            self._event("[DONE]")
            self.wfile.write(b"0\r\n\r\n")

        def _event(self, payload: dict[str, Any] | str) -> None:
            said = payload if isinstance(payload, str) else json.dumps(payload)
            data = f"data: {said}\n\n".encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def _pause(self, seconds: float) -> None:
            if seconds:
                owner.closing.wait(seconds)

        def _drop(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def _silence(self) -> None:
            while not owner.closing.is_set():
                readable, _, _ = select.select([self.connection], [], [], 0.05)
                if readable and not self.connection.recv(1, socket.MSG_PEEK):
                    return self._left()

        def _left(self) -> None:
            self.close_connection = True
            owner.hang_ups.release()

        def _whole(self, status: int, payload: dict[str, Any]) -> None:
            self._raw(status, json.dumps(payload).encode(), "application/json", {})

        def _raw(self, status: int, data: bytes, kind: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

    return Handler


def _form(kind: str, raw: bytes) -> dict[str, bytes]:
    """The fields of a multipart form."""
    whole = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw)
    parts = whole.get_payload()
    assert isinstance(parts, list)
    return {
        str(part.get_param("name", header="content-disposition")): bytes(part.get_payload(decode=True) or b"")  # type: ignore[union-attr]
        for part in parts
    }


def _base(kind: str) -> dict[str, Any]:
    return {
        "id": f"scripted-{time.time_ns()}",
        "created": int(time.time()),
        "model": "scripted",
        "object": kind,
    }


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {**_base("chat.completion.chunk"), "choices": [choice]}


def _usage(reply: Reply, body: dict[str, Any]) -> dict[str, Any]:
    prompt, answer = len(text_of(body)) // 4, len(reply.text) // 4
    counted = {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}
    return {**counted, **({"prompt_tokens_details": {"cached_tokens": reply.cached}} if reply.cached else {})}


def main() -> None:
    parser = argparse.ArgumentParser(description="An OpenAI-compatible server that follows a script.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--script", type=Path, required=True)
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    server = ScriptedServer(Script.read(options.script), options.port, options.log)
    print(server.port, flush=True)
    server.serve()


if __name__ == "__main__":
    main()
