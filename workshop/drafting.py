"""Programs for a turn: planned, written, mended, and kept as versions."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from generator.brief import Brief
from generator.codec import from_plain, to_plain
from generator.errors import Cancelled, ModelError
from generator.fitting import Make, asked
from generator.model import Model, Role
from generator.plan import Planner
from generator.repair import Repairer, Repairs
from generator.screen import screen
from generator.types import Draft
from generator.variants import ANGLES, variant_brief
from generator.write import SILENT, Listeners, Writer
from workshop.context import brief_of, program_of
from workshop.dials import Dials
from workshop.ends import shown_plan, without_program
from workshop.libraries import libraries
from workshop.recorded import Recorded
from workshop.telling import Telling
from workshop.workbench import Ended, Plain, Workbench, failed

log = logging.getLogger("oneoff.drafting")

SECOND, MENDED = 101, 102  # the last parts of versions that the evidence writes: none of the turn's own tries


class Drafting:
    """What asks a model for programs. Each method is the body of one durable step."""

    def __init__(self, bench: Workbench, turn: str, segment: int, dials: Dials) -> None:
        self._bench, self._store, self._turn, self._dials = bench, bench.store, turn, dials
        self._prefix = f"{turn}-{segment}"

    def model(self, role: Role) -> Model:
        """The model for `role`, its calls recorded. Raises `Ended` where none is connected any more."""
        model = self._bench.models.connected(role, self._recorded)
        if model is None:
            raise failed("No model is connected any more.", "Connect one in Settings, then ask again.")
        return model

    def _recorded(self, model: Model) -> Model:
        """Each model of a chain by itself, so that a try that failed is counted too."""
        return Recorded(model, self._store, self._turn, self._bench.guard)

    def plan(self) -> Plain:
        """Raises `Ended`: the plan waits for the person, or words say why there is none."""
        with self._bench.at_work(self._turn, "Planning it") as token:
            planner = Planner(self.model("planner"), self._dials.effort)
            telling = Telling(self._store, self._turn)
            plan, words, _ = asked(
                self._brief,
                planner.model,
                planner.beside,
                lambda brief: planner.plan(brief, listeners=telling.listeners, cancel=token),
            )
        if not plan.steps and not plan.questions:
            raise without_program(Draft(plan, None, words))
        answers = self._store.turn(self._turn).answers
        raise shown_plan(plan, answered=any("about" not in answer for answer in answers))

    def write(self) -> Plain:
        """One program, as a version that the turn shows."""
        with self._bench.at_work(self._turn, "Thinking about what you need") as token:
            telling = Telling(self._store, self._turn)
            draft = self._drafted(telling.listeners, token)
        kept = self.keep(draft, 1)
        self._store.update_turn(self._turn, **self._shown(kept))
        return kept

    def write_several(self) -> Plain:
        """{"drafts": [{"version", "plan"}]}: programs written side by side, at least one. Raises as `write`."""
        line = f"Writing {self._dials.candidates} programs, to compare what they say"
        with self._bench.at_work(self._turn, line) as token:
            with ThreadPoolExecutor(self._dials.candidates) as pool:
                said = list(pool.map(lambda _: self._candidate(token), range(self._dials.candidates)))
            if token.is_set():
                raise Cancelled
        written = [draft for draft in said if isinstance(draft, Draft) and draft.program]
        drafts = written or [self._first_of(said)]
        return {"drafts": [self.keep(draft, number) for number, draft in enumerate(drafts, 1)]}

    def write_variants(self) -> Plain:
        """{"drafts": [{"version", "plan"}]}: programs that differ on purpose, at least one. Raises as `write`."""
        count = len(ANGLES)
        with self._bench.at_work(self._turn, f"Writing {count} variants") as token:
            with ThreadPoolExecutor(count) as pool:
                said = list(pool.map(lambda number: self._candidate(token, number), range(1, count + 1)))
            if token.is_set():
                raise Cancelled
        drafts = [one for one in said if isinstance(one, Draft) and one.program] or [self._first_of(said)]
        return {"drafts": [self.keep(draft, number) for number, draft in enumerate(drafts, 1)]}

    def repair(self, version: str, policy: Plain) -> Plain:
        """Another version, mended after the last failure of `policy`."""
        repairs = from_plain(Repairs, policy)
        tried = repairs.tried
        line = f"That didn't work; mending it ({len(tried)} of {repairs.limit})"
        with self._bench.at_work(self._turn, line) as token:
            repairer = Repairer(self.model("repairer"), libraries(), effort=self._dials.effort)
            program, failure, before = program_of(self._store, version), tried[-1].failure, tried[:-1]
            listeners = Telling(self._store, self._turn, keep_plan=False).listeners
            draft, _ = asked(
                self._unprogrammed,
                repairer.model,
                lambda brief: repairer.beside(brief, program, failure, before),
                lambda brief: repairer.repair(
                    brief, program, failure, tried=before, listeners=listeners, cancel=token
                ),
            )
        kept = self.keep(draft, self._dials.candidates + len(tried))
        self._store.update_turn(self._turn, **self._shown(kept))
        return kept

    def _drafted(self, listeners: Listeners, token: threading.Event, make: Make | None = None) -> Draft:
        """A draft; where the model asks and the person wants to be asked nothing, with the likeliest answers."""
        draft = self._written(make or self._brief, listeners, token)
        if draft.program is None and draft.plan.questions and self._dials.asks == "never":
            listeners.on_note("It asked something, and was told to decide for itself.")
            draft = self._written(self._decided(draft), listeners, token)
        return draft

    def _writer(self) -> Writer:
        return Writer(self.model("writer"), libraries(), effort=self._dials.effort)

    def _written(self, make: Make, listeners: Listeners, token: threading.Event) -> Draft:
        writer = self._writer()

        def ask(brief: Brief) -> Draft:
            for left in brief.left_out:
                listeners.on_note(f"Not told to the model: {left}")
            return writer.write(brief, listeners=listeners, cancel=token)[0]

        return asked(make, writer.model, writer.beside, ask)

    def _brief(self, tokens: int) -> Brief:
        return brief_of(self._store, self._bench.blobs, self._turn, tokens=tokens)

    def _unprogrammed(self, tokens: int) -> Brief:
        """For a repair, which tells of the program itself."""
        return brief_of(self._store, self._bench.blobs, self._turn, with_program=False, tokens=tokens)

    def _decided(self, draft: Draft) -> Make:
        """Makes the brief, with the likeliest answers to what was asked."""
        answers = tuple(
            (asked.text, asked.default or "Decide for yourself.") for asked in draft.plan.questions
        )
        return lambda tokens: brief_of(
            self._store, self._bench.blobs, self._turn, decided=answers, tokens=tokens
        )

    def _candidate(self, token: threading.Event, variant: int = 0) -> Draft | Exception:
        """`variant`: its number, where it is to differ from the others."""

        def varied(tokens: int) -> Brief:
            return variant_brief(self._brief(tokens), variant)

        try:
            return self._drafted(SILENT, token, varied if variant else self._brief)
        except (ModelError, Cancelled, Ended) as error:
            log.warning("turn %s: one program of several was not written: %r", self._turn, error)
            return error

    def _first_of(self, said: list[Draft | Exception]) -> Draft:
        """Where none of them wrote a program: what the first one said, if any said something."""
        draft = next((one for one in said if isinstance(one, Draft)), None)
        if draft is None:
            raise next(one for one in said if isinstance(one, Exception))
        return draft

    def keep(self, draft: Draft, number: int) -> Plain:
        """{"version", "plan"}: the program, formatted, as a version. Raises `Ended` where there is none."""
        if draft.program is None:
            raise without_program(draft)
        screened = screen(draft.program)
        version = f"{self._prefix}-{number}"
        hosts = tuple(dict.fromkeys([*draft.plan.hosts, *screened.hosts]))
        plan = to_plain(replace(draft.plan, packages=screened.imports, hosts=hosts))
        self._store.save_version(
            version,
            self._turn,
            source=screened.program.source,
            kind=screened.program.kind,
            title=draft.plan.title or draft.program.title,
            inputs=to_plain(screened.program.inputs),
            plan=plan,
        )
        return {"version": version, "plan": plan}

    def _shown(self, kept: Plain) -> Plain:
        """What the turn shows of a version; a plan without words leaves the one that is there."""
        said = kept["plan"]["steps"] or kept["plan"]["title"]
        return {"version_id": kept["version"], **({"plan": kept["plan"]} if said else {})}
