"""Kept tools taken away: run outside by plain Python and by `uv run`, with what was said on the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.inputs import inputs_of
from generator.recipes.recipe import load_recipes
from generator.tools import FileSlot, Tool
from generator.types import InputSpec
from workshop.taking_away import code_of_tool, file_name, forms_of_tool

BIN = Path(__file__).parents[2] / ".venv-sandbox" / "bin"
SOURCE = '''"""Adds up."""
from __future__ import annotations
import csv, sys
from pathlib import Path

MONTH = 3  # INPUT: Month | integer 1 to 12
KIND = "all"  # INPUT: What | one of: all, "some 100%"
SINCE = "2024-01-01"  # INPUT: Since | date
ONLY = ["a"]  # INPUT: Only
BIG = False  # INPUT: Big letters
FACTOR = 1.5  # INPUT: Factor | number 0 to 10
OUT = "x"  # INPUT: What "it" is called

rows = list(csv.DictReader(open("/in/sales.csv")))
total = sum(int(row["amount"]) for row in rows if int(row["month"]) == MONTH)
Path("/out/total.txt").write_text(f"{total * FACTOR}")
Path("/out/sales.csv").write_text("made")
print([path.name for path in Path("/in").iterdir()], sys.argv[1:])
print(total, KIND, SINCE, ONLY, BIG, FACTOR, OUT)
'''
TOOL = Tool(
    "",
    "Sum a month",
    SOURCE,
    does="adds up %(prog)s 100% of it",
    inputs=inputs_of(SOURCE, "python"),
    files=(FileSlot("sales.csv", "Sales", ("csv",)),),
)
SALES = "month,amount\n3,4\n4,5\n4,7\n"
PYTHON = (str(BIN / "python"),)
UV = (str(BIN / "uv"), "run", "--offline", "--no-project", "--python", str(BIN / "python"))


def run(tool: Tool, folder: Path, *said: str, by: Sequence[str] = PYTHON) -> subprocess.CompletedProcess[str]:
    script = folder / file_name(tool, "py")
    script.write_text(code_of_tool(tool, "py"), encoding="utf-8")
    return subprocess.run([*by, script.name, *said], cwd=folder, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize("by", [PYTHON, UV], ids=["python", "uv"])
def test_it_runs_as_it_was_kept_and_with_other_values_and_files(by: Sequence[str], tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    as_kept = run(TOOL, tmp_path, by=by)
    assert as_kept.stdout.splitlines()[:2] == [
        "['sales.csv'] []",
        "4 all 2024-01-01 ['a'] False 1.5 x",
    ], as_kept
    assert (tmp_path / "out" / "total.txt").read_text() == "6.0"
    (tmp_path / "of April.csv").write_text(SALES.replace("7", "70"))
    words = (
        "--month",
        "4",
        "--since",
        "2025-02-01",
        "--only",
        "x",
        "y",
        "--big",
        "--factor",
        "2",
        "--out-2",
        "z",
    )
    other = run(
        TOOL, tmp_path, *words, "--kind", "some 100%", "--file", "of April.csv", "--out", "a/b", by=by
    )
    assert other.stdout.splitlines() == [
        "['sales.csv'] []",
        "75 some 100% 2025-02-01 ['x', 'y'] True 2.0 z",
        "Saved a/b/sales.csv",
        "Saved a/b/total.txt",
    ], other
    assert (tmp_path / "a" / "b" / "total.txt").read_text() == "150.0"


def test_what_was_given_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    assert "Saved new sales.csv" in run(TOOL, tmp_path, "--out", ".").stdout
    assert (tmp_path / "sales.csv").read_text() == SALES
    assert (tmp_path / "new sales.csv").read_text() == "made"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["--month", "13"], "13 isn't between 1 and 12"),
        (["--month", "x"], "invalid"),
        (["--factor", "nan"], "nan isn't between"),
        (["--kind", "none"], "invalid choice"),
        (["--since", "yesterday"], "invalid date"),
        (["--file", "gone.csv"], "there is no file gone.csv"),
        (["--mon", "3"], "unrecognized"),
        ([], "there is no file sales.csv"),
    ],
)
def test_what_doesnt_fit_is_refused_before_anything_runs(said: list[str], why: str, tmp_path: Path) -> None:
    refused = run(TOOL, tmp_path, *said)
    assert refused.returncode == 2
    assert why in refused.stderr
    assert refused.stdout == ""
    assert not (tmp_path / "out").exists()


def test_help_says_what_may_be_changed(tmp_path: Path) -> None:
    said = " ".join(run(TOOL, tmp_path, "--help").stdout.split())
    for words in (
        "adds up",
        "100% of it",
        "Month (3)",
        "What, one of: all, some 100% (all)",
        "Sales (sales.csv in this folder)",
    ):
        assert words in said
    head = code_of_tool(TOOL, "py").partition("from __future__")[0]
    assert 'uv run "Sum a month.py" --file FILE --month 3' in head


def test_what_it_made_before_it_failed_is_kept(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    failing = replace(TOOL, source=SOURCE + "raise SystemExit(3)\n")
    assert run(failing, tmp_path).returncode == 3
    assert (tmp_path / "out" / "total.txt").exists()


SEVERAL = """FILE = "a.txt"  # INPUT: File | file
from pathlib import Path
print(FILE, sorted(path.name for path in Path("/in").glob("*")))
"""


@pytest.mark.parametrize(
    ("slots", "said", "printed"),
    [
        ((), ["--file", "b.txt"], "b.txt ['b.txt']"),
        ((FileSlot(several=True),), ["--file", "b.txt", "c.txt"], "b.txt ['b.txt', 'c.txt']"),
        ((FileSlot(several=True, required=False),), [], "a.txt []"),
        (
            (FileSlot("a.txt", "First"), FileSlot("x.txt", "Second", required=False)),
            ["--a", "b.txt", "--x", "c.txt"],
            "a.txt ['a.txt', 'x.txt']",
        ),
        ((FileSlot("b.txt"), FileSlot("x.txt", required=False)), [], "a.txt ['b.txt']"),
        ((FileSlot(label="One"), FileSlot(label="One")), ["--one", "b.txt", "--one-2", "c.txt"], "b.txt ['b.txt', 'c.txt']"),
    ],
)  # fmt: skip
def test_files_go_where_the_program_finds_them(
    slots: tuple[FileSlot, ...], said: list[str], printed: str, tmp_path: Path
) -> None:
    for name in ("b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    tool = Tool("", "Files", SEVERAL, inputs=inputs_of(SEVERAL, "python"), files=slots)
    ran = run(tool, tmp_path, *said)
    assert ran.stdout.strip() == printed, ran


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    odd = 'x"""\nraise SystemExit(4)\n"""\\'
    spec = InputSpec("MONTH", odd, {"type": "string", "enum": [odd, "y"]}, odd)
    source = "MONTH = 1\nprint(MONTH)\n"
    tool = Tool("", odd, source, does=odd, inputs=(spec,), files=(FileSlot(label=odd, required=False),))
    ran = run(tool, tmp_path)
    assert (ran.returncode, ran.stdout) == (0, odd + "\n"), ran
    assert run(tool, tmp_path, "--help").returncode == 0


def test_a_notebook_has_its_fields_as_parameters(tmp_path: Path) -> None:
    cells = json.loads(code_of_tool(TOOL, "ipynb"))["cells"]
    assert "sales.csv" in cells[0]["source"]
    assert "MONTH = 3" in next(cell for cell in cells if cell["id"] == "parameters")["source"]
    (tmp_path / "sales.csv").write_text(SALES)
    (tmp_path / "cells.py").write_text("\n".join(cell["source"] for cell in cells[1:]))
    ran = subprocess.run([*PYTHON, "cells.py"], cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert "4 all 2024-01-01" in ran.stdout, ran.stderr


@pytest.mark.parametrize(
    "tool", [tool for tool in load_recipes() if forms_of_tool(tool)], ids=lambda tool: tool.id
)
def test_recipes_can_be_taken_away_too(tool: Tool, tmp_path: Path) -> None:
    if tool.kind == "html":
        assert code_of_tool(tool, "html").startswith("<!")
        return
    assert run(tool, tmp_path, "--help").returncode == 0


def test_recipes_that_look_at_each_table_first_need_oneoff() -> None:
    forms = {tool.id: forms_of_tool(tool) for tool in load_recipes()}
    assert forms["summarise_table"] == ()
    assert forms["loan"] == ("py", "ipynb")
    assert forms["timer"] == ("html",)
