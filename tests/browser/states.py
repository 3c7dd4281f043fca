"""One conversation for each state that a page can be in, written into a running server's store."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from generator.codec import to_plain
from generator.evidence.types import Check, Claim, Comparison, Difference, Evidence, Opinion
from generator.types import InputSpec, Plan
from tests.pages.seeds import TABLE, Made, Seeds, png, table

VEGA = {
    "data": {"values": [{"a": "x", "b": 1}, {"a": "y", "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
}
PLOTLY = {"data": [{"type": "scatter", "x": [1, 2], "y": [3, 1]}], "layout": {}}
PAGE = b"<!doctype html><html lang='en'><title>Timer</title><h1>Timer</h1><button>Start</button></html>"
QUESTION = {
    "text": "Which column says when?",
    "choices": [
        {"label": "Order Date", "value": "a", "detail": "From 2023-11-01 to 2025-12-20."},
        {"label": "Paid", "value": "b", "detail": ""},
    ],
    "default": "a",
    "free_text": True,
}
PLAN = to_plain(Plan("Amounts by month", ("Read sales.csv", "Add up"), ("Amounts are in euros.",)))
ERROR = {
    "sentence": "I tried twice and it fails the same way: the sheet has no column with dates.",
    "next_step": "Say which column holds the date.",
    "tried": ["Read the sheet as it is.", "Looked for dates in the texts."],
}
AGREES = Check(Claim("The total is the sum of the file.", ""), "agrees", "1", "1", noticed=1, damages=1)
SPEAKS_AGAINST = Check(Claim("There are 320 orders.", ""), "disagrees", "318", "320", noticed=1, damages=1)
SOURCE = """import re

TEXT = r"[a-z]+"  # what is looked for


@decorated(limit=3)
def count(self, words: list[str]) -> int:
    return len([f"{word}!" for word in words if re.match(TEXT, word) and True]) + 1.5


class Counted(Exception):
    pass
"""
CELLS = table([("Month", "string"), ("Amount", "number")], [["May", 3.5], ["June", 4.0]])


def media() -> tuple[Made, ...]:
    """A table, two charts, a picture, a page, a text and a file."""
    return (
        Made("v", "application/vnd.vegalite.v5+json", json.dumps(VEGA).encode()),
        Made("p", "application/vnd.plotly.v1+json", json.dumps(PLOTLY).encode()),
        Made("picture", "image/png", png()),
        Made("timer.html", "text/html", PAGE),
        Made("t", TABLE, CELLS),
        Made("words", "text/plain", b"one\ntwo\n"),
        Made("report.bin", "application/octet-stream", b"1234", file=True),
    )


@dataclass
class States:
    """Conversations by the name of their state."""

    seeds: Seeds
    at: dict[str, str] = field(default_factory=dict)

    def write(self) -> dict[str, str]:
        """All of them; "working" comes last, since the server ends turns that nobody works on."""
        self._result()
        self._question()
        self._error()
        self._choosing()
        self._long()
        self.working()
        return self.at

    def working(self) -> str:
        conversation = self._begin("working")
        turn = self.seeds.working(conversation, "count slowly", plan=PLAN)
        self.seeds.store.say(turn, "progress", done=40, total=120, label="files")
        self.seeds.store.say(turn, "note", text="The model is busy, trying again in 4 s.")
        return turn

    def _result(self) -> None:
        turn = self.seeds.result(
            self._begin("result"),
            "sum the amount by month",
            media(),
            title="Amounts by month",
            words="June is the **largest** month.",
            understood="sum of Amount by month",
            inputs=(InputSpec("months", "Months", {"type": "integer"}, 12),),
            plan=PLAN,
            source=SOURCE,
            files={"sales.csv": b"a,b\n1,2\n"},
        )
        self.seeds.evidence(turn, Evidence("done", checks=(AGREES, SPEAKS_AGAINST)))

    def _question(self) -> None:
        conversation = self._begin("question")
        self.seeds.turn(
            conversation, "sum by month", status="asking", ended_at=None, question=QUESTION, plan=PLAN
        )

    def _error(self) -> None:
        self.seeds.turn(self._begin("error"), "sum by month", status="failed", error=ERROR)

    def _choosing(self) -> None:
        turn = self.seeds.result(self._begin("choosing"), "how many?", printed="318 orders")
        differences = (Difference("orders", "318", "320"),)
        version = self.seeds.other(turn, printed="320 orders")
        opinion = Opinion(version, Comparison("different", 0, 1, differences))
        self.seeds.evidence(turn, Evidence("done", checks=(AGREES,), opinions=(opinion,)))

    def _long(self) -> None:
        conversation = self._begin("long")
        for number in range(23):
            self.seeds.result(conversation, f"request {number}", printed=f"{number} days")

    def _begin(self, state: str) -> str:
        self.at[state] = self.seeds.conversation()
        return self.at[state]
