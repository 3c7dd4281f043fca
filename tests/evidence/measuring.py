"""What the evidence says of the 40 programs in `cases`, through the real workflow, without a look at `key.json`.

    python -m tests.evidence.measuring --out OUT.jsonl [--record RECORDED.jsonl --api-base http://127.0.0.1:PORT/v1] [--part 1/3]

Each program is handed in as what the writer answered. Checks, second programs and readings of a difference come from
RECORDED (by default the ones beside this file), or are asked for at `--api-base` and added to it. The words that explain
a result are not measured here. `scoring.py` holds the outcome against the key.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import threading
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.scripted_server import Reply, ScriptedServer, text_of
from tests.support import ARBITER, CHECKER, EXPLAINER, WRITER, environ
from workshop import wiring
from workshop.config import Config
from workshop.dials import Dials
from workshop.service import GivenFile, Workshop
from workshop.views import TurnView

HERE = Path(__file__).parent
CASES, RECORDED = HERE / "cases", HERE / "recorded.jsonl"
_PATIENCE = 3600.0  # seconds a triple, where somebody answers by hand


@dataclass(frozen=True, slots=True)
class Triple:
    """A request with its files, and one of the two programs for it: "a" or "b"."""

    case: str
    program: str

    @property
    def folder(self) -> Path:
        return CASES / self.case

    @property
    def request(self) -> str:
        return (self.folder / "request.txt").read_text(encoding="utf-8").strip()

    @property
    def source(self) -> str:
        return (self.folder / f"{self.program}.py").read_text(encoding="utf-8")

    @property
    def answer(self) -> str:
        """As a writer says it: the plan, then the program."""
        plans = json.loads((HERE / "plans.json").read_text(encoding="utf-8"))
        return "\n".join([*plans[self.case][self.program], f"\n```python\n{self.source}```\n"])

    @property
    def files(self) -> list[GivenFile]:
        own = {"request.txt", "a.py", "b.py"}
        return [GivenFile(path.name, path) for path in sorted(self.folder.iterdir()) if path.name not in own]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page says of one triple. `facts`, `checks` and `second` are the flags of each kind, in words."""

    case: str
    program: str
    line: list[str]
    facts: list[str]
    checks: list[str]
    second: list[str]
    notes: list[str]
    seconds: float
    tokens: int


def triples(part: str = "1/1") -> Iterator[Triple]:
    """Every `of`-th case from the `number`-th on; first all programs "a", then all "b"."""
    number, of = map(int, part.split("/"))
    cases = sorted(path.name for path in CASES.iterdir() if path.is_dir())[number - 1 :: of]
    for program in "ab":
        yield from (Triple(case, program) for case in cases)


class Answers:
    """Plays the model: the given program first, then what was recorded or what somebody says at `api_base`.

    Which of the triples that are `asked` at the time a call is about shows in its request.
    """

    def __init__(self, recorded: Path, api_base: str = "") -> None:
        self._path, self._api_base, self._lock = recorded, api_base, threading.Lock()
        lines = recorded.read_text(encoding="utf-8").splitlines() if recorded.exists() else []
        self._known = {tuple(one["key"]): one["text"] for one in map(json.loads, lines)}
        self._asking: dict[tuple[str, ...], threading.Lock] = {}
        self._asked: dict[str, Triple] = {}
        self._written: set[Triple] = set()

    def begin(self, triple: Triple) -> None:
        self._asked[triple.request] = triple

    def __call__(self, body: dict[str, Any]) -> Reply:
        said = text_of(body)
        if said.startswith(EXPLAINER):
            return Reply("See above.")
        triple = next(triple for request, triple in self._asked.items() if request in said)
        if said.startswith(WRITER) and self._is_first(triple):
            return Reply(triple.answer)
        return Reply(self._recorded(_key(triple, said), body))

    def _is_first(self, triple: Triple) -> bool:
        with self._lock:
            first = triple not in self._written
            self._written.add(triple)
            return first

    def _recorded(self, key: tuple[str, ...], body: dict[str, Any]) -> str:
        with self._lock:
            asking = self._asking.setdefault(key, threading.Lock())
        with asking:  # who asks again because it took long gets the same answer
            if key not in self._known:
                if not self._api_base:
                    raise KeyError(f"nothing is recorded for {key}")
                self._keep(key, _ask(self._api_base, body))
        return str(self._known[key])

    def _keep(self, key: tuple[str, ...], text: str) -> None:
        self._known[key] = text
        with self._lock, self._path.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps({"key": key, "text": text}, ensure_ascii=False) + "\n")


def _key(triple: Triple, said: str) -> tuple[str, ...]:
    """A second program is written from the request alone: it is the same for both programs of a case."""
    if said.startswith(WRITER):
        return (triple.case, "second")
    kind = "checks" if said.startswith(CHECKER) else "difference" if said.startswith(ARBITER) else "other"
    return (triple.case, triple.program, kind)


def _ask(api_base: str, body: dict[str, Any]) -> str:
    plain = {"model": "desk", "messages": body["messages"], "max_tokens": body.get("max_tokens")}
    request = urllib.request.Request(
        f"{api_base}/chat/completions", json.dumps(plain).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answered:
        return str(json.load(answered)["choices"][0]["message"]["content"])


def measured(workshop: Workshop, answers: Answers, some: Iterable[Triple]) -> Iterator[Outcome]:
    """Each triple, from the request to the last mark; `some`, of different cases, are asked at once."""
    turns = {}
    for triple in some:
        answers.begin(triple)
        conversation = workshop.start_conversation()
        turns[triple] = workshop.ask(conversation, triple.request, triple.files, Dials(asks="never"))
    for triple, turn in turns.items():
        yield outcome_of(triple, workshop.wait_checked(turn, _PATIENCE))


def outcome_of(triple: Triple, view: TurnView) -> Outcome:
    panel = view.evidence
    return Outcome(
        triple.case,
        triple.program,
        [f"{mark.kind}: {mark.text}" for mark in panel.marks] or [f"{view.status}: {view.error}"],
        [fact.text for fact in panel.facts if fact.flag],
        [f"{one.claim} {one.compared}" for one in panel.checks if one.verdict == "disagrees"],
        [one.says for one in panel.opinions if one.flag],
        [panel.checks_note, panel.opinions_note, *(f"{one.says} {one.why}" for one in panel.opinions)],
        round(view.seconds, 1),
        view.tokens,
    )


def batches(part: str, at_once: int) -> Iterator[list[Triple]]:
    """`at_once` of different cases."""
    for program in "ab":
        some = [triple for triple in triples(part) if triple.program == program]
        yield from (some[at : at + at_once] for at in range(0, len(some), at_once))


def main() -> None:
    parser = argparse.ArgumentParser(
        description="What the evidence says of programs that are right or wrong."
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--record", type=Path, default=RECORDED)
    parser.add_argument("--api-base", default="")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--at-once", type=int, default=1)
    options = parser.parse_args()
    answers = Answers(options.record, options.api_base)
    with ScriptedServer(answers, at_once=True) as server, tempfile.TemporaryDirectory() as home:
        settings = environ(
            Path(home),
            ONEOFF_API_BASE=server.base_url,
            ONEOFF_API_KEY="none",
            ONEOFF_MODEL="openai/desk",
            ONEOFF_SANDBOX=os.environ.get("ONEOFF_SANDBOX", "built-in"),
        )
        workshop = wiring.workshop(Config.from_environ(settings))
        try:
            with options.out.open("a", encoding="utf-8") as out:
                for some in batches(options.part, options.at_once):
                    for outcome in measured(workshop, answers, some):
                        out.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
                        out.flush()
                        print(outcome.case, outcome.program, " · ".join(outcome.line), flush=True)
        finally:
            wiring.close()


if __name__ == "__main__":
    main()
