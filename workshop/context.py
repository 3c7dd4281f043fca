"""What a model is told of a turn, gathered from the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from generator.brief import Brief, EarlierTurn, make_brief
from generator.codec import from_plain
from generator.explain import ShownText
from generator.privacy import Privacy
from generator.types import Program
from workshop import tables as t
from workshop.store import REQUEST_FILE, Store
from workshop.workbench import profiles_of

_EARLIER = 6  # turns that a brief tells of


def brief_of(store: Store, turn: str) -> Brief:
    """The brief for a turn: the request, its files, the current program, what was said before."""
    this = store.turn(turn)
    earlier = store.earlier_turns(turn, _EARLIER)
    return make_brief(
        this.request,
        profiles_of(this),
        earlier=[EarlierTurn(before.request, _shown_then(store, before)) for before in earlier],
        current=_current(store, earlier),
        answers=[(one["question"], one["answer"]) for one in this.answers if not _about_money(one)],
        privacy=privacy_of(store),
        request_file=REQUEST_FILE if any(file["name"] == REQUEST_FILE for file in this.files) else "",
    )


def privacy_of(store: Store) -> Privacy:
    """What the person lets a model see."""
    return cast(Privacy, store.setting("privacy").get("level", "samples"))


def shown_of(store: Store, turn: str) -> list[ShownText]:
    """What the program of a turn showed and printed, as text."""
    run_id = store.turn(turn).run_id
    if run_id is None:
        return []
    run, outputs = store.run(run_id)
    printed = [ShownText("printed", "text/plain", run.stdout)] if run.stdout.strip() else []
    return [*printed, *(ShownText(output.name, output.mime, output.text) for output in outputs)]


def program_of(store: Store, version: str) -> Program:
    kept = store.version(version)
    return from_plain(
        Program, {"source": kept.source, "kind": kept.kind, "title": kept.title, "inputs": kept.inputs}
    )


def _about_money(answer: dict[str, Any]) -> bool:
    """Nothing that a program could be better for."""
    return bool(answer.get("about", {}).get("kind") == "budget")


def _current(store: Store, earlier: Sequence[t.Turn]) -> Program | None:
    for turn in reversed(earlier):
        if turn.status == "done" and turn.version_id:
            return program_of(store, turn.version_id)
    return None


def _shown_then(store: Store, turn: t.Turn) -> str:
    if turn.status != "done" or not turn.run_id:
        return str(turn.error["sentence"]) if turn.error else turn.words
    return "\n".join(shown.text for shown in shown_of(store, turn.id)).strip()
