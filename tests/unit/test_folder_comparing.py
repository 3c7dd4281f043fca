"""A file as it is and as it would be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.pages.seeds import png
from workshop.folder.comparing import MOST_BYTES, Compared, compared, content_of, is_picture
from workshop.folder.views import Content


def content(folder: Path, name: str, data: bytes) -> Content:
    (folder / name).write_bytes(data)
    return content_of(folder / name, name)


def pair(folder: Path, before: str, now: str, ending: str) -> Compared:
    one, other = (content(folder, side + ending, text.encode()) for side, text in (("b", before), ("n", now)))
    return compared(one, other)


def test_tables_are_compared_by_value_whatever_separates_them(tmp_path: Path) -> None:
    found = pair(
        tmp_path,
        "id;name;sum\n1;Ann;3.0\n2;Bob;4\n3;Cy;5\n",
        "id;name;sum\n1;Ann;3\n2;Bob;7\n4;Di;5\n",
        ".csv",
    )
    assert found.table is not None
    assert found.passages == ()
    assert [(one.what, one.before, one.now) for one in found.table.values] == [("sum, 2", "4", "7")]
    assert (found.table.rows_more, found.table.rows_less) == (1, 1)


def test_codes_with_zeros_in_front_are_not_numbers(tmp_path: Path) -> None:
    found = pair(tmp_path, "city,code\nUlm,0890\nBonn,0531\n", "city,code\nUlm,890\nBonn,0531\n", ".csv")
    assert found.table is not None
    assert found.table.changed == 1


def test_a_text_says_its_lines_and_the_words_in_them(tmp_path: Path) -> None:
    before = "def total(values):\n    return sum(values[1:])\n\nprint(12)\n"
    now = "def total(values):\n    return sum(values)\n\nprint(13)\nprint('done')\n"
    first, second = pair(tmp_path, before, now, ".py").passages
    assert (first.line, first.before, first.now) == (
        2,
        ("    return sum(values[1:])",),
        ("    return sum(values)",),
    )
    assert (second.line, second.now) == (4, ("print(13)", "print('done')"))
    (one,) = pair(tmp_path, "The sum is 13 euros today\n", "The sum is 12 euros today\n", ".txt").passages
    assert one.words == (("13", "12"),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Köln, Übung".encode("cp1252"), "Köln, Übung"),
        ("客户名单和金额".encode("gb18030"), "客户名单和金额"),
        ("\ufeffÄrger".encode(), "Ärger"),
        ("Ärger".encode("utf-16"), "Ärger"),
    ],
)
def test_texts_of_other_times_and_places_can_be_read(tmp_path: Path, data: bytes, said: str) -> None:
    assert content(tmp_path, "note.txt", data).text == said


def test_a_long_text_is_cut_between_signs_and_says_so(tmp_path: Path) -> None:
    long = content(tmp_path, "long.txt", ("ä" * MOST_BYTES).encode())
    assert long.cut
    assert set(long.text) == {"ä"}
    assert compared(long, long).part


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("a.png", png(), "image/png"),
        ("a.txt", png(), "image/png"),  # its bytes say what it is
        ("a.png", b"<svg onload='alert(1)'>", "application/octet-stream"),
        ("a.svg", b"<svg onload='alert(1)'/>", "text/plain"),
        ("a.html", b"<script>alert(1)</script>", "text/html"),
        ("a.xlsx", b"PK\x03\x04....", "application/zip"),
        ("a.bin", b"\0\1\2", "application/octet-stream"),
        ("Makefile", b"all:\n", "text/plain"),
    ],
)
def test_what_it_is_is_not_taken_from_its_name_alone(
    tmp_path: Path, name: str, data: bytes, mime: str
) -> None:
    found = content(tmp_path, name, data)
    assert (found.mime, is_picture(found)) == (mime, mime == "image/png")


def test_a_link_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "there.txt")
    (tmp_path / "there.txt").write_text("secret")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(OSError):  # noqa: PT011
            content_of(tmp_path / name, name)


def test_words_are_looked_for_in_what_is_shown_and_in_short_lines_only(tmp_path: Path) -> None:
    lines = [f"line {number} is {{}}\nsame {number}\n" for number in range(30)]
    found = pair(
        tmp_path, "".join(lines).replace("{}", "old"), "".join(lines).replace("{}", "new"), ".txt"
    ).passages
    assert [bool(one.words) for one in found] == [True] * 20 + [False] * 10
    (long,) = pair(tmp_path, "a " * 300 + "b", "a " * 300 + "c", ".txt").passages
    assert long.words == ()
