"""`make bench`: complete results in one interleaved run, as medians with min and p90, and as ratios to the host's Python.

Three programs: P1 `print(1)`, P2 a pandas sum, P3 a CSV in and a chart out. Contestants: the host's Python with the
same libraries and no protection, our sandboxes, and a plain `docker run` of the same image, hardened the same way.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sandbox.base import InputFile, Job
from sandbox.docker import DockerSandbox
from sandbox.engine import answers
from sandbox.images import Images
from sandbox.local import LocalSandbox

TOP = Path(__file__).resolve().parent.parent
PYTHON = TOP / ".venv-sandbox" / "bin" / "python"
HARDENED = [
    "--rm",
    "--network",
    "none",
    "--read-only",
    "--cap-drop",
    "ALL",
    "--security-opt",
    "no-new-privileges",
    "--user",
    "10001:10001",
    "--pids-limit",
    "128",
    "--memory",
    "1g",
    "--memory-swap",
    "1g",
    "--cpus",
    "1",
    "--tmpfs",
    "/tmp:size=256m,uid=10001",
    "--tmpfs",
    "/out:size=256m,uid=10001",
]
PROGRAMS = {
    "P1": "print(1)",
    "P2": 'import pandas as pd\nprint(pd.read_csv("/in/data.csv")["amount"].sum())',
    "P3": (
        "import matplotlib\nmatplotlib.use('Agg')\nimport pandas as pd\nimport matplotlib.pyplot as plt\n"
        'table = pd.read_csv("/in/data.csv").groupby("month")["amount"].sum()\n'
        'table.plot.bar()\nplt.savefig("/out/chart.png")'
    ),
}
Run = Callable[[str], None]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.csv"
        data.write_text("month,amount\n" + "".join(f"{n % 12 + 1},{n % 97}\n" for n in range(5_000)))
        times = measure(contestants(data), rounds)
    print(table_of(times))
    out = TOP / "bench" / "out"
    out.mkdir(exist_ok=True)
    (out / "runs.json").write_text(json.dumps(times, indent=1))


def contestants(data: Path) -> dict[str, Run]:
    """Each runs a program's source to its complete result. Without an engine Docker's are left out."""
    local = LocalSandbox(PYTHON)
    local.prepare()
    given = (InputFile("data.csv", data),)

    def in_sandbox(sandbox: DockerSandbox | LocalSandbox) -> Run:
        def run(source: str) -> None:
            execution = sandbox.run(Job(source, given))
            if not execution.ok:
                raise SystemExit(f"{sandbox.name}: {execution.failure}")

        return run

    found: dict[str, Run] = {"host python": _on_host(data), "ours, built-in": in_sandbox(local)}
    if answers():
        docker = DockerSandbox()
        docker.prepare(print)
        found |= {"ours, docker": in_sandbox(docker), "docker run, hardened": _docker_run(data)}
    else:
        print("No Docker engine answers: its contestants are left out.")
    return found


def _on_host(data: Path) -> Run:
    def run(source: str) -> None:
        with tempfile.TemporaryDirectory() as out:
            here = source.replace("/in/", f"{data.parent}/").replace("/out/", f"{out}/")
            subprocess.run([PYTHON, "-c", here], check=True, capture_output=True)

    return run


def _docker_run(data: Path) -> Run:
    image = Images("debian:bookworm-slim").tag
    mount = ["-v", f"{data}:/in/data.csv:ro", "--entrypoint", "/opt/oneoff/venv/bin/python"]

    def run(source: str) -> None:
        subprocess.run(
            ["docker", "run", *HARDENED, *mount, image, "-c", source], check=True, capture_output=True
        )

    return run


def measure(runs: dict[str, Run], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Milliseconds by contestant and program; the contestants take turns, the first round is not counted."""
    times: dict[str, dict[str, list[float]]] = {name: {key: [] for key in PROGRAMS} for name in runs}
    for number in range(rounds + 1):
        for key, source in PROGRAMS.items():
            for name, run in runs.items():
                begun = time.perf_counter()
                run(source)
                if number:
                    times[name][key].append((time.perf_counter() - begun) * 1000)
    return times


def table_of(times: dict[str, dict[str, list[float]]]) -> str:
    rows = ["| contestant | " + " | ".join(f"{key} ms: median (min, p90), ratio" for key in PROGRAMS) + " |"]
    rows.append("|---" * (len(PROGRAMS) + 1) + "|")
    base = {key: statistics.median(times["host python"][key]) for key in PROGRAMS}
    for name, by_program in times.items():
        cells = [_cell(by_program[key], base[key]) for key in PROGRAMS]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _cell(values: list[float], base: float) -> str:
    p90 = sorted(values)[min(len(values) - 1, round(len(values) * 0.9))]
    median = statistics.median(values)
    return f"{median:.0f} ({min(values):.0f}, {p90:.0f}), {median / base:.1f}"


if __name__ == "__main__":
    main()
