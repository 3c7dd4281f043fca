"""Kept tools away from the page: from the command line, as files that others open, and run without Oneoff."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.inputs import inputs_of
from generator.tools import FileSlot, Tool
from generator.types import FileProfile
from tests.durable.test_asking import MakeWorkshop
from tests.support import environ
from workshop import wiring
from workshop.__main__ import main
from workshop.giving import code_to_give, give, receive
from workshop.packing import file_name
from workshop.service import BadInput, GivenFile, Workshop
from workshop.tool_commands import file_of, found, value_of

BIN = Path(__file__).parents[2] / ".venv-sandbox" / "bin"
PYTHON = (str(BIN / "python"),)
UV = (str(BIN / "uv"), "run", "--offline", "--no-project", "--python", str(BIN / "python"))
PLAIN = """import csv
MONTH = 1  # INPUT: Month | integer 1 to 12
UNITS = ["EUR"]  # INPUT: Units
BIG = False  # INPUT: Big letters
rows = list(csv.DictReader(open("/in/sales.csv")))
rate = float(open("/in/rate.txt").read())
total = sum(float(row["Amount"]) for row in rows if int(row["Month"]) == MONTH) * rate
line = f"{total:.2f} {'/'.join(UNITS)}"
open("/out/total.txt", "w").write(line)
print(line.upper() if BIG else line)
"""
PANDAS = """import pandas as pd
MONTH = 1  # INPUT: Month | integer 1 to 12
UNITS = ["EUR"]  # INPUT: Units
BIG = False  # INPUT: Big letters
frame = pd.read_csv("/in/sales.csv")
rate = pd.read_csv("/in/rate.txt", header=None)[0][0]
line = f'{frame[frame["Month"] == MONTH]["Amount"].sum() * rate:.2f} {"/".join(UNITS)}'
pd.Series([line]).to_csv("/out/total.txt", index=False, header=False)
print(line.upper() if BIG else line)
"""
SALES, OTHER = b"Month,Amount\n1,10\n2,5\n2,7.5\n", b"Month,Amount\n2,100\n2,1\n"
RATE = b"2"


def tool_of(source: str) -> Tool:
    made = (FileProfile("sales.csv", "csv", len(SALES)), FileProfile("rate.txt", "text", 1))
    slots = (FileSlot("sales.csv", "Sales", ("csv",)),)
    return Tool("", "Sum a month", source, inputs=inputs_of(source, "python"), files=slots, made_with=made)


def kept(workshop: Workshop, source: str = PLAIN) -> str:
    files = [GivenFile("sales.csv", SALES), GivenFile("rate.txt", RATE)]
    return workshop.tools.add(tool_of(source), files)


def ran(workshop: Workshop, tool: str, values: dict[str, object], sales: bytes) -> tuple[str, bytes]:
    """What it prints, and its file."""
    turn = workshop.tools.run(tool, values, [GivenFile("of the year.csv", sales)])
    view = workshop.wait(turn, 90)
    assert view.status == "done", view.error
    return view.console.strip(), workshop.blob(view.outputs[0].blob)


@pytest.mark.parametrize(("by", "source"), [(PYTHON, PANDAS), (UV, PLAIN)], ids=["python", "uv"])
def test_outside_it_gives_the_same_result_as_inside(
    make_workshop: MakeWorkshop, tmp_path: Path, by: Sequence[str], source: str
) -> None:
    workshop = make_workshop()
    tool = kept(workshop, source)
    name, code = code_to_give(workshop.tools.tool(tool), "py")
    (tmp_path / name).write_text(code, encoding="utf-8")
    for file, content in (("sales.csv", SALES), ("rate.txt", RATE), ("of the year.csv", OTHER)):
        (tmp_path / file).write_bytes(content)
    said = ["--sales", "of the year.csv", "--month", "2", "--units", "a", "b", "--big", "--out", "other"]
    for values, sales, words, out in (
        ({}, SALES, [], "out"),
        ({"MONTH": 2, "UNITS": ["a", "b"], "BIG": True}, OTHER, said, "other"),
    ):
        done = subprocess.run(
            [*by, name, *words], cwd=tmp_path, capture_output=True, text=True, timeout=240, env=bare()
        )
        assert done.returncode == 0, done.stderr
        inside, made = ran(workshop, tool, dict(values), sales)
        assert done.stdout.splitlines()[0] == inside
        assert (tmp_path / out / "total.txt").read_bytes() == made
    theirs = receive(workshop, give(workshop, tool))
    assert [file.name for file in workshop.tools.tool(theirs).sample] == ["rate.txt"]
    workshop.tools.accept(theirs)
    assert ran(workshop, theirs, {"MONTH": 2}, OTHER)[0] == "202.00 EUR"


def bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("ONEOFF_", "PYTHON"))}


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """`python -m workshop ...`: the exit code, and what was printed on both streams."""
    for name, value in environ(home, ONEOFF_SANDBOX="built-in").items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_from_the_command_line(make_workshop: MakeWorkshop, say: Say, tmp_path: Path) -> None:
    tool = kept(make_workshop())
    wiring.close()
    sales, out = tmp_path / "of=the year.csv", tmp_path / "made"
    sales.write_bytes(OTHER)
    code, listed, _ = say("tools")
    assert code == 0
    assert f"{tool}  Sum a month\n    --input month=  Month\n" in listed
    entry = next(one for one in json.loads(say("tools", "--json")[1]) if one["id"] == tool)
    assert (entry["title"], entry["files"][0]["name"], entry["ships"]) == ("Sum a month", "sales.csv", False)
    words = ("--input", "month=2", "--input", "Units=a,b", "--input", "big letters=yes")
    code, printed, _ = say("run", "sum a", *words, "--file", str(sales), "--out", str(out))
    assert (code, printed.splitlines()[2]) == (0, "202.00 A/B"), printed
    assert (out / "total.txt").read_text() == "202.00 a/b"
    code, printed, _ = say("run", tool, "--file", f"sales={sales}", "--json")
    told = json.loads(printed)
    assert (code, told["status"], told["printed"].strip()) == (0, "done", "0.00 EUR")
    code, printed, _ = say("run", "tip", "--json", "--input", "bill=80")
    assert (code, json.loads(printed)["status"]) == (0, "done")


def test_what_doesnt_fit_is_a_sentence_and_an_exit_code(
    make_workshop: MakeWorkshop, say: Say, tmp_path: Path
) -> None:
    workshop = make_workshop()
    tool = kept(workshop)
    waits = receive(workshop, give(workshop, tool))
    wiring.close()
    sales = tmp_path / "sales.csv"
    sales.write_bytes(b"Month,Sum\n1,2\n")
    for words, code, why in (
        (("nothing",), 2, "There is no tool called “nothing”"),
        ((tool, "--input", "month=13"), 2, "“Month” must be at most 12"),
        ((tool, "--file", "gone.csv"), 1, "There is no file gone.csv"),
        ((waits, "--file", str(sales)), 1, "This tool came from somebody else"),
        ((tool, "--file", str(sales)), 1, ""),  # the program fails, since the column isn't there
    ):
        ended, printed, error = say("run", *words)
        assert (ended, why in error) == (code, True), (words, printed, error)
    assert json.loads(say("run", "nothing", "--json")[1])["status"] == "failed"


def test_what_was_meant(make_workshop: MakeWorkshop, tmp_path: Path) -> None:
    workshop = make_workshop()
    tool = kept(workshop)
    view = found(workshop, "SUM A")
    assert view.id == tool
    assert found(workshop, "tip").id == found(workshop, "recipe-tip").id == "recipe-tip"
    receive(workshop, give(workshop, tool))
    sales = tmp_path / "a=b.csv"
    sales.write_bytes(SALES)
    assert value_of(view, "month=2") == ("MONTH", 2)
    assert value_of(view, "UNITS=a, b") == ("UNITS", ["a", "b"])
    assert value_of(view, 'units=["a, b"]') == ("UNITS", ["a, b"])
    assert value_of(view, "Big letters=no") == ("BIG", False)
    assert (file_of(view, str(sales)).name, file_of(view, f"sales={sales}").slot) == ("a=b.csv", "sales.csv")
    wrong: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: found(workshop, "sum a"), "could be several tools: “Sum a month”"),
        (lambda: found(workshop, " "), "There is no tool called"),
        (lambda: value_of(view, "month"), "Write it like month=3"),
        (lambda: value_of(view, "year=3"), "has no field “year”. It has: month, units, big"),
        (lambda: file_of(view, f"rates={sales}"), "asks for no file “rates”. It asks for: sales.csv"),
        (lambda: workshop.tools.run(tool, dict([value_of(view, "month=x")])), "must be a whole number"),
        (lambda: workshop.tools.run(tool, {}), "It needs a file for “Sales”"),
    )
    for act, why in wrong:
        with pytest.raises(BadInput, match=re.escape(why)):
            act()


def test_a_tool_is_exported_and_opened(make_workshop: MakeWorkshop, say: Say, tmp_path: Path) -> None:
    tool = kept(make_workshop())
    wiring.close()
    saved = tmp_path / file_name(tool_of(PLAIN))
    assert say("export", tool, "--out", str(tmp_path))[:2] == (0, f"{saved}\n")
    code, told, _ = say("open", str(saved))
    assert code == 0
    assert "- “Sales”: one file that you give it (CSV).\n" in told
    assert "- It can't reach the internet.\n" in told
    assert "it has not run" in told
    assert "may run" in say("open", str(saved), "--accept")[1]
    script = tmp_path / "Sum a month.py"
    assert say("export", tool, "--as", "py", "--out", str(tmp_path))[1] == f"{script}\n"
    assert "--rate" in script.read_text()
    code, _, error = say("export", "summarise", "--as", "py", "--out", str(tmp_path))
    assert (code, "Choose oneoff." in error) == (2, True), error
    saved.write_bytes(saved.read_bytes()[:-9])
    assert say("open", str(saved))[::2] == (
        1,
        "This file is damaged, or was changed after it was saved. Ask for it once more.\n",
    )
