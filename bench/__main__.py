"""`python -m bench [sandbox | page | tools | soak | questions | views]`: measure, print tables, keep them in bench/out."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench import sandbox as sandbox_bench
from bench.programs import write_data
from bench.questions import ask_all
from bench.report import text_of, write
from bench.soak import lines, soak, table_of
from bench.timing import WrongResult
from sandbox.base import SandboxError
from sandbox.engine import answers

OUT = Path(__file__).resolve().parent / "out"


def main(arguments: list[str] | None = None) -> int:
    """The process's exit code: 1 where it can't be measured, 130 where it was interrupted."""
    options = _parser().parse_args(arguments)
    if options.what == "questions":
        return _questions(options.folder, options.each)
    if options.what == "page":
        return _page(options.rounds)
    if options.what == "tools":
        return _tools(options.rounds)
    if options.what == "views":
        return _views(options.rounds)
    if trouble := _missing():
        print(trouble, file=sys.stderr)
        return 1
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # cleaned up like Ctrl-C
    try:
        if options.what == "soak":
            return _soak(options.runs)
        return _sandbox(sandbox_bench.Size(options.rounds, options.blocks, options.each)) or (
            (_page(options.rounds) or _tools(options.rounds)) if options.what == "all" else 0
        )
    except KeyboardInterrupt:
        print("Interrupted; its containers are removed.", file=sys.stderr)
        return 130
    except (WrongResult, SandboxError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    size = sandbox_bench.Size()
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ours beside others.")
    parser.add_argument(
        "what",
        nargs="?",
        choices=("all", "sandbox", "page", "tools", "soak", "questions", "views"),
        default="all",
        help="all: the sandbox beside its peers, the page, and kept tools",
    )
    parser.add_argument("--runs", type=int, default=2000, help="of the soak")
    parser.add_argument("--rounds", type=int, default=size.rounds, help="of latency")
    parser.add_argument("--blocks", type=int, default=size.blocks, help="of throughput")
    parser.add_argument(
        "--each",
        type=int,
        default=size.each,
        help="how many of each program in a block, or questions of a level",
    )
    parser.add_argument("--folder", type=Path, help="of questions, see bench/questions.py")
    return parser


def _missing() -> str:
    if not answers():
        return "No Docker engine answers, and the bench compares containers: start one and try again."
    return (
        ""
        if shutil.which("docker")
        else "The command docker isn't there: the bench compares with docker run."
    )


def _questions(folder: Path | None, each: int) -> int:
    if folder is None or not (folder / "questions.jsonl").is_file():
        print("Name the folder that holds questions.jsonl: --folder FOLDER.", file=sys.stderr)
        return 1
    ask_all(folder, OUT / "answers.jsonl", each, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"The answers are in {OUT / 'answers.jsonl'}.")
    return 0


def _page(rounds: int) -> int:
    from bench.page import measure  # needs what tests need, the others don't

    load = os.getloadavg()[0]
    found = measure(rounds, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{os.cpu_count()} processors, load at the start {load:.1f}\n\n{found.text()}")
    return 0


def _tools(rounds: int) -> int:
    from bench.tools import measure  # builds a workshop

    load = os.getloadavg()[0]
    text = measure(rounds, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{os.cpu_count()} processors, load at the start {load:.1f}\n\n{text}")
    return 0


def _views(rounds: int) -> int:
    from bench.views import measure  # what only this needs

    load = os.getloadavg()[0]
    text = measure(rounds, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{os.cpu_count()} processors, load at the start {load:.1f}\n\n{text}")
    return 0


def _soak(runs: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.csv"
        write_data(data)
        counts = soak(runs, data, lambda line: print(line, file=sys.stderr, flush=True))
    print(table_of(counts))
    print("\n".join(lines(counts)))
    return 0


def _sandbox(size: sandbox_bench.Size) -> int:
    begun, load = time.monotonic(), os.getloadavg()[0]
    measured = sandbox_bench.run(size, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{os.cpu_count()} processors, load at the start {load:.1f}; {size.blocks} blocks of throughput\n")
    print(text_of(measured))
    print(f"\nKept in {write(measured, OUT)}; took {(time.monotonic() - begun) / 60:.1f} minutes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
