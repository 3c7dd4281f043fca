"""A tool that came from somebody else, in plain words, before it runs for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.screen import screen
from generator.syntax import texts_in
from generator.tools import FileSlot, Tool
from generator.types import Program
from sandbox.libraries import import_names, libraries
from sandbox.packages.names import curated
from workshop.views import ToolView

About = Literal["reads", "writes", "needs", "program"]
_CALLED = {
    "csv": "CSV", "excel": "Excel", "json": "JSON", "parquet": "Parquet", "sqlite": "SQLite", "text": "text", "log": "log",
    "pdf": "PDF", "word": "Word", "powerpoint": "PowerPoint", "zip": "ZIP", "image": "picture", "audio": "sound", "video": "film",
}  # fmt: skip
_MADE = re.compile(r"/out/([^/\\\n{}*]{1,80}\.\w{1,8})")
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence. `unusual`: most tools don't want this, and a person should know it before saying yes."""

    about: About
    text: str
    unusual: bool = False


def introduction(view: ToolView) -> tuple[Told, ...]:
    """What it reads, writes and needs, and what a look at its program says, in this order."""
    tool = view.tool
    return (*_reads(view), *_writes(tool), *_needs(tool), *_program(tool))


def fixed_files(tool: Tool, names: Sequence[str]) -> tuple[str, ...]:
    """Of the files that a tool was made with, those that it never asks for: it can't run without them."""
    asked = {slot.name for slot in tool.files}
    return () if "" in asked else tuple(name for name in names if name not in asked)


def _reads(view: ToolView) -> Iterator[Told]:
    tool = view.tool
    if tool.kind == "html":
        yield Told("reads", "It is a page and reads no files of yours.")
        return
    yield from (Told("reads", _slot(slot)) for slot in tool.files)
    if not tool.files:
        yield Told("reads", "It asks for no files.")
    if fixed := fixed_files(tool, [file.name for file in view.sample]):
        yield Told("reads", f"It brings files of its own along: {_listed(fixed)}.")
    yield Told("reads", "It sees nothing else on this computer.")


def _slot(slot: FileSlot) -> str:
    called = slot.label or slot.name or "Files"
    kinds = f" ({' / '.join(_CALLED.get(kind, kind) for kind in slot.formats)})" if slot.formats else ""
    if slot.several:
        return f"“{called}”: as many files as you give it{kinds}."
    return f"“{called}”: one file that you give it{kinds}."


def _writes(tool: Tool) -> Iterator[Told]:
    if tool.kind == "html":
        yield Told("writes", "It shows a page and keeps nothing.")
        return
    made = dict.fromkeys(name for text in texts_in(tool.source) for name in _MADE.findall(text))
    if made:
        yield Told("writes", f"It makes files for you to download: {_listed(tuple(made))}.")
    else:
        yield Told("writes", "It shows its result here, with files to download where it makes some.")
    yield Told("writes", "It can't change or delete your files.")


def _needs(tool: Tool) -> Iterator[Told]:
    for name in tool.installed:
        known = name in curated().values()
        yield Told("needs", _package(name, known), unusual=not known)
    for host in tool.hosts:
        said = f"It may reach {host} on the internet, and could send there what you give it."
        yield Told("needs", said, unusual=True)
    if not tool.hosts:
        yield Told("needs", "It can't reach the internet.")
    if not tool.installed:
        yield Told("needs", "Nothing has to be installed for it.")


def _package(name: str, known: bool) -> str:
    if known:
        return f"The package {name} is fetched from the internet before it runs. It is a well-known one."
    return f"The package {name} is fetched from the internet before it runs. It isn't well known here."


def _program(tool: Tool) -> Iterator[Told]:
    """A page says nothing of it: what a page would load doesn't come, and that stands there already."""
    if tool.kind == "python":
        names = {library.name.casefold() for library in libraries()}
        brought = set(tool.installed)
        imported = {name for name, meant in curated().items() if meant in brought} | brought
        available = import_names() | imported | {name.replace("-", "_") for name in brought} | names
        screened = screen(Program(tool.source, "python", tool.title), available=available)
        yield from (Told("program", _trouble(one.kind, one.sentence), True) for one in screened.problems)
        unasked = tuple(host for host in screened.hosts if host not in tool.hosts)
        if unasked:
            yield Told("program", f"It names {_listed(unasked)} on the internet, and won't get there.", True)
    else:
        screened = screen(Program(tool.source, "html", tool.title))
        if screened.remote:
            yield Told("program", "It wants to load something from the internet, which won't come.", True)
    if not screened.problems and not screened.hosts:
        yield Told(
            "program", "A look at its program found nothing unusual. Such a look doesn't find everything."
        )
    if tool.checks:
        yield Told("program", "It brings checks along, which are tried on each result.")


def _trouble(kind: str, sentence: str) -> str:
    if kind == "package":
        name = sentence.removeprefix("The package ").partition(" ")[0]
        return f"Its program uses {name}, which isn't here and isn't asked for: it won't run."
    if kind == "keyboard":
        return "Its program waits for somebody to type, which nobody can: it won't run."
    return "Its program can't be read as one: it won't run."


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
