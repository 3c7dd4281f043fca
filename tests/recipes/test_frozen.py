"""The recipe book on requests that others wrote: a wrong program run with confidence is the worst outcome."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sandbox.local import LocalSandbox
from tests.recipes.scoring import FROZEN, score_all
from workshop.config import PROJECT


@pytest.fixture(scope="module")
def sandbox() -> LocalSandbox:
    local = LocalSandbox(PROJECT / ".venv-sandbox" / "bin" / "python")
    local.prepare()
    return local


@pytest.mark.parametrize(("name", "right"), [("a", 26), ("c", 19)])
def test_right_asked_wrong(sandbox: LocalSandbox, name: str, right: int) -> None:
    scores = score_all(Path(FROZEN, name), sandbox)
    counts = Counter(score.verdict for score in scores)
    wrong = [score for score in scores if score.verdict == "wrong"]
    assert len(scores) >= 60
    assert sum(not score.inside for score in scores) * 3 >= len(scores)
    assert len(wrong) <= 2, wrong
    assert counts["right"] >= right
