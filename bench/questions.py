"""Questions about files, put to the model that the environment names through `python -m workshop ask`.

FOLDER/questions.jsonl: {"id", "question", "constraints", "format", "file_name", "level"} a line; FOLDER/tables holds the files.
Writes a line for each to FILE: {"id", "level", "status", "response", "tokens", "seconds", "cost", "marks": what the evidence says, as
[kind, text]}; FOLDER's own checker scores it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Question = dict[str, Any]
_PATIENCE = 1800  # seconds a question


def ask_all(folder: Path, out: Path, each: int, say: Callable[[str], None]) -> None:
    """Ask the first `each` of every level, one after the other. Raises OSError where FOLDER can't be read."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as kept:
        for question in _first(folder, each):
            answered = _ask(folder, question)
            kept.write(json.dumps(answered, ensure_ascii=False) + "\n")
            kept.flush()
            say(
                f"{answered['id']}: {answered['status']}, {answered['seconds']} s, {answered['tokens']} tokens"
            )


def _first(folder: Path, each: int) -> Iterator[Question]:
    seen: dict[str, int] = {}
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        seen[question["level"]] = seen.get(question["level"], 0) + 1
        if seen[question["level"]] <= each:
            yield question


def _ask(folder: Path, question: Question) -> Question:
    text = "\n".join(question[part] for part in ("question", "constraints", "format"))
    file = folder / "tables" / question["file_name"]
    command = [sys.executable, "-m", "workshop", "ask", text, "--file", str(file), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    said = json.loads(ran.stdout)
    shown = [*(output.get("text", "") for output in said["outputs"]), said["printed"], said["answer"]]
    kept = {key: said.get(key) for key in ("status", "tokens", "seconds", "cost")}
    marks = [[mark["kind"], mark["text"]] for mark in said["evidence"].get("marks", ())]
    told = {"response": "\n".join(shown), **kept, "marks": marks}
    return {"id": question["id"], "level": question["level"], **told}
