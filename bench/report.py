"""Tables to read and a file to keep."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.bars import HARDENED, Bar, bars
from bench.measuring import CALLERS, Rates, Timings
from bench.programs import PROGRAMS

_WHAT = {"first_byte_ms": "First byte", "done_ms": "Complete result"}


@dataclass(frozen=True)
class Measured:
    """All of one run. `idle_mib` by profile of waiting container."""

    timings: Timings
    rates: Rates
    idle_mib: dict[str, float]

    def medians(self) -> dict[str, dict[str, dict[str, float]]]:
        return {
            name: {
                program: {
                    what: round(statistics.median(self.values(name, program, what)), 1) for what in _WHAT
                }
                for program in PROGRAMS
            }
            for name in self.timings
        }

    def values(self, name: str, program: str, what: str) -> list[float]:
        return [getattr(timing, what) for timing in self.timings[name][program]]

    def throughput(self) -> dict[str, dict[str, float]]:
        """Over all blocks: each has the same number of programs, so this is all of them by all seconds."""
        return {
            name: {
                str(callers): round(statistics.harmonic_mean(rates), 3) for callers, rates in found.items()
            }
            for name, found in self.rates.items()
        }

    def bars(self) -> list[Bar]:
        return bars(self.medians(), self.throughput())


def text_of(measured: Measured) -> str:
    """Everything, as Markdown."""
    tables = [_latency(measured, what) for what in _WHAT]
    return "\n\n".join([*tables, _throughput(measured), _idle(measured), _bars(measured)])


def write(measured: Measured, folder: Path) -> Path:
    """sandbox.json for machines; runs.json has every single time."""
    folder.mkdir(exist_ok=True)
    found = folder / "sandbox.json"
    kept = {
        "contestants": measured.medians(),
        "throughput": measured.throughput(),
        "idle_mib": measured.idle_mib,
        "bars": [asdict(bar) for bar in measured.bars()],
    }
    found.write_text(json.dumps(kept, indent=1) + "\n")
    timings = {
        name: {program: [asdict(one) for one in found] for program, found in programs.items()}
        for name, programs in measured.timings.items()
    }
    (folder / "runs.json").write_text(
        json.dumps({"timings": timings, "rates": measured.rates}, indent=1) + "\n"
    )
    return found


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _latency(measured: Measured, what: str) -> str:
    def cell(name: str, program: str) -> str:
        values, base = measured.values(name, program, what), measured.values(HARDENED, program, what)
        median = statistics.median(values)
        ratio = median / statistics.median(base)
        return f"{median:.0f} ({min(values):.0f}, {_p90(values):.0f}), {ratio:.2f}"

    rows = ([name, *(cell(name, program) for program in PROGRAMS)] for name in measured.timings)
    title = f"{_WHAT[what]}, ms: median (min, p90), ratio to {HARDENED}"
    return f"{title}\n\n{_table(['contestant', *PROGRAMS], rows)}"


def _p90(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(len(values) * 0.9))]


def _throughput(measured: Measured) -> str:
    def cell(name: str, callers: int) -> str:
        rates = measured.rates[name][callers]
        return f"{measured.throughput()[name][str(callers)]:.2f} ({min(rates):.2f} to {max(rates):.2f})"

    rows = ([name, *(cell(name, callers) for callers in CALLERS)] for name in measured.rates)
    title = (
        "Programs a second, P1, P2, P3 in turn, clean-up and refill counted: all blocks (slowest to fastest block);"
        " llm-sandbox in one block only"
    )
    return f"{title}\n\n{_table(['contestant', *(f'callers: {callers}' for callers in CALLERS)], rows)}"


def _idle(measured: Measured) -> str:
    held = ", ".join(f"{name} {size:.0f}" for name, size in measured.idle_mib.items())
    return f"MiB of an idle waiting container: {held or 'none waits'}"


def _bars(measured: Measured) -> str:
    return "\n".join(f"{'holds ' if bar.holds else 'MISSED'}  {bar.says}" for bar in measured.bars())
