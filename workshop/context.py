"""What a model is told of a turn, gathered from the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from generator.brief import Brief, EarlierTurn, make_brief
from generator.codec import from_plain
from generator.explain import ShownText
from generator.fence import fence
from generator.fitting import BUDGETS
from generator.model import Picture
from generator.privacy import Privacy, may_see_pictures
from generator.types import Plan, Program
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.ends import MAY_I
from workshop.folder.looking import notes_of
from workshop.store import REQUEST_FILE, Store
from workshop.views import DRAWN
from workshop.workbench import Plain, profiles_of

_EARLIER = 6  # turns that a brief tells of
_BACK = "I went back to an earlier result; the program of that is the current one again. It was made for:"
_VARIANTS = "Show me other variants of what the current program shows. It was made for:"
READING = "reading"  # what an answer is about that chose between two results


def brief_of(
    store: Store,
    blobs: Blobs,
    turn: str,
    *,
    with_program: bool = True,
    with_results: bool = True,
    decided: Sequence[tuple[str, str]] = (),
    tokens: int = BUDGETS[0],
) -> Brief:
    """The brief for a turn: the request, its files, the current program (a repair has its own), what was said before.

    `decided` are answers that nobody gave: (question, the likeliest answer). `tokens`: its budget. Without program and
    results it leads nobody who is to find out by himself.
    """
    this, privacy = store.turn(turn), privacy_of(store)
    earlier = store.earlier_turns(turn, _EARLIER)
    return make_brief(
        request_of(this),
        profiles_of(this),
        earlier=[_earlier(store, before, with_results) for before in earlier],
        current=_current(store, this, earlier) if with_program else None,
        answers=[*(_answer(this, one) for one in this.answers if not _about_money(one)), *decided],
        privacy=privacy,
        token_budget=tokens,
        request_file=REQUEST_FILE if any(file["name"] == REQUEST_FILE for file in this.files) else "",
        pictures=_pictures(blobs, this) if may_see_pictures(privacy) else (),
        folder=notes_of(this),
    )


def _earlier(store: Store, before: t.Turn, with_results: bool) -> EarlierTurn:
    decided = [(one["question"], one["answer"]) for one in before.answers if _about(one) == READING]
    shown = _shown_then(store, before) if with_results else ""
    return EarlierTurn(request_of(before), shown, tuple(decided))


def request_of(turn: t.Turn) -> str:
    """What the person said; values put into a form are data, since its labels and choices may come from a file."""
    kinds = turn.change or {}
    if "values" in kinds:
        return f"Other values in its form:\n{fence(turn.request, 'a form')}"
    if "tool" in kinds:
        return f"A tool that was kept, run again. It was made for:\n{fence(turn.request, 'a tool')}"
    before = _BACK if "back_to" in kinds else _VARIANTS if "variants_of" in kinds else ""
    return f"{before} {turn.request}".strip()


def _pictures(blobs: Blobs, this: t.Turn) -> list[Picture]:
    """The small copies that were made when the files were looked at."""
    pictured = [profile for profile in profiles_of(this) if profile.picture]
    return [Picture(profile.name, "image/jpeg", blobs.get(profile.picture)) for profile in pictured]


def privacy_of(store: Store) -> Privacy:
    """What the person lets a model see."""
    return cast(Privacy, store.setting("privacy").get("level", "samples"))


def shown_of(store: Store, turn: str) -> list[ShownText]:
    """What the program of a turn showed and printed, as text."""
    run_id = store.turn(turn).run_id
    return shown_in(store, run_id) if run_id else []


def shown_in(store: Store, run_id: str) -> list[ShownText]:
    """What a run showed and printed, as text."""
    run, outputs = store.run(run_id)
    printed = [ShownText("printed", "text/plain", run.stdout)] if run.stdout.strip() else []
    return [
        *printed,
        *(ShownText(output.name, output.mime, output.text) for output in outputs if DRAWN not in output.mime),
    ]


def program_of(store: Store, version: str) -> Program:
    kept = store.version(version)
    return from_plain(
        Program, {"source": kept.source, "kind": kept.kind, "title": kept.title, "inputs": kept.inputs}
    )


def said_of(store: Store, turn: str) -> str:
    """All that values in a program may come from: what the person said, and what is known of the files. Stays here."""
    this = store.turn(turn)
    turns = [*store.earlier_turns(turn, _EARLIER), this]
    answers = [answer["answer"] for one in turns for answer in one.answers]
    shown = [_shown_then(store, before) for before in turns[:-1]]
    profiles = json.dumps(this.profiles, ensure_ascii=False)
    return "\n".join([*(one.request for one in turns), *answers, *shown, profiles])


def _answer(turn: t.Turn, answer: Plain) -> tuple[str, str]:
    """A question and its answer; the one about a plan holds the plan."""
    plan = from_plain(Plan, turn.plan) if turn.plan and answer["question"] == MAY_I else None
    steps = " ".join(f"{step.rstrip('.')}." for step in (*plan.steps, *plan.assumptions)) if plan else ""
    return f"{answer['question']} {steps}".strip(), answer["answer"]


def _about_money(answer: dict[str, Any]) -> bool:
    """Nothing that a program could be better for."""
    return _about(answer) == "budget"


def _about(answer: dict[str, Any]) -> str:
    return str(answer.get("about", {}).get("kind", ""))


def _current(store: Store, this: t.Turn, earlier: Sequence[t.Turn]) -> Program | None:
    """Of the result before, else of the tool that is to be made to fit."""
    for turn in reversed(earlier):
        if turn.status == "done" and turn.version_id:
            return program_of(store, turn.version_id)
    adapted = (this.change or {}).get("program")
    return from_plain(Program, adapted) if adapted else None


def _shown_then(store: Store, turn: t.Turn) -> str:
    if turn.status != "done" or not turn.run_id:
        return str(turn.error["sentence"]) if turn.error else turn.words
    return "\n".join(shown.text for shown in shown_of(store, turn.id)).strip()
