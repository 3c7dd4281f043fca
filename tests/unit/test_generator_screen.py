"""What the screen finds before a run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.screen import LONGEST, screen
from generator.types import Program


def test_formats_and_names_packages() -> None:
    screened = screen(Program("import os,json\nfrom pandas.io import x\nimport numpy as np\nprint( 'a' )"))
    assert screened.imports == ("pandas", "numpy")
    assert screened.program.packages == ("pandas", "numpy")
    assert screened.program.source.endswith('print("a")\n')
    assert screened.problems == ()


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        ("x = 1\nprint(x", "syntax", 2),
        ("import pandas\nimport torch", "package", 2),
        ("open('/in/other.csv')", "file", 1),
        ("from pathlib import Path\nPath('/in') / 'other.csv'", "file", 2),
        ('FILE = "other.csv"  # INPUT: File | file', "file", 1),
        ("name = input('Name? ')", "keyboard", 1),
        ("x" * (LONGEST + 1), "too long", None),
        ("x\0y", "syntax", None),
        ("(" * 5000 + ")" * 5000, "syntax", 1),
    ],
)
def test_finds_what_cannot_work(source: str, kind: str, line: int | None) -> None:
    (problem,) = screen(Program(source), available={"pandas"}, files={"sales.csv"}).problems
    assert problem.kind == kind
    assert problem.line == line or kind == "syntax"
    assert problem.sentence.endswith(".")


@pytest.mark.parametrize(
    "source",
    [
        "open('/in/sales.csv')",
        "import glob\nglob.glob('/in/*.csv')",
        "def input(x):\n    return x\ninput(1)",
        "from . import x",
        "open('/out/new.csv', 'w')",
    ],
)
def test_lets_pass_what_may_work(source: str) -> None:
    assert screen(Program(source), available=set(), files={"sales.csv"}).problems == ()


def test_deep_nesting_is_an_answer_not_a_crash() -> None:
    screened = screen(Program("x = " + "-" * 50_000 + "1"))
    assert screened.problems == () or screened.problems[0].kind == "syntax"


def test_notebook_commands_are_taken_out() -> None:
    screened = screen(Program("%matplotlib inline\n!pip install pandas\nprint(1)\n"))
    assert screened.problems == ()
    assert screened.notes == ("Notebook commands were taken out.",)
    assert "# !pip install pandas" in screened.program.source


def test_names_addresses() -> None:
    assert screen(Program("u = 'see https://example.com/a.csv now'")).remote == ("https://example.com/a.csv",)


def page(head: str) -> Program:
    return Program(f"<!DOCTYPE html><html><head>{head}</head><body>x</body></html>", "html")


@pytest.mark.parametrize(
    "head",
    [
        '<script src="https://cdn.example.com/chart.js"></script>',
        "<link rel=stylesheet href=//fonts.example.com/css>",
        "<style>body{background:url('https://example.com/a.png')}</style>",
        "<script>fetch('https://api.example.com/x')</script>",
        "<script type=module>import x from 'https://esm.example.com/x.js'</script>",
    ],
)
def test_a_page_that_needs_the_network(head: str) -> None:
    screened = screen(page(head))
    assert [problem.kind for problem in screened.problems] == ["remote"]
    assert len(screened.remote) == 1


def test_a_page_that_stands_alone() -> None:
    head = '<script>const ns = "http://www.w3.org/2000/svg"</script><a href="https://example.com">a link</a>'
    assert screen(page(head)).problems == ()


def test_hostile_pages_and_programs_take_no_minutes() -> None:
    """Quadratic work on these takes minutes, so pytest's time limit is the judge."""
    for piece in ("<script ", "import ", "src=//", "<img src = ", "url( "):
        assert screen(Program("<html>" + piece * (LONGEST // 10), "html")).program.kind == "html"
    assert screen(Program("print( 1 )\n" * (LONGEST // 11))).problems == ()


def test_what_is_no_page() -> None:
    assert [p.kind for p in screen(Program("Sorry, no.", "html")).problems] == ["page"]


def test_the_first_programs_of_a_process_are_screened_at_once() -> None:
    """A library that is imported by several threads at once may be half there to some of them."""
    code = (
        "import sys; sys.setswitchinterval(1e-5)\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from generator.screen import screen\n"
        "from generator.types import Program\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(len(list(pool.map(lambda _: screen(Program('print( 1 )')), range(8)))))\n"
    )
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == ("8\n", "")
