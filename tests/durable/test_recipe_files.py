"""Recipes that take files of any kind, as tools: through the real workflow and sandbox, with their checks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.durable.test_asking import MakeWorkshop
from workshop.config import PROJECT
from workshop.service import GivenFile, Workshop
from workshop.views import TurnView

PYTHON = PROJECT / ".venv-sandbox" / "bin" / "python"
MAKE = PROJECT / "tests" / "unit" / "documents_made.py"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    subprocess.run([PYTHON, MAKE, folder], check=True, timeout=120)
    return folder


def ran(workshop: Workshop, recipe: str, folder: Path, *names: str, **values: object) -> TurnView:
    files = [GivenFile(name, (folder / name).read_bytes()) for name in names]
    return workshop.wait(workshop.tools.run(f"recipe-{recipe}", values, files), 90)


@pytest.mark.parametrize(
    ("recipe", "names", "made"),
    [
        ("merge_pdfs", ("report.pdf", "notes.pdf"), "merged.pdf"),
        ("biggest_files", ("stuff.zip", "notes.pdf"), "files by size.csv"),
        ("calendar_page", (), "calendar 2026-05.pdf"),
    ],
)
def test_files_go_into_the_slot_and_the_checks_are_tried(
    make_workshop: MakeWorkshop, given: Path, recipe: str, names: tuple[str, ...], made: str
) -> None:
    workshop = make_workshop()
    values = {} if names else {"MONTH": "May", "YEAR": 2026}
    view = workshop.wait_checked(ran(workshop, recipe, given, *names, **values).id, 120)
    assert view.status == "done", view.error
    assert made in [output.name for output in view.outputs if output.file]
    assert [check.verdict for check in view.evidence.checks] == ["agrees"]


@pytest.mark.parametrize(
    ("recipe", "names", "says"),
    [
        ("merge_pdfs", ("report.pdf", "locked.pdf"), "The file locked.pdf is protected with a password."),
        ("pdf_text", ("empty.pdf",), "The file empty.pdf is empty."),
        ("photo_sheet", ("garden 1.jpg", "notes.pdf"), "notes.pdf is of another kind than “Pictures”."),
    ],
)
def test_a_file_that_does_not_fit_is_told_by_what_is_wrong_with_it(
    make_workshop: MakeWorkshop, given: Path, recipe: str, names: tuple[str, ...], says: str
) -> None:
    view = ran(make_workshop(), recipe, given, *names)
    assert view.status == "failed"
    assert view.error
    assert view.error.sentence.startswith(says)
