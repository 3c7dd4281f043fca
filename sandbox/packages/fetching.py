"""JSON from elsewhere, bounded: in bytes, in seconds, and to the host that was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError  # what reading a body raises; urllib3 comes with requests

_BLOCK = 64 * 1024
_MOST_REDIRECTS = 3
_FAILURES = (requests.RequestException, HTTPError, OSError, ValueError, RecursionError)


@dataclass(frozen=True, slots=True)
class Question:
    url: str
    seconds: float
    accept: str = "application/json"
    most_bytes: int = 16_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is None where nothing came back in time, within bounds and from the host that was asked."""

    status: int | None = None
    plain: Any = None  # parsed JSON of a 200; None where it isn't JSON


def ask_all(session: requests.Session, questions: Mapping[str, Question]) -> dict[str, Answer]:
    """An answer to each, asked at the same time; each takes at most its `seconds`. Never raises."""
    answers = dict.fromkeys(questions, Answer())
    start = time.monotonic()

    def ask(name: str, question: Question) -> None:
        answers[name] = _ask(session, question, start + question.seconds)

    threads = {
        name: threading.Thread(target=ask, args=(name, questions[name]), daemon=True) for name in questions
    }
    for thread in threads.values():
        thread.start()
    for name, thread in threads.items():
        thread.join(max(0.0, start + questions[name].seconds - time.monotonic()))
    return dict(answers)  # a copy: what comes late isn't looked at


def _ask(session: requests.Session, question: Question, deadline: float) -> Answer:
    try:
        with _followed(session, question, deadline) as response:
            if response.status_code != 200:
                return Answer(response.status_code)
            return Answer(200, _parsed(_body(response, question.most_bytes, deadline)))
    except _FAILURES:
        return Answer()


def _followed(session: requests.Session, question: Question, deadline: float) -> requests.Response:
    url = question.url
    for _ in range(_MOST_REDIRECTS + 1):
        response = session.get(
            url,
            headers={"Accept": question.accept},
            timeout=max(0.1, deadline - time.monotonic()),
            stream=True,
            allow_redirects=False,
        )
        if not response.is_redirect:
            return response
        response.close()
        url = _same_host(url, response.headers["location"])
    raise ValueError("redirected too often")


def _same_host(url: str, location: str) -> str:
    """Where `location` leads, with the credentials of `url`. Raises ValueError for another host."""
    start, goal = urlsplit(url), urlsplit(urljoin(url, location))
    if (goal.scheme, goal.hostname, goal.port) != (start.scheme, start.hostname, start.port):
        raise ValueError("redirected to another host")
    return goal._replace(netloc=start.netloc).geturl()


def _body(response: requests.Response, most: int, deadline: float) -> bytes:
    """Read as it comes, so that a slow drip is seen for what it is."""
    body = bytearray()
    while block := response.raw.read1(_BLOCK, decode_content=True):
        body += block
        if len(body) > most:
            raise ValueError("too long")
        if time.monotonic() > deadline:
            raise ValueError("too slow")
    return bytes(body)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
