"""A tiny tool, and a folder of files for it that are dropped while processes come and go."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from generator.tools import FileSlot, Tool
from generator.types import InputSpec
from tests.support import start, until
from workshop import tables as t
from workshop.store import Store

SOURCE = """WORD = "read"
with open("/in/data.csv") as file:
    text = file.read().strip()
if "bad" in text:
    raise ValueError("It has a bad word in it.")
with open("/out/said.txt", "w") as out:
    out.write(f"{WORD} {text}")
print(text)
"""
TINY = Tool(
    "",
    "Say it again",
    SOURCE,
    inputs=(InputSpec("WORD", "Word", {"type": "string"}, "read"),),
    files=(FileSlot("data.csv", "Text", ("csv",)),),
)


@contextmanager
def worker(env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process of ours that ends well, unless it was ended before."""
    process = start("workshop", "worker", env=env)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)


def handled(store: Store, watch: str) -> int:
    with store.session() as session:
        ended = select(func.count()).where(t.Errand.watch_id == watch, t.Errand.state == "done")
        return session.scalar(ended) or 0


def until_handled(store: Store, watch: str, count: int, seconds: float = 120.0) -> None:
    until(lambda: handled(store, watch) >= count, f"{count} files", seconds)


def drop(folder: Path, numbers: range, pause: float = 0.0) -> None:
    for number in numbers:
        (folder / f"file {number}.csv").write_text(f"number {number}")
        time.sleep(pause)


def each_once(store: Store, watch: str, results: Path, count: int) -> list[str]:
    """What isn't as it must be: each of `count` files run once, and its result there once."""
    with store.session() as session:
        errands = list(session.scalars(select(t.Errand).where(t.Errand.watch_id == watch)))
        conversation = select(t.Conversation.id).where(t.Conversation.tool.is_not(None))
        turns = list(session.scalars(select(t.Turn).where(t.Turn.conversation_id.in_(conversation))))
        runs = list(session.scalars(select(t.Run.turn_id)))
    wrong = []
    names = sorted(errand.files[0]["name"] for errand in errands)
    if names != sorted(f"file {number}.csv" for number in range(count)):
        wrong.append(f"{len(names)} errands, {len(set(names))} names")
    if sorted(errand.turn for errand in errands) != sorted(turn.id for turn in turns):
        wrong.append(f"{len(turns)} turns for {len(errands)} errands")
    if sorted(runs) != sorted(turn.id for turn in turns) or {turn.status for turn in turns} != {"done"}:
        wrong.append(f"{len(runs)} runs for {len(turns)} turns")
    there = {path.name: path.read_text() for path in results.iterdir()}
    if there != {f"file {number} - said.txt": f"read number {number}" for number in range(count)}:
        wrong.append(f"{len(there)} results")
    return wrong
