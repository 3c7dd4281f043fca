"""Asks a hunter for the next step of a hunt."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import TooLong
from generator.fitting import beside_answer
from generator.hunt.context import TOKENS, beginning, messages, system
from generator.hunt.parse import answer_of
from generator.hunt.types import Past
from generator.model import Completion, Model, Prompt
from generator.parse import without_thinking
from generator.tokens import tokens_of
from workshop import tables as t
from workshop.hunting_rows import HuntRows, budget_of, counted, plain_of
from workshop.hunting_runs import INSIDE
from workshop.money import money
from workshop.recorded import Recorded
from workshop.spending import Spending
from workshop.workbench import Plain, Workbench, failed

ANSWER = 12_000  # tokens, with what is thought before it
_LEAST = 1_500  # tokens of steps; a hunt can't go on with fewer
_UNCLEAR = 3  # answers in a row that can't be understood
_END = "This is the end of the hunt: {why}. No action is done any more. Answer with the report now, by what you know; where you don't know it, with NOT FOUND."


@dataclass(frozen=True, slots=True)
class _State:
    """`over`: why the hunt ends now, "" while it goes on; `left`: what remains, for the model."""

    over: str
    left: str


class HuntAsking:
    """The body of the steps that ask."""

    def __init__(self, bench: Workbench, turn: str) -> None:
        self._bench, self._store, self._turn = bench, bench.store, turn
        self._rows = HuntRows(bench.store, turn)

    def ask(self, number: int) -> Plain:
        """{"kind", "final"} of step `number`, which is stored; nothing is asked again that was answered. Raises `Ended`."""
        step = self._rows.step(number)
        if step is None:
            begun = time.monotonic()
            state = self._state()
            said = self._said(number, state)
            answer = answer_of(said.text, said.finish == "stop")
            action = plain_of(answer, bool(state.over))
            unclear = answer.action is None
            self._rows.add(
                number,
                answer.says or ("It couldn't be understood; it is asked again" if unclear else ""),
                action,
                answer=without_thinking(said.text).strip(),
                result=answer.problem if unclear else "",
                done=unclear,
                calls=said.calls,
                seconds=time.monotonic() - begun,
            )
            return {"kind": action["kind"], "final": action["final"]}
        return {"kind": step.action["kind"], "final": step.action["final"]}

    def _said(self, number: int, state: _State) -> Completion:
        model = self._bench.models.connected(
            "hunter", lambda one: Recorded(one, self._store, self._turn, self._bench.guard)
        )
        if model is None:
            raise failed("No model is connected any more.", "Connect one in Settings, then ask again.")
        last = self._rows.steps()
        line = last[-1].says if last else "Thinking about what could be wrong"
        with self._bench.at_work(self._turn, line or "Thinking") as token:
            return self._fitting(model, state, token)

    def _fitting(self, model: Model, state: _State, token: threading.Event) -> Completion:
        """As much as it can read; less where it refuses."""
        first = beginning(self._store.turn(self._turn).request, self._rows.overview())
        tokens = TOKENS
        if context := model.context_tokens:
            room = beside_answer(context) - tokens_of(first) - tokens_of(system(INSIDE))
            tokens = max(_LEAST, min(tokens, room))
        while True:
            said = messages(
                first, self._past(), _END.format(why=state.over) if state.over else state.left, INSIDE, tokens
            )
            try:
                return model.complete(Prompt("hunter", said, ANSWER), on_note=self._note, cancel=token)
            except TooLong:
                if tokens <= _LEAST:
                    raise
                tokens = max(_LEAST, tokens // 2)

    def _past(self) -> list[Past]:
        """What was asked for and what came; checks are told by the report that they are of."""
        return [
            Past(step.answer or step.says or "…", step.result or "It wasn't done.")
            for step in self._rows.steps()
            if step.action["kind"] != "check"
        ]

    def _note(self, text: str) -> None:
        self._store.say(self._turn, "note", text=text)

    def _state(self) -> _State:
        steps, budget = self._rows.steps(), budget_of(self._store.turn(self._turn))
        used, minutes = counted(steps), sum(step.seconds for step in steps) / 60
        if used >= budget.steps:
            return _State(f"its {budget.steps} steps are used up", "")
        if minutes >= budget.minutes:
            return _State(f"its {budget.minutes:g} minutes are over", "")
        spent = Spending(self._store).by("request", self._turn).usd
        if budget.usd is not None and spent >= budget.usd:
            return _State(f"its {money(budget.usd)} are spent", "")
        if _confused(steps):
            return _State("your answers can't be understood", "")
        left = f"{budget.steps - used} of {budget.steps} steps and {budget.minutes - minutes:.0f} minutes are left."
        return _State("", f"Step {used + 1}. {left}")


def _confused(steps: Sequence[t.HuntStep]) -> bool:
    last = [step.action["kind"] for step in steps if step.action["kind"] != "check"][-_UNCLEAR:]
    return last == ["unclear"] * _UNCLEAR
