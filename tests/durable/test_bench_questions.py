"""Questions about files, put through the command line and written down for a checker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.questions import ask_all
from tests.scripted_server import ScriptedServer
from tests.support import answer

PROGRAM = "import pandas as pd\nprint(f\"@total[{pd.read_csv('/in/a.csv')['x'].sum()}]\")"


def test_questions_are_asked_with_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"constraints": "Exactly.", "format": "@total[number]", "file_name": "a.csv", "level": "easy"}
    lines = [json.dumps({"id": number, "question": "What is the total?", **asked}) for number in (1, 2)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines))
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "a.csv").write_text("x,y\n1,2\n3,4\n5,6\n")
    with ScriptedServer([answer(PROGRAM), "The total is 9."]) as server:
        for name, value in {
            "ONEOFF_HOME": str(tmp_path / "home"),
            "ONEOFF_API_BASE": server.base_url,
            "ONEOFF_MODEL": "openai/scripted",
            "ONEOFF_SANDBOX": "built-in",
        }.items():
            monkeypatch.setenv(name, value)
        ask_all(tmp_path, tmp_path / "answers.jsonl", 1, lambda _line: None)
        said = json.dumps(server.requests[0])
    (kept,) = map(json.loads, (tmp_path / "answers.jsonl").read_text().splitlines())
    assert (kept["id"], kept["level"], kept["status"]) == (1, "easy", "done")
    assert "@total[9]" in kept["response"]
    assert kept["tokens"] > 0
    assert "Exactly." in said
