"""The command line, as people and scripts use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .conftest import PYTHON, AnySandbox

PROGRAM = """
import pandas as pd
LEAST = 1
table = pd.read_csv("/in/my sales.csv")
table.to_csv("/out/all.csv")
print("read")
table[table.amount >= LEAST]
"""


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sandbox", "--python", str(PYTHON), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_runs_a_program(sandbox: AnySandbox, tmp_path: Path) -> None:
    program, file, out = tmp_path / "program.py", tmp_path / "my sales.csv", tmp_path / "out"
    program.write_text(PROGRAM)
    file.write_text("amount\n1\n5\n")
    options = ("--file", str(file), "--input", "LEAST=3", "--sandbox", sandbox.name)
    done = command("run", str(program), *options, "--json", "--out", str(out))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["ended"], said["exit_code"], said["stdout"], said["failure"]) == (
        "exited",
        0,
        "read\n",
        None,
    )
    assert said["facts"]["opened"] == ["my sales.csv"]
    assert [output["name"] for output in said["outputs"]] == ["table-1.json", "all.csv"]
    assert json.loads((out / "table-1.json").read_text())["data"] == [{"amount": 5}]
    assert command("run", str(program), *options).stdout.startswith("read\n[table-1.json")


def test_its_exit_code_is_the_programs(sandbox: AnySandbox, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("raise SystemExit(7)")
    assert command("run", str(program), "--sandbox", sandbox.name).returncode == 7
    program.write_text("while True: pass")
    assert command("run", str(program), "--sandbox", sandbox.name, "--seconds", "1").returncode == 124
    wrong = command("run", str(program), "--sandbox", sandbox.name, "--input", "NONE=1")
    assert wrong.returncode == 3
    assert wrong.stderr.startswith("The program has no input called NONE.")


def test_what_isnt_there_is_a_sentence(tmp_path: Path) -> None:
    missing = command("run", str(tmp_path / "none.py"), "--sandbox", "built-in")
    assert missing.returncode == 3
    assert "Traceback" not in missing.stderr
    assert "none.py" in missing.stderr


def test_the_doctor_answers_for_both() -> None:
    said = command("doctor").stdout
    assert "Docker engine" in said
    assert "Built-in sandbox" in said
