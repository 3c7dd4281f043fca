"""What a person allowed a program: packages to install (in this conversation), hosts to reach (in this turn, once)."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.base import Execution
from sandbox.libraries import import_names
from sandbox.network.policy import host_name
from sandbox.packages.about import About
from sandbox.packages.names import BadPackage, Wanted, wanted
from workshop.store import Store
from workshop.workbench import Ended, Plain, Workbench

Kind = Literal["package", "host"]
_EARLIER = 50  # turns of the conversation
_MOST = 5  # hosts that are asked about in one turn, packages in one conversation


@dataclass(frozen=True, slots=True)
class Permissions:
    """(kind, name) of what was answered with yes, and with no."""

    allowed: frozenset[tuple[Kind, str]]
    refused: frozenset[tuple[Kind, str]]

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(sorted(name for kind, name in self.allowed if kind == "host"))


@dataclass(frozen=True, slots=True)
class Needs:
    """Distributions to install, and the import names that they bring."""

    distributions: tuple[str, ...] = ()
    imports: frozenset[str] = frozenset()


def answered(question: Plain, said: str) -> Plain:
    """What is stored of an answer. To a question of ours only the exact choice (value, label or number) is a yes."""
    entry = {"question": question.get("text", ""), "answer": said.strip()}
    if "about" not in question:
        return entry
    meant = {"1": "yes"} | {
        str(choice[key]).casefold(): choice["value"]
        for choice in question["choices"]
        for key in ("value", "label")
    }
    return {**entry, "answer": meant.get(said.strip().casefold(), "no"), "about": question["about"]}


def permissions_of(store: Store, turn: str) -> Permissions:
    """By the answers of this turn, and for packages of the earlier ones."""
    answers = [answer for answer in store.turn(turn).answers if "about" in answer]
    for before in store.earlier_turns(turn, _EARLIER):
        answers += [one for one in before.answers if one.get("about", {}).get("kind") == "package"]
    return Permissions(_answered(answers, yes=True), _answered(answers, yes=False))


def needs_of(bench: Workbench, turn: str, unknown: Iterable[str]) -> Needs:
    """What to install so that the names `unknown` can be imported. Raises `Ended` with a question.

    What the person refused, and what there is no package for, isn't in it.
    """
    permissions, taken = permissions_of(bench.store, turn), list[Wanted]()
    for name in unknown:
        for one in _wanted(name):
            entry: tuple[Kind, str] = ("package", one.distribution)
            if one.known or entry in permissions.allowed:
                taken.append(one)
            elif entry not in permissions.refused and _asked(permissions, "package") < _MOST:
                _ask_for_package(bench, turn, one)
    return Needs(tuple(one.distribution for one in taken), frozenset(one.imported for one in taken))


def ask_for_host(store: Store, turn: str, execution: Execution) -> None:
    """A program failed after it asked for a host that nobody allowed: raises `Ended` with a question about it."""
    permissions = permissions_of(store, turn)
    if _asked(permissions, "host") >= _MOST:
        return
    for asked in execution.facts.hosts_refused:
        try:
            host = host_name(asked)
        except (ValueError, UnicodeError):
            continue  # an address: never reached, so nothing to ask
        if "." in host and ("host", host) not in permissions.allowed | permissions.refused:
            raise Ended("asking", question=_about_host(host))


def _asked(permissions: Permissions, kind: Kind) -> int:
    return sum(entry[0] == kind for entry in permissions.allowed | permissions.refused)


def _wanted(name: str) -> tuple[Wanted, ...]:
    try:
        return wanted([name], import_names())
    except BadPackage:
        return ()


def _ask_for_package(bench: Workbench, turn: str, one: Wanted) -> None:
    with bench.at_work(turn, f"Looking up the package {one.distribution}") as token:
        about = _looked_up(bench, one.distribution, token)
    if about.exists is not False:
        text = f"The program needs the package {one.distribution}, which isn't well known here. May I install it?"
        raise Ended("asking", question=_question(text, about.sentence(), "package", one.distribution))


def _looked_up(bench: Workbench, name: str, token: threading.Event) -> About:
    """In a thread, so that Stop needn't wait for an index that is slow."""
    found: queue.SimpleQueue[About] = queue.SimpleQueue()
    threading.Thread(target=lambda: found.put(bench.about_package(name)), daemon=True).start()
    while True:
        if token.is_set():
            raise Ended("stopped")
        with contextlib.suppress(queue.Empty):
            return found.get(timeout=0.2)


def _about_host(host: str) -> Plain:
    text = f"The program wants to fetch something from {host}. May it, this once?"
    detail = f"It could also send there what it was given, so say yes only if you trust {host}."
    return _question(text, detail, "host", host)


def _question(text: str, detail: str, kind: Kind, name: str) -> Plain:
    choices = [
        {
            "label": "Yes, this once" if kind == "host" else "Yes, install it",
            "value": "yes",
            "detail": detail,
        },
        {"label": "No, do without", "value": "no", "detail": ""},
    ]
    about: dict[str, Any] = {"kind": kind, "name": name}
    return {
        "text": text,
        "choices": choices,
        "default": "no",
        "free_text": False,
        "way": "allow",
        "about": about,
    }


def _answered(answers: Iterable[dict[str, Any]], *, yes: bool) -> frozenset[tuple[Kind, str]]:
    said = ((one["about"], one["answer"] == "yes") for one in answers)
    return frozenset((about["kind"], about["name"]) for about, agreed in said if agreed is yes)
