"""What a model adds to the evidence: checks, another program, what is behind a difference, a second look at a program.

Each method is the body of a durable step. A model that can't be reached, or a budget that is used up, is a sentence, not
the end of anything: the result stands, and says what wasn't checked.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from generator.brief import Brief, with_note
from generator.codec import from_plain, to_plain
from generator.errors import Cancelled, ModelError
from generator.evidence.check import Checker, Claims
from generator.evidence.difference import Arbiter, Written
from generator.evidence.doubt import Doubter
from generator.evidence.types import Comparison, Reading
from generator.fitting import asked
from generator.prompts import render
from generator.types import Draft, Plan
from generator.write import SILENT, Writer
from workshop.context import brief_of, privacy_of, program_of
from workshop.dials import Dials
from workshop.drafting import MENDED, SECOND, Drafting
from workshop.libraries import libraries
from workshop.workbench import Ended, Plain, Workbench

log = logging.getLogger("oneoff.evidence")
T = TypeVar("T")

BUDGET_USED = "The budget is used up."


class SecondLook:
    def __init__(self, bench: Workbench, turn: str, drafting: Drafting, dials: Dials) -> None:
        self._bench, self._store, self._turn = bench, bench.store, turn
        self._drafting, self._dials = drafting, dials

    def ask(self, shape: str, follows: bool, another: bool) -> Plain:
        """{"claims", "stays", "claims_why", "draft": its kept version or None, "draft_why"}: the checks, and where
        `another` is wanted a program written anew, side by side."""
        with self._bench.at_work(self._turn, "Checking the result") as token:
            with ThreadPoolExecutor(2) as pool:
                checks = pool.submit(self._said, lambda: self._checks(shape, follows, token))
                draft = pool.submit(self._said, lambda: self._another(token)) if another else None
                claims, claims_why = checks.result()
                written, draft_why = draft.result() if draft else (None, "")
            if token.is_set():
                raise Ended("stopped")
        if written is not None and written.program is None:
            draft_why = "A second program couldn't be written from the request alone."
        kept = self._drafting.keep(written, SECOND) if written and written.program else None
        return {
            **to_plain(claims or Claims(())),
            "claims_why": claims_why,
            "draft": kept,
            "draft_why": draft_why,
        }

    def read(self, here: str, there: str, comparison: Comparison) -> Plain:
        """A `Reading` of why the results of two versions differ."""
        with self._bench.at_work(self._turn, "Looking for the reason") as token:
            arbiter = Arbiter(self._drafting.model("checker"), self._dials.effort)
            one, other = self._written(here), self._written(there)
            privacy = privacy_of(self._store)
            said, _ = self._said(
                lambda: asked(
                    self._brief,
                    arbiter.model,
                    lambda _brief: arbiter.beside(one, other, comparison, privacy),
                    lambda brief: arbiter.read(brief, one, other, comparison, privacy=privacy, cancel=token)[
                        0
                    ],
                )
            )
            if token.is_set():
                raise Ended("stopped")
        plain: Plain = to_plain(said or Reading())
        return plain

    def doubt(self, version: str, said: str) -> Plain:
        """{"kept": another version or None, "words": why the result stands}."""
        with self._bench.at_work(self._turn, "Looking at it once more") as token:
            program = program_of(self._store, version)
            doubter = Doubter(self._drafting.model("repairer"), libraries(), effort=self._dials.effort)
            draft, why = self._said(
                lambda: asked(
                    self._brief,
                    doubter.model,
                    lambda _brief: doubter.beside(program, said),
                    lambda brief: doubter.look_again(brief, program, said, cancel=token)[0],
                )
            )
            if token.is_set():
                raise Ended("stopped")
        if draft is None or draft.program is None:
            return {"kept": None, "words": draft.words if draft else "", "why": why}
        return {"kept": self._drafting.keep(draft, MENDED), "words": "", "why": ""}

    def _checks(self, shape: str, follows: bool, token: threading.Event) -> Claims:
        checker = Checker(self._drafting.model("checker"), self._dials.effort)
        return asked(
            self._brief,
            checker.model,
            checker.beside,
            lambda brief: checker.write(brief, shape, follows=follows, cancel=token)[0],
        )

    def _another(self, token: threading.Event) -> Draft:
        """By the model that checks, where the person set one up for that."""
        draft = self._written_anew(token)
        if draft.program is not None or not draft.plan.questions:
            return draft
        return self._written_anew(
            token, [(one.text, one.default or "Decide for yourself.") for one in draft.plan.questions]
        )

    def _written_anew(self, token: threading.Event, decided: Sequence[tuple[str, str]] = ()) -> Draft:
        writer = Writer(self._drafting.model("checker"), libraries(), effort=self._dials.effort)
        return asked(
            lambda tokens: with_note(self._brief(tokens, decided), render("second")),
            writer.model,
            writer.beside,
            lambda brief: writer.write(brief, listeners=SILENT, cancel=token)[0],
        )

    def _brief(self, tokens: int, decided: Sequence[tuple[str, str]] = ()) -> Brief:
        """Without the program and without results: who writes anew, or checks, is led by neither."""
        return brief_of(
            self._store,
            self._bench.blobs,
            self._turn,
            with_program=False,
            with_results=False,
            decided=decided,
            tokens=tokens,
        )

    def _written(self, version: str) -> Written:
        plan = self._store.version(version).plan
        return Written(program_of(self._store, version), from_plain(Plan, plan) if plan else Plan())

    def _said(self, ask: Callable[[], T]) -> tuple[T | None, str]:
        """What `ask` says, or a sentence on why it said nothing."""
        try:
            return ask(), ""
        except ModelError as error:
            log.warning("turn %s: %s %s", self._turn, error, error.detail)
            return None, error.sentence
        except Cancelled:
            return None, "It was stopped."
        except Ended as end:
            if end.status == "stopped":
                raise
            why = end.fields.get("error") or {}
            return None, BUDGET_USED if end.status == "asking" else str(why.get("sentence", ""))
