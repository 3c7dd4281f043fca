"""The checks of the recipes on numbers, texts, chance, pictures and tables: they agree on real results and notice damage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sandbox.local import LocalSandbox
from tests.book_runs import BookRuns, built_in


@pytest.fixture(scope="module")
def sandbox() -> LocalSandbox:
    return built_in()


@pytest.fixture
def runs(sandbox: LocalSandbox, tmp_path: Path) -> BookRuns:
    return BookRuns(sandbox, tmp_path)


@pytest.mark.parametrize(
    ("recipe", "values"),
    [
        ("loan", {}),
        ("loan", {"AMOUNT": 350_000.0, "RATE": 3.85, "YEARS": 30.0}),
        ("loan", {"AMOUNT": 1000.0, "RATE": 0.0, "YEARS": 0.75}),
        ("tip", {"BILL": 86.4, "PERCENT": 12.5, "PEOPLE": 7}),
        ("tip", {"BILL": 48.5}),
        ("convert_units", {"VALUE": 5.0}),
        ("convert_units", {"VALUE": -40.0, "FROM": "fahrenheit", "TO": "celsius"}),
        ("convert_units", {"VALUE": 12345.678, "FROM": "cup (US)", "TO": "pint (UK)"}),
        ("convert_units", {"VALUE": 33.0, "FROM": "psi", "TO": "bar"}),
    ],
)
def test_numbers(runs: BookRuns, recipe: str, values: dict[str, Any]) -> None:
    runs.checked(runs.run(recipe, values, {}))
