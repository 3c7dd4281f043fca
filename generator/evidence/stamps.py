"""Facts of a run in the words of a page. Checks and a second opinion come with their own issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def stamps(facts: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    """Short phrases for the stamp row: what was opened, what was not, where it ran, what wasn't checked.

    `facts` has "given", "opened", "hosts_asked", "hosts_refused" (lists of names), "sandbox" and "agreement" ([how many
    programs gave this result, how many worked, how many were written, whether results could be compared]), "written_in" (values that look like data); what is missing is not claimed.
    """
    if kind == "html":
        return ("A page without access to the internet", "Not checked by a second program")
    said = [*_files(list(facts.get("given", ())), list(facts.get("opened", ()))), *_place(facts)]
    own = facts.get("written_in", 0)
    written_in = (f"{own:,} values stand in the program itself",) if own else ()
    return (*said, *written_in, _agreement(facts))


def _agreement(facts: Mapping[str, Any]) -> str:
    same, ran, written, compared = facts.get("agreement", (1, 1, 1, True))
    if written == 1:
        return "Not checked by a second program"
    if ran == 1:
        return f"One of {written} programs worked, so there was nothing to compare it with"
    if not compared:
        return f"{ran} programs worked; what they show can't be compared here"
    if same == 1:
        return f"{ran} programs worked, and no two results were found the same"
    return f"{same} of {ran} programs written separately gave this result"


def _files(given: list[str], opened: list[str]) -> list[str]:
    unread = [name for name in given if name not in opened]
    read = [name for name in given if name in opened]
    phrases = [f"Opened {_names(read)}"] if read else []
    return [*phrases, f"Did not open {_names(unread)}"] if unread else phrases


def _names(names: list[str], kind: str = "files") -> str:
    return names[0] if len(names) == 1 else f"{len(names)} {kind}" if len(names) > 2 else " and ".join(names)


def _place(facts: Mapping[str, Any]) -> list[str]:
    where = {"docker": "Ran in a container", "built-in": "Ran in the built-in sandbox"}.get(
        facts.get("sandbox", "")
    )
    if where is None:
        return []
    refused = list(facts.get("hosts_refused", ()))
    reached = [host for host in facts.get("hosts_asked", ()) if host not in refused]
    kept_out = [f"Was kept from {_names(refused, 'hosts')}"] if refused else []
    return [
        where if reached else f"{where} without network",
        *([f"Was let through to {_names(reached, 'hosts')}"] if reached else []),
        *kept_out,
    ]
