"""Exported programs really run outside, in the sandbox's environment, on the files beside them."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.evidence.types import Panel
from generator.export.here import with_paths_here
from generator.recipes import Book
from tests.recipe_files import DATA, profile
from workshop.taking_away import Form, code_of, file_name
from workshop.views import FileView, TurnView

PYTHON = Path(__file__).parents[2] / ".venv-sandbox" / "bin" / "python"

SALES = "month,amount\nJan,3\nFeb,4\n"
WRITTEN = '''"""Adds up.

Twice.
"""
from __future__ import annotations
import matplotlib.pyplot as plt, pandas as pd
from IPython.display import HTML, display

FILE = "sales.csv"  # INPUT: File | file
table = pd.read_csv(f"/in/{FILE}")
table.to_excel("/out/sales.xlsx")
fig, axes = plt.subplots()
axes.bar(table["month"], table["amount"])
plt.show()
display(HTML("<p>hello</p>"))
print("Total:", table["amount"].sum())
table.head(1)
'''


def turn(source: str, title: str = "By month", files: Sequence[str] = (), kind: str = "python") -> TurnView:
    given = tuple(FileView(name, 1, "") for name in files)
    empty = {field.name: "" for field in dataclasses.fields(TurnView)}
    return TurnView(
        **{  # type: ignore[arg-type]
            **empty,
            "request": 'Sum "it" by month\\n"""\nplease',
            "files": given,
            "title": title,
            "source": source,
            "kind": kind,
            "evidence": Panel(),
            "created_at": datetime.now(UTC),
        }
    )


def run(view: TurnView, folder: Path) -> str:
    """What the script prints, as a person would start it."""
    script = folder / file_name(view, "py")
    script.write_text(code_of(view, "py"), encoding="utf-8")
    ran = subprocess.run([PYTHON, script.name], cwd=folder, capture_output=True, text=True, timeout=240)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_script_runs_beside_its_file_and_keeps_what_it_makes(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    view = turn(WRITTEN, files=["sales.csv"])
    said = run(view, tmp_path)
    assert "Total: 7" in said
    assert "Jan" in said  # the last line's value
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == ["sales.xlsx", "shown 1.png", "shown 2.html"]
    assert (tmp_path / "sales.csv").read_text() == SALES


def test_the_head_says_how_to_run_it_and_what_it_needs() -> None:
    head = code_of(turn(WRITTEN, files=["sales.csv"]), "py")
    lines = head.splitlines()
    assert lines[:3] == ["# /// script", '# requires-python = ">=3.11"', "# dependencies = ["]
    needs = [line.strip('# ",') for line in lines[3 : lines.index("# ]")]]
    assert [need.partition("==")[0] for need in needs] == ["ipython", "matplotlib", "openpyxl", "pandas"]
    assert all(need.partition("==")[2] for need in needs)
    assert 'uv run "By month.py"' in head
    assert "sales.csv" in head.partition("from pathlib")[0]
    assert "Adds up." in head
    assert "/in/" not in head
    compile(head, "script", "exec")


@pytest.mark.parametrize(
    ("request_text", "names"),
    [
        ("sum the amount by month and draw a bar chart", ["shop_sales.csv"]),
        ("split a bill of 84.50 between 4 people with 10 % tip", []),
        ("make a QR code for https://example.org", []),
        ("how many days between 2026-01-15 and 2026-09-01", []),
    ],
)
def test_recipes_run_outside_too(request_text: str, names: list[str], tmp_path: Path) -> None:
    book = Book.load()
    chosen = book.choose(request_text, tuple(profile(name) for name in names)).sure
    assert chosen is not None
    for name in names:
        shutil.copy(DATA / name, tmp_path)
    said = run(turn(book.program(chosen).source, files=names), tmp_path)
    assert said.strip()
    assert (tmp_path / "out").exists() == ("Saved out" in said)


def test_a_notebook_is_valid_and_runs_from_top_to_end(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    view = turn(WRITTEN, files=["sales.csv"])
    text = code_of(view, "ipynb")
    (tmp_path / "it.ipynb").write_text(text, encoding="utf-8")
    check = "import nbformat; nbformat.validate(nbformat.read('it.ipynb', 4))"
    valid = subprocess.run([PYTHON, "-c", check], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert valid.returncode == 0, valid.stderr
    cells = json.loads(text)["cells"]
    assert [cell["id"] for cell in cells] == ["about", "imports", "parameters", "program"]
    assert "sales.csv" in cells[0]["source"]
    assert cells[2]["metadata"]["tags"] == ["parameters"]
    (tmp_path / "cells.py").write_text("\n".join(cell["source"] for cell in cells[1:]))
    ran = subprocess.run(
        [PYTHON, "cells.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        env={"MPLBACKEND": "Agg"},
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "out" / "sales.xlsx").exists()


def test_paths_are_of_the_folder_wherever_a_string_says_so() -> None:
    assert with_paths_here('open("/in/a b.csv")') == 'open("a b.csv")'
    assert with_paths_here("Path('/in') / name") == "Path('.') / name"
    assert (
        with_paths_here('f"/in/{name}"; g("/in/*.csv"); "/out/x.png"') == 'f"{name}"; g("*.csv"); "out/x.png"'
    )
    assert with_paths_here("q = \"select * from '/in/a.csv'\"") == "q = \"select * from 'a.csv'\""
    assert with_paths_here('x = "/information/in/x"  # /in/y') == 'x = "/information/in/x"  # /in/y'
    assert with_paths_here('é = 1\nb = "é/in/x", "/in/ü.csv"') == 'é = 1\nb = "é/in/x", "ü.csv"'


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", 'a"b<script>', "x" * 500, "", "…", "按月汇总", "CON\n"]
)
@pytest.mark.parametrize("form", ["py", "ipynb", "html"])
def test_names_of_files_are_safe(title: str, form: Form) -> None:
    name = file_name(turn("print(1)\n", title=title), form)
    assert name.endswith(f".{form}")
    assert not set(name) & set('/\\:*?"<>|\n')
    assert len(name.encode()) <= 255


def test_a_page_is_the_page_itself() -> None:
    assert code_of(turn("<p>/in/x</p>", kind="html"), "html") == "<p>/in/x</p>"


def test_hostile_titles_and_requests_stay_words(tmp_path: Path) -> None:
    view = turn("print('fine')\n", title='x"""\nraise SystemExit(3)\n"""')
    assert run(view, tmp_path) == "fine\n"
