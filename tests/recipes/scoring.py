"""Scores the recipe book on frozen requests: right, asked or declined, wrong. Nothing here knows the rules.

    python -m tests.recipes.scoring [FOLDER] [--sandbox docker|built-in]

FOLDER has `requests.jsonl` and `files/`. "Wrong" is a program that ran at once and whose outputs don't show
what was worked out apart, or that ran although no recipe can do what was asked.
"""

from __future__ import annotations

import argparse
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from PIL import Image

from generator.profile import profile_source, read_profiles
from generator.recipes import Book
from generator.types import FileProfile, Match
from sandbox.base import TABLE, Execution, Facts, InputFile, Job, Output, Sandbox, Text
from sandbox.choosing import choose
from workshop.config import PROJECT

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FROZEN = Path(__file__).parent / "frozen"
Verdict = Literal["right", "asked", "declined", "wrong"]
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    id: int
    inside: bool
    verdict: Verdict
    recipe: str
    why: str


def score_all(folder: Path, sandbox: Sandbox) -> list[Score]:
    """One score for each request in the folder."""
    book, profiles = Book.load(), _profiles(folder / "files", sandbox)
    lines = (folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    return [_score(json.loads(line), folder, book, profiles, sandbox) for line in lines if line.strip()]


def _profiles(files: Path, sandbox: Sandbox) -> dict[str, FileProfile]:
    given = tuple(InputFile(path.name, path) for path in sorted(files.iterdir()))
    execution = sandbox.run(Job(profile_source([file.name for file in given]), given))
    made = next(output.data for output in execution.outputs if output.name == "profile.json")
    return {profile.name: profile for profile in read_profiles(made)}


def _score(
    asked: Plain, folder: Path, book: Book, profiles: dict[str, FileProfile], sandbox: Sandbox
) -> Score:
    choosing = book.choose(asked["request"], tuple(profiles[name] for name in asked["files"]))
    sure = choosing.sure
    if sure is None:
        found = [match.recipe for match in choosing.matches]
        verdict: Verdict = "asked" if found else "declined"
        return Score(asked["id"], asked["inside"], verdict, "", ", ".join(found))
    if not asked["inside"]:
        return Score(asked["id"], False, "wrong", sure.recipe, "ran, though no recipe does this")
    execution = _run(book, sure, [folder / "files" / name for name in asked["files"]], sandbox)
    missing = [_missing(wanted, execution) for wanted in asked.get("expect_any", [asked.get("expect", {})])]
    right = execution.ok and "" in missing
    failure = execution.failure.message if execution.failure else execution.ended
    why = "" if right else " / ".join(missing) if execution.ok else failure
    return Score(asked["id"], True, "right" if right else "wrong", sure.recipe, why)


def _run(book: Book, match: Match, files: list[Path], sandbox: Sandbox) -> Execution:
    program = book.program(match)
    if program.kind == "html":
        page = Output("page.html", "text/html", program.source.encode())
        return Execution(0, "exited", Text(), Text(), (page,), Facts(), 0.0)
    return sandbox.run(Job(program.source, tuple(InputFile(path.name, path) for path in files)))


def _missing(wanted: Plain, execution: Execution) -> str:
    """What an alternative wants and the outputs don't show; "" where they show it all."""
    shown = Shown(execution)
    for key, value in wanted.items():
        if said := _CHECKS[key](shown, value):
            return f"{key}: {said}"
    return ""


class Shown:
    """The outputs of a run as text, numbers, tables and pictures."""

    def __init__(self, execution: Execution) -> None:
        self.outputs = execution.outputs
        self.tables = [json.loads(out.data) for out in self.outputs if out.mime == TABLE]
        self.text = "\n".join(self._texts(execution))
        self.numbers = list(_numbers(self.text))
        self.cells = [str(value) for table in self.tables for row in table["data"] for value in row.values()]
        self.lines = [line.strip() for line in self.text.splitlines() if line.strip()]

    def _texts(self, execution: Execution) -> Iterator[str]:
        yield execution.stdout.text
        for output in self.outputs:
            if output.mime == TABLE:
                table = json.loads(output.data)
                yield from (" ".join(str(value) for value in row.values()) for row in table["data"])
                yield " ".join(field["name"] for field in table["schema"]["fields"])
            elif output.mime.startswith("text/") or output.mime.endswith("json"):
                yield output.data.decode("utf-8", "replace")
            else:
                yield output.text

    def sizes(self) -> set[tuple[int, int]]:
        pictures = [out.data for out in self.outputs if out.mime in ("image/png", "image/jpeg", "image/webp")]
        return {Image.open(io.BytesIO(data)).size for data in pictures}


def _numbers(text: str) -> Iterator[tuple[float, int]]:
    """Each number with its count of decimals. "1,234.5" is one number, and in a CSV two: it is read both ways."""
    joined = re.findall(r"(?<![\d.-])-?\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?(?!\d)", text)
    for found in (*joined, *re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?", text)):
        plain = re.sub(r"[,\u202f\u00a0]", "", found)
        yield float(plain), len(plain.partition(".")[2])


def _has(shown: Shown, number: float) -> bool:
    """Both were rounded: the wanted one to two decimals, the shown one to as many as it has."""
    return any(
        abs(value - number) <= (0.5 * 10**-digits + 0.0051 if digits else 0.501)
        and (digits or value == round(number))
        for value, digits in shown.numbers
    )


def _no_numbers(shown: Shown, wanted: list[float]) -> str:
    return ", ".join(str(number) for number in wanted if not _has(shown, number))


def _no_texts(shown: Shown, wanted: list[str]) -> str:
    return ", ".join(text for text in wanted if str(text).casefold() not in shown.text.casefold())


def _not_absent(shown: Shown, unwanted: list[Any]) -> str:
    there = [
        text
        for text in unwanted
        if re.search(rf"(?<![\d.,]){re.escape(str(text))}(?![\d,]|\.\d)", shown.text)
    ]
    return ", ".join(map(str, there))


def _not_rows(shown: Shown, wanted: int) -> str:
    counts = [table["total_rows"] for table in shown.tables]
    files = [
        out.data.decode("utf-8", "replace").strip().count("\n")
        for out in shown.outputs
        if out.mime == "text/csv"
    ]
    sheets = [pd.read_excel(io.BytesIO(out.data)).shape[0] for out in shown.outputs if out.mime == _XLSX]
    return "" if wanted in (*counts, *files, *sheets) else f"{wanted} wanted, {counts} shown"


def _not_media(shown: Shown, wanted: list[str]) -> str:
    there = {output.mime.partition(";")[0] for output in shown.outputs}
    return ", ".join(media for media in wanted if media not in there)


def _not_sizes(shown: Shown, wanted: list[list[int]]) -> str:
    there = shown.sizes()
    return ", ".join(str(size) for size in wanted if tuple(size) not in there)


def _not_count(shown: Shown, wanted: int) -> str:
    counts = [len(shown.lines), *(table["total_rows"] for table in shown.tables)]
    counts += [
        len(out.data.decode("utf-8", "replace").split("\n"))
        for out in shown.outputs
        if out.mime == "text/plain"
    ]
    parts = [len(re.findall(r"[^,;\s][^,;]*", line.partition(":")[2] or line)) for line in shown.lines]
    return (
        ""
        if wanted in (*counts, *parts, *(count - 1 for count in counts))
        else f"{wanted} wanted, {counts} shown"
    )


def _not_lengths(shown: Shown, wanted: int) -> str:
    words = [word for word in (*shown.cells, *shown.text.split()) if len(word) == wanted]
    return "" if words else f"nothing has {wanted} characters"


_CHECKS: dict[str, Callable[[Shown, Any], str]] = {
    "numbers": _no_numbers,
    "texts": _no_texts,
    "absent": _not_absent,
    "rows": _not_rows,
    "media": _not_media,
    "picture_sizes": _not_sizes,
    "count": _not_count,
    "lengths": _not_lengths,
}


def table_of(scores: Iterable[Score]) -> str:
    """Counts, inside and outside the book."""
    counts = Counter((score.inside, score.verdict) for score in scores)
    rows = ["| | right | asked | declined | wrong |", "|---|---|---|---|---|"]
    for inside, name in ((True, "inside the book"), (False, "outside")):
        cells = [str(counts[inside, verdict]) for verdict in ("right", "asked", "declined", "wrong")]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FROZEN)
    parser.add_argument("--sandbox", choices=("docker", "built-in"))
    parser.add_argument("--blind", action="store_true", help="print counts only")
    options = parser.parse_args()
    sandbox = choose(options.sandbox, PROJECT / ".venv-sandbox" / "bin" / "python")
    sandbox.prepare()
    scores = score_all(options.folder, sandbox)
    if not options.blind:
        for score in scores:
            print(
                f"{score.id:3} {'in ' if score.inside else 'out'} {score.verdict:8} {score.recipe:18} {score.why}"
            )
    print(table_of(scores))


if __name__ == "__main__":
    main()
