"""Whatever comes in: a result, or a sentence that says what is wrong and what to do. Nothing hangs."""

from __future__ import annotations

import io
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.support import environ, start
from workshop.blobs import NoRoom
from workshop.service import GivenFile, Workshop
from workshop.views import TurnView

MakeWorkshop = Callable[..., Workshop]
ASK = "sum the amount by month and draw a bar chart"
ROWS = [f"2024-{month:02}-15,{month * 10}" for month in range(1, 13)]


def csv(rows: list[str], header: str = "date,amount", encoding: str = "utf-8") -> bytes:
    return "\n".join([header, *rows]).encode(encoding)


def excel() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in [("date", "amount"), *(line.split(",") for line in ROWS)]:
        book.active.append([row[0], int(row[1]) if row[1].isdigit() else row[1]])
    book.save(buffer)
    return buffer.getvalue()


def encrypted() -> bytes:
    """What Office writes for a workbook with a password: an OLE container that holds an EncryptedPackage."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    return (
        header + "EncryptedPackage".encode("utf-16-le") + "EncryptionInfo".encode("utf-16-le") + bytes(2048)
    )


def wide() -> bytes:
    names = ["date", "amount", *(f"column {number}" for number in range(298))]
    rows = [",".join([row, *("1" for _ in range(298))]) for row in ROWS]
    return csv(rows, ",".join(names))


def asked(workshop: Workshop, text: str, files: list[GivenFile]) -> TurnView:
    return workshop.wait(workshop.ask(workshop.start_conversation(), text, files), 120)


def is_told(view: TurnView) -> str:
    """The words a person gets; fails where there are none, or where they aren't for a person."""
    assert not view.active, "it hangs"
    said = " ".join(
        [view.words, view.error.sentence + " " + view.error.next_step if view.error else ""]
    ).strip()
    if view.question:
        said = view.question.text
    for never in ("Traceback", "Exception", "Error", "inside Oneoff itself", "None"):
        assert never not in said
    assert said or view.status == "done"
    return said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sales.csv", csv(ROWS)),
        ("excel-in.csv", excel()),
        ("csv-in.xlsx", csv(ROWS)),
        ("semicolons.csv", csv([row.replace(",", ";") for row in ROWS], "date;amount")),
        ("utf16.csv", csv(ROWS, encoding="utf-16")),
        ("latin.csv", csv([*ROWS, "2024-12-20,7"], "date,amount", "cp1252")),
        ("wide.csv", wide()),
        ("bom.csv", b"\xef\xbb\xbf" + csv(ROWS)),
        ("crlf.txt", csv(ROWS).replace(b"\n", b"\r\n")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_odd_files_that_can_be_read_give_the_result(
    make_workshop: MakeWorkshop, name: str, content: bytes
) -> None:
    view = asked(make_workshop(), ASK, [GivenFile(name, content)])
    is_told(view)
    assert view.status == "done", (view.error, view.words, view.question)
    assert "780" in view.console + " ".join(out.text for out in view.outputs) or view.outputs


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "empty"),
        ("secret.xlsx", encrypted(), "password"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
        ("noise.csv", random.Random(1).randbytes(20_000), ""),
        ("broken.xlsx", excel()[:900], ""),
        ("header-only.csv", b"date,amount\n", ""),
        ("no-header.csv", "\n".join(ROWS).encode(), ""),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_files_that_cannot_be_used_are_a_sentence(
    make_workshop: MakeWorkshop, name: str, content: bytes, says: str
) -> None:
    view = asked(make_workshop(), ASK, [GivenFile(name, content)])
    assert says in is_told(view).lower()


def test_a_large_file_does_not_hang(make_workshop: MakeWorkshop, tmp_path: Path) -> None:
    """200 MB: a result, or a sentence, in its time."""
    path = tmp_path / "large.csv"
    block = "".join(
        f"2024-{1 + number % 12:02}-{1 + number % 28:02},{number % 100},{'x' * 80}\n"
        for number in range(20_000)
    )
    with path.open("w") as out:
        out.write("date,amount,note\n")
        while out.tell() < 200_000_000:
            out.write(block)
    view = asked(make_workshop(), ASK, [GivenFile("large.csv", path)])
    is_told(view)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        "sum " * 12_000,
        "按月汇总金额并画柱状图",
        "\u202e\u0000\u001b[31mhello",
        "<script>alert(1)</script>",
        "?" * 300,
    ],
    ids=["50,000 letters", "12,000 words", "Chinese", "control signs", "HTML", "question marks"],
)
def test_odd_requests_are_answered(make_workshop: MakeWorkshop, text: str) -> None:
    view = asked(make_workshop(), text, [GivenFile("sales.csv", csv(ROWS))])
    is_told(view)


def test_a_file_alone_is_a_question(make_workshop: MakeWorkshop) -> None:
    view = asked(make_workshop(), "", [GivenFile("sales.csv", csv(ROWS))])
    assert view.status in ("asking", "done")


def test_no_engine_is_a_sentence(make_workshop: MakeWorkshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    view = asked(make_workshop(ONEOFF_SANDBOX="docker"), ASK, [GivenFile("sales.csv", csv(ROWS))])
    assert "Docker isn't running" in is_told(view)


def test_no_network_is_a_sentence(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop(ONEOFF_MODEL="openai/x", ONEOFF_API_BASE="http://127.0.0.1:9/v1")
    assert "can't be reached" in is_told(asked(workshop, "Anything", []))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 4 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_a_sentence(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_bytes(csv(ROWS * 400_000))
    env = environ(small_disk / "home", ONEOFF_SANDBOX="built-in")
    process = start("workshop", "ask", ASK, "--file", str(tmp_path / "large.csv"), env=env)
    printed, complaints = process.communicate(timeout=120)
    assert process.returncode == 1
    assert NoRoom.sentence in printed + complaints
    assert "Traceback" not in printed + complaints


def test_a_home_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    process = start("workshop", "ask", "x", env=environ(tmp_path / "file" / "home"))
    printed, complaints = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Set ONEOFF_HOME" in printed + complaints
    assert "Traceback" not in printed + complaints
