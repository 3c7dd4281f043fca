"""The plan alone, for people who want to see it before anything is written."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from generator.brief import Brief
from generator.errors import EmptyAnswer
from generator.model import Completion, Effort, Message, Model, Prompt
from generator.parse import plan_of, split, without_thinking
from generator.prompts import render
from generator.tokens import tokens_of
from generator.types import Plan
from generator.write import SILENT, Listeners

ANSWER = 3_000  # tokens: some lines, and room for models that think first


@dataclass(frozen=True, slots=True)
class Planner:
    model: Model
    effort: Effort = ""

    def beside(self, _brief: Brief) -> int:
        """Tokens of what is said beside a brief."""
        return tokens_of(render("planner"))

    def plan(
        self, brief: Brief, *, listeners: Listeners = SILENT, cancel: threading.Event | None = None
    ) -> tuple[Plan, str, Completion]:
        """The plan, and words where no program can do it (then the plan has no steps).

        Raises ModelError (EmptyAnswer where nothing usable came) and Cancelled.
        """
        messages = (Message("system", render("planner")), Message("user", brief.text, brief.pictures))
        prompt = Prompt("planner", messages, ANSWER, self.effort)
        said = self.model.complete(
            prompt, on_text=listeners.on_text, on_note=listeners.on_note, cancel=cancel
        )
        plan, words = plan_of(split(without_thinking(said.text))[1])
        if not (plan.steps or plan.questions or words.strip()):
            raise EmptyAnswer("no plan")
        return plan, words, said
