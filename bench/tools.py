"""How long a kept pandas tool takes from Run to its result, beside the same program under `python` on this machine."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from bench.measuring import Say
from generator.tools import FileSlot, Tool
from generator.types import InputSpec
from sandbox.parameters import set_inputs
from workshop import wiring
from workshop.config import PROJECT, Config
from workshop.given import GivenFile
from workshop.service import Workshop

BAR = 0.150  # seconds more
ROWS = 5_000
CALM = 2.5  # seconds before each, as a person's pauses are longer: the sandboxes that wait are made anew
PROGRAM = """import pandas as pd

MONTH = 1  # INPUT: Month | integer 1 to 12
frame = pd.read_csv("/in/sales.csv")
month = frame[frame["Month"] == MONTH]
print(month.groupby("Region")["Amount"].sum().round(2).to_string())
"""


def measure(rounds: int, say: Say) -> str:
    """A Markdown table and whether the bar holds; one of ours and one on the host in turn, each with other data."""
    with tempfile.TemporaryDirectory(prefix="oneoff-bench-") as folder:
        home = Path(folder)
        environ = {**os.environ, "ONEOFF_HOME": str(home / "home")}
        workshop = wiring.workshop(Config.from_environ(environ))
        try:
            tool = workshop.tools.add(
                Tool(
                    "",
                    "Sum of a month",
                    PROGRAM,
                    inputs=(_MONTH,),
                    files=(FileSlot("sales.csv", "Sales", ("csv",)),),
                )
            )
            _ours(workshop, tool, 1, _data(0))  # the sandbox is prepared, and its pool learns
            ours, host = list[float](), list[float]()
            for number in range(rounds):
                say(f"round {number + 1} of {rounds}")
                month, data = number % 12 + 1, _data(number + 1)
                time.sleep(CALM)
                ours.append(_ours(workshop, tool, month, data))
                time.sleep(CALM)
                host.append(_host(home, month, data))
        finally:
            wiring.close()
    return _text(ours, host)


_MONTH = InputSpec("MONTH", "Month", {"type": "integer", "minimum": 1, "maximum": 12}, 1)


def _data(seed: int) -> bytes:
    """Other bytes each time, so that nothing is known of the file already."""
    rows = (
        f"{(row + seed) % 12 + 1},{'NSEW'[row % 4]},{(row * 37 + seed) % 1000 / 10}" for row in range(ROWS)
    )
    return "\n".join(["Month,Region,Amount", *rows]).encode() + b"\n"


def _ours(workshop: Workshop, tool: str, month: int, data: bytes) -> float:
    begun = time.perf_counter()
    turn = workshop.tools.run(tool, {"MONTH": month}, [GivenFile("today.csv", data)], by="command")
    while (view := workshop.turn(turn)).active:
        time.sleep(0.005)
    took = time.perf_counter() - begun
    if view.status != "done" or not view.console.strip():
        raise RuntimeError(f"the tool gave nothing: {view.error}")
    while workshop.turn(turn).evidence.working:
        time.sleep(0.02)
    return took


def _host(home: Path, month: int, data: bytes) -> float:
    (home / "sales.csv").write_bytes(data)
    source = set_inputs(PROGRAM, {"MONTH": month}).replace("/in/sales.csv", str(home / "sales.csv"))
    (home / "tool.py").write_text(source)
    python = PROJECT / ".venv-sandbox" / "bin" / "python"
    begun = time.perf_counter()
    subprocess.run([python, home / "tool.py"], check=True, capture_output=True)
    return time.perf_counter() - begun


def _text(ours: list[float], host: list[float]) -> str:
    rows = [
        f"| {name} | {statistics.median(found) * 1000:.0f} ({min(found) * 1000:.0f}, {max(found) * 1000:.0f}) | {len(found)} |"
        for name, found in (("from Run to the result", ours), ("`python` on this machine", host))
    ]
    more = statistics.median(one - other for one, other in zip(ours, host, strict=True))
    verdict = f"{'holds ' if more <= BAR else 'MISSED'}  a kept tool takes {more * 1000:+.0f} ms; at most {BAR * 1000:+.0f}"
    return "\n".join(["| ms | median (min, max) | tries |", "|---|---|---|", *rows, "", verdict])
