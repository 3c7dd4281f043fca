"""What pages and the command line may do with Oneoff. They use this and the views, nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from generator.codec import from_plain, to_plain
from generator.evidence.as_text import as_text
from generator.recipes import Book
from generator.since import Changed
from generator.speech import LONGEST, length_of
from generator.speech import MOST_BYTES as MOST_SOUND
from generator.tokens import tokens_of
from generator.types import FileProfile, InputSpec
from generator.values import BadInput, check, typed
from sandbox.base import Finding
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.branching import branch
from workshop.choosing import NoChoice, choose
from workshop.comparing import Comparing
from workshop.dials import Dials, dials_of
from workshop.doctor import Doctor
from workshop.estimates import Estimate
from workshop.folder.types import Given
from workshop.given import BadRequest, GivenFile, each_once, in_words, keep
from workshop.going_back import Gone, go_back, undo, waiting_choice
from workshop.history import History
from workshop.hunts import Hunts
from workshop.kept import KeptTools
from workshop.listening import recording_of
from workshop.models import Models
from workshop.own_folders import OwnFolders
from workshop.permissions import answered
from workshop.purse import Purse
from workshop.reading import read_conversation, read_outputs, read_recent, read_results, read_turn
from workshop.sandboxes import Sandboxes
from workshop.scheduling import Schedules
from workshop.stopping import stop
from workshop.stops import Stops
from workshop.store import REQUEST_FILE, Busy, NotThere, Store
from workshop.toolbox import Toolbox
from workshop.views import ConversationLine, ConversationView, OutputView, ResultLine, SandboxView, TurnView
from workshop.watching import Watches

__all__ = ["BadInput", "BadRequest", "GivenFile", "NotThere", "Workshop"]

MOST_CHARACTERS = 50_000
LONG = 2_500  # tokens; a longer request is given to the program as a file, too: the brief may cut it
_BUSY = "I'm still working on what you asked before. Wait for it, or press Stop."
T = TypeVar("T")


class Workshop:
    """One object a process. Safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        book: Callable[[], Book],
        models: Models,
        stops: Stops,
        doctor: Doctor,
        sandboxes: Sandboxes,
        start: Callable[[str, int], None],
        check: Callable[[str, int], None],
        purse: Purse,
        history: History,
        kept: KeptTools,
        host: str,
        wake: Callable[[], None],
        folders: OwnFolders,
        start_here: Callable[[str, int], None] | None = None,
    ) -> None:
        self._store, self._blobs, self._book = store, blobs, book
        self.models, self._stops, self._doctor, self._start = models, stops, doctor, start
        self._check, self._sandboxes, self.purse = check, sandboxes, purse
        self._comparing = Comparing(store, blobs)
        self.history, self.folders = history, folders
        self.tools = Toolbox(store, blobs, kept, self._start, start_here or self._start)
        self.hunts = Hunts(store, folders, models, start, lambda: purse.budget().request)
        self.watches = Watches(store, self.tools.tool, host, wake)
        self.schedules = Schedules(store, blobs, self.tools.tool, host, wake)

    # asking

    def start_conversation(self) -> str:
        """A new, empty conversation; returns its id."""
        return self._store.start_conversation()

    def ask(
        self,
        conversation: str,
        text: str,
        files: Sequence[GivenFile] = (),
        dials: Dials | None = None,
        spoken: bytes = b"",
        folder: Given | Literal["none"] | None = None,
    ) -> str:
        """Store a request and start working on it; returns the turn's id at once. `dials`: for this one only.
        `spoken`: a WAV recording whose words come after `text`. `folder`: the program works in a view of it, and so do those of
        later requests, until another one or "none" is given.

        Raises `BadRequest` (nothing to do, too long, still busy), `NotThere`, `blobs.NoRoom`.
        """
        text = text.encode("utf-8", "replace").decode().replace("\0", " ").strip()
        self._refuse(text, files, spoken)
        if isinstance(folder, Given):
            self.folders.require(folder)
        if tokens_of(text) > LONG:
            files = [*files, GivenFile(REQUEST_FILE, text.encode())]
        sound = [self._recording(spoken)] if spoken else []
        kept = each_once(keep(self._blobs, files))
        return self._begin(conversation, text, [*kept, *sound], dials=dials, folder=_folder(folder))

    def answer(self, turn: str, answer: str, question_text: str | None = None) -> None:
        """Answer the question of a turn: a choice's value or label, or free text. Late answers are ignored, and
        so are answers to another question than the one that waits, where `question_text` says which was meant.

        Where several were asked, the next one is put; after the last one the work goes on.
        """
        asked = self._store.turn(turn)
        self.folders.allow(asked.folder)
        question = asked.question or {}
        if question_text is not None and question_text != question.get("text"):
            return
        answers = [*asked.answers, answered(question, answer)]
        if rest := question.get("rest"):
            following = {**rest[0], "rest": rest[1:], "way": question["way"]}
            self._store.move_turn(
                turn, ["asking"], "asking", at=asked.segment, answers=answers, question=following
            )
        elif self._store.move_turn(
            turn,
            ["asking"],
            "queued",
            at=asked.segment,
            more=_more(asked, answers[-1]),
            answers=answers,
            segment=asked.segment + 1,
        ):
            self._start(turn, asked.segment + 1)

    def language(self) -> str:
        """The language that was chosen for the pages, "" for that of the browser."""
        return str(self._store.setting("language").get("chosen", ""))

    def set_language(self, chosen: str) -> None:
        self._store.set_setting("language", {"chosen": chosen})

    def change(self, turn: str, values: Mapping[str, Any]) -> str:
        """Run the program of `turn` again with other values of its form; returns the new turn's id.

        Raises `BadInput` with a sentence where a value doesn't fit.
        """
        before = self._store.turn(turn)
        if before.version_id is None:
            raise BadRequest("There is no result yet whose fields could be changed.")
        version = self._store.version(before.version_id)
        values = self._checked(version, values, from_plain(tuple[FileProfile, ...], before.profiles))
        request = in_words(version.inputs, values) or "Again"
        return self._begin(before.conversation_id, request, [], {"version": version.id, "values": values})

    def choose(self, turn: str, version: str, which: str) -> None:
        """Of two results that differ take "here", the one shown, or "there", that of `version`; it is remembered for
        what is asked next. Raises `BadRequest` with a sentence where it can't be chosen any more."""
        try:
            segment = choose(self._store, turn, version, which)
        except NoChoice as refusal:
            raise BadRequest(str(refusal)) from None
        if segment is not None:
            self._check(turn, segment)

    # versions

    def use(self, turn: str, version: str = "") -> None:
        """The conversation goes on from the result of an earlier `turn`, or of another `version` of it. Raises `BadRequest`
        with a sentence, `NotThere`."""
        self._tried(lambda: go_back(self._store, turn, version))

    def vary(self, turn: str) -> str:
        """Has three programs written that show the result of `turn` in other ways, to choose from; returns the id of the
        turn that asks which. While that waits for the choice, it is taken again. Raises `BadRequest` and `NotThere`.
        """
        self.use(turn)
        before = self._store.turn(turn)
        if waiting := self._tried(lambda: waiting_choice(self._store, before)):
            return waiting
        dials = replace(dials_of(self._store, turn), asks="never")
        return self._begin(before.conversation_id, before.request, [], {"variants_of": turn}, dials)

    def undo(self, turn: str) -> None:
        """Takes back a `use`, while nothing was asked since. Raises `BadRequest` with a sentence."""
        self._tried(lambda: undo(self._store, turn))

    def branch(self, turn: str) -> str:
        """A new conversation that begins with all there was up to `turn`; returns its id. Raises as `use`."""
        return self._tried(lambda: branch(self._store, turn))

    def results(self, conversation: str) -> tuple[ResultLine, ...]:
        """All results of a conversation, oldest first."""
        return read_results(self._store, conversation)

    def outputs(self, run: str) -> tuple[OutputView, ...]:
        """What a run showed."""
        return read_outputs(self._store, run)

    def changed(self, before: str, now: str) -> Changed | None:
        """What differs between the results of two runs; None where they have nothing in common. Quick the second time."""
        return self._comparing.changed(before, now)

    def stop(self, turn: str) -> None:
        """Stop it, or the checking of its result: within a second nothing of it runs. A turn that ended stays as it ended."""
        stop(self._store, self._stops, turn)

    # looking

    def conversation(self, conversation: str, last: int = 20) -> ConversationView:
        """A conversation with its `last` turns. Raises `NotThere`."""
        view = read_conversation(self._store, conversation, last)
        self.history.opened(conversation)
        return view

    def turn(self, turn: str) -> TurnView:
        """A turn as it is now. Raises `NotThere`."""
        return read_turn(self._store, turn)

    def recording(self, turn: str) -> bytes:
        """What was said aloud and isn't put into words yet; b"" where nothing was. Raises `NotThere`."""
        blob = recording_of(self._store.turn(turn))
        return self._blobs.get(blob) if blob else b""

    def what_was_checked(self, turn: str) -> str:
        """All that is known of the result of `turn`, as a text to keep with it. Raises `NotThere`."""
        view = self.turn(turn)
        assumed = view.plan.assumptions if view.plan else ()
        return as_text(view.evidence, view.title, view.request, assumed)

    def may_cost(self, turn: str) -> Estimate | None:
        """What a request with the dials of `turn` usually takes in all; None where no model or no price list is there."""
        return self.purse.estimate(dials_of(self._store, turn))

    def recent(self, most: int = 30) -> tuple[ConversationLine, ...]:
        """Conversations, pinned ones first, then the newest."""
        return read_recent(self._store, most)

    def blob(self, digest: str, most: int = -1) -> bytes:
        """The bytes of an output or a file, or the first `most` of them. Raises FileNotFoundError."""
        return self._blobs.get(digest, most)

    def blob_path(self, digest: str) -> Path:
        """Where these bytes lie, to be read only. Raises FileNotFoundError, and ValueError for what isn't a hash."""
        return self._blobs.path(digest)

    def wait(self, turn: str, seconds: float) -> TurnView:
        """Block until `turn` is no longer active or `seconds` have passed; returns it as it is then."""
        deadline = time.monotonic() + seconds
        while (view := self.turn(turn)).active and time.monotonic() < deadline:
            time.sleep(0.1)
        return view

    def wait_checked(self, turn: str, seconds: float) -> TurnView:
        """As `wait`, until its result is checked, too."""
        deadline = time.monotonic() + seconds
        while (view := self.turn(turn)).active or view.evidence.working:
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        return view

    def doctor(self) -> tuple[Finding, ...]:
        """What works on this machine and what doesn't, with a way to mend it. Takes up to some seconds."""
        return self._doctor.findings()

    def sandbox(self) -> SandboxView:
        """Where programs run, and whether it is ready. Quick; never raises."""
        return self._sandboxes.view()

    # inside

    def _tried(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except Busy:
            raise BadRequest(_BUSY) from None
        except Gone as refusal:
            raise BadRequest(str(refusal)) from None

    def _begin(
        self,
        conversation: str,
        request: str,
        files: list[dict[str, Any]],
        change: dict[str, Any] | None = None,
        dials: Dials | None = None,
        folder: dict[str, Any] | None = None,
    ) -> str:
        kept = to_plain(dials or dials_of(self._store))
        if folder is None and (before := self._store.last_of(conversation)):
            self.folders.allow(before.folder)
        try:
            turn = self._store.add_turn(conversation, request, files, change, kept, folder=folder)
        except Busy:
            raise BadRequest(_BUSY) from None
        self._start(turn, 1)
        return turn

    def _checked(
        self, version: t.Version, values: Mapping[str, Any], profiles: tuple[FileProfile, ...]
    ) -> dict[str, Any]:
        specs = {spec.name: spec for spec in from_plain(tuple[InputSpec, ...], version.inputs)}
        fitting = {name: typed(value, specs[name].schema) for name, value in values.items() if name in specs}
        if version.recipe:
            merged = {**(version.match or {}).get("values", {}), **fitting}
            self._book().with_values(version.recipe, merged, profiles)
        for name, value in fitting.items():
            check(specs[name], value)
        return fitting

    def _recording(self, sound: bytes) -> dict[str, Any]:
        seconds = length_of(sound)
        if seconds is None:
            raise BadRequest("The recording couldn't be read. Speak once more, or type what you need.")
        if seconds > LONGEST or len(sound) > MOST_SOUND:
            raise BadRequest(f"The recording is too long; {LONGEST / 60:.0f} minutes is the most.")
        if self.models.listener() is None:
            raise BadRequest("The connected model doesn't understand speech. Type what you need.")
        return {"name": "speech.wav", "blob": self._blobs.put(sound), "size": len(sound), "spoken": True}

    def _refuse(self, text: str, files: Sequence[GivenFile], spoken: bytes) -> None:
        """Nothing at all, and too much of anything."""
        if not text and not files and not spoken:
            raise BadRequest("There is nothing to do yet. Say in a few words what you need.")
        if len(text) > MOST_CHARACTERS:
            raise BadRequest(
                f"The request has {len(text):,} characters; {MOST_CHARACTERS:,} is the most. "
                "Put long text into a file and add the file."
            )


def _folder(chosen: Given | Literal["none"] | None) -> dict[str, Any] | None:
    """As it is stored: None where it stays that of the turn before."""
    if chosen is None:
        return None
    return {} if chosen == "none" else {"given": to_plain(chosen)}


def _more(asked: t.Turn, answer: dict[str, Any]) -> t.Raise | None:
    """A yes to going over a limit adds to it."""
    about = answer.get("about", {})
    if about.get("kind") != "budget" or answer["answer"] != "yes":
        return None
    held = {"scope": about["name"], "unit": about["unit"], "amount": about["more"]}
    return t.Raise(turn_id=asked.id, segment=asked.segment, **held)
