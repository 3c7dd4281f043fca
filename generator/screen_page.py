"""A look at an HTML page before it is shown."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.inputs import inputs_of
from generator.screen import Problem, Screened
from generator.types import Program

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|script|style|main|div|form|svg|canvas)[\s>]", re.I)
_LINK = re.compile(r"\b(?:src|href)\s{0,9}=\s{0,9}[\"']?\s{0,9}((?:https?:)?//[^\s\"'>]+)", re.I)
_LOADING = re.compile(r"<(?:script|link|img|iframe|audio|video|source|embed|image)\b", re.I)
TAG = 2000  # characters from the start of a tag within which its address is looked for
_LOADED = re.compile(
    r"(?:url\(|@import|import\s*\(|\bfrom|\bimport|fetch\(|importScripts\(|WebSocket\()\s*[\"']?\s*"
    r"((?:https?:|wss?:)?//[^\s\"')>]+)",
    re.I,
)


def screen_page(program: Program) -> Screened:
    """Whether it is a page, and what it would load from the network: that won't come."""
    source = program.source.strip() + "\n"
    page = replace(program, source=source, inputs=inputs_of(source, "html") or program.inputs)
    if not _PAGE.search(source):
        return Screened(page, (Problem("page", "It is not an HTML page."),))
    needed = [(found[1], found.start()) for found in _LINK.finditer(source) if _loads(source, found.start())]
    needed += [(found[1], found.start()) for found in _LOADED.finditer(source)]
    at = {address: source.count("\n", 0, where) + 1 for address, where in reversed(needed)}
    remote = tuple(dict(needed))
    problems = tuple(
        Problem("remote", f"The page loads {address}, but there is no network.", at[address])
        for address in remote
    )
    return Screened(page, problems, remote=remote)


def _loads(source: str, at: int) -> bool:
    """Whether the tag around `at` loads what it names; a plain link doesn't."""
    start = source.rfind("<", max(0, at - TAG), at)
    return start >= 0 and _LOADING.match(source, start) is not None
