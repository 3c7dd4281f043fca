"""What the model is told of one request: no more than it needs, and what was left out is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.describe import describe
from generator.fence import code, fence, shortened
from generator.folder import FolderNotes, describe_folder
from generator.model import Picture
from generator.privacy import Privacy, may_see_pictures, visible_profile, visible_result
from generator.prompts import render
from generator.tokens import tokens_of
from generator.types import FileProfile, Program

REQUEST_SHARE = 0.5  # of the budget: beyond it a request is cut in its middle
SHOWN = 1500  # characters of what an earlier program showed
SAID = 2000  # characters of an earlier request


@dataclass(frozen=True, slots=True)
class EarlierTurn:
    """What the person said before and what came of it. `shown`: the outputs in short, as plain text; `decided`: which of
    two results they took, as (question, answer)."""

    request: str
    shown: str = ""
    decided: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """`text` goes to the model; `left_out` are sentences; `tokens` is an estimate of `text`.

    `known` are the names that messages may keep whatever the privacy: of files, sheets and columns.
    `current` is the program that an answer may change in places.
    `pictures` go with the text to a model that sees.
    """

    text: str
    left_out: tuple[str, ...]
    tokens: int
    request: str
    privacy: Privacy = "samples"
    known: tuple[str, ...] = ()
    current: Program | None = None
    pictures: tuple[Picture, ...] = ()


def make_brief(
    request: str,
    profiles: Sequence[FileProfile] = (),
    *,
    earlier: Sequence[EarlierTurn] = (),
    current: Program | None = None,
    answers: Sequence[tuple[str, str]] = (),
    privacy: Privacy = "samples",
    token_budget: int = 6000,
    request_file: str = "",
    pictures: Sequence[Picture] = (),
    folder: FolderNotes | None = None,
) -> Brief:
    """The brief. `answers` are (question, answer) pairs; `request_file`: the request also stands in /in there.

    The current program is always whole and not part of the budget: an edit of half a program is none.
    """
    left_out: list[str] = []
    asked = _request(request, int(token_budget * REQUEST_SHARE), request_file, left_out)
    said = [_answers(answers)] if answers else []
    room = token_budget - tokens_of("\n".join([asked, *said]))
    visible = [visible_profile(profile, privacy) for profile in profiles]
    about = describe_folder(folder, privacy, max(room * 2 // 5, 300), left_out) if folder else ""
    room -= tokens_of(about)
    files = describe(visible, max(room * 4 // 5, 300), left_out) if visible or not folder else ""
    before = _earlier(earlier, privacy, room - tokens_of(files), left_out)
    parts = [about, files, before, _program(current), *said, asked]
    text = "\n\n".join(part for part in parts if part)
    shown = tuple(pictures) if may_see_pictures(privacy) else ()
    known = _known([*visible, *(folder.samples if folder else ())])
    return Brief(text, tuple(left_out), tokens_of(text), request, privacy, known, current, shown)


def with_note(brief: Brief, note: str) -> Brief:
    """`brief` with one of our prompts behind it."""
    text = f"{brief.text}\n\n{note}"
    return replace(brief, text=text, tokens=tokens_of(text))


def _known(profiles: Sequence[FileProfile]) -> tuple[str, ...]:
    names = dict.fromkeys(profile.name for profile in profiles)
    for profile in profiles:
        for table in profile.tables:
            names |= dict.fromkeys([table.name, *(column.name for column in table.columns)])
            names |= dict.fromkeys(column.header for column in table.columns if column.header)
    return tuple(name for name in names if name)


def _request(request: str, budget: int, request_file: str, left_out: list[str]) -> str:
    longest = max(200, len(request) * budget // max(tokens_of(request), 1))
    text = shortened(request.strip(), longest)
    where = ""
    if len(request.strip()) > longest:
        left_out.append(f"The middle of the request: {len(request.strip()) - longest:,} characters.")
        where = f"\n(Its whole text is in /in/{request_file}.)" if request_file else ""
    return f"# The request\n\n{text}{where}"


def _answers(answers: Sequence[tuple[str, str]]) -> str:
    """Fenced: a question of a model's, and the answers that it offers, may hold words of a file."""
    text = "\n".join(f"- {question} {shortened(answer, SAID)}" for question, answer in answers)
    return render("answers", answers=fence(text, "what you asked and what the person answered"))


def _earlier(turns: Sequence[EarlierTurn], privacy: Privacy, room: int, left_out: list[str]) -> str:
    """The latest turns that fit, oldest first."""
    kept: list[str] = []
    for turn in reversed(turns):
        text = f"The person said: {shortened(turn.request.strip(), SAID)}"
        if turn.decided:
            chosen = "\n".join(f"- {question} {shortened(answer, SAID)}" for question, answer in turn.decided)
            text += f"\nThey decided, and it holds from then on:\n{fence(chosen, 'what they decided')}"
        shown = visible_result(turn.shown, privacy)
        if shown:
            text += f"\nIt showed:\n{fence(shortened(shown, SHOWN), 'what a program showed')}"
        room -= tokens_of(text)
        if room < 0:
            break
        kept.append(text)
    if len(kept) < len(turns):
        left_out.append(f"The first {len(turns) - len(kept)} of {len(turns)} earlier requests.")
    return "\n\n".join(["# Before this", *reversed(kept)]) if kept else ""


def _program(current: Program | None) -> str:
    if current is None:
        return ""
    return render("edit", program=code(current.source, current.kind))
