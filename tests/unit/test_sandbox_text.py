from __future__ import annotations

import pytest

from sandbox.names import safe_name, unique_names
from sandbox.text import Decoder, settle

TORN = "a\x1b[31mré你\x1b[0m\r\nb\x1b]0;title\x07c\x00\rd".encode()


@pytest.mark.parametrize("size", range(1, len(TORN) + 1))
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    decoder = Decoder()
    parts = [decoder.feed(TORN[at : at + size]) for at in range(0, len(TORN), size)]
    assert "".join([*parts, decoder.feed(b"", final=True)]) == "aré你\r\nbc\rd"


def test_an_endless_escape_isnt_held_for_ever() -> None:
    decoder = Decoder()
    assert len("".join(decoder.feed(b"\x1b]" + b"x" * 1000) for _ in range(10))) > 5000


def test_direction_marks_are_gone() -> None:
    assert Decoder().feed("gpj.\u202etxt\ufeff".encode()) == "gpj.txt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\r\nb", "a\nb"), ("10%\r20%\n", "20%\n"), ("x\r", "x"), ("\r\r", ""), ("plain", "plain")],
)
def test_returns_settle_as_on_a_terminal(text: str, expected: str) -> None:
    assert settle(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sales 2024.csv", "sales 2024.csv"),
        ("数据.xlsx", "数据.xlsx"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\x\\y.csv", "C__x_y.csv"),
        ("a\nb\x00.csv", "a_b_.csv"),
        ("..", "file"),
        ("", "file"),
        (" ", "file"),
        ("gpj.\u202etxt", "gpj._txt"),
        ("e\u0301.csv", "é.csv"),
        ("\ud800.csv", "?.csv".replace("?", "_")),
    ],
)
def test_names_are_made_safe(name: str, expected: str) -> None:
    assert safe_name(name) == expected


def test_long_names_keep_their_ending() -> None:
    name = safe_name("你" * 300 + ".csv")
    assert len(name.encode()) <= 200
    assert name.endswith("你.csv")


def test_no_two_names_are_the_same() -> None:
    names = unique_names(["a.csv", "A.csv", "a (2).csv", "a.csv", ".env", ".env", "x", "x"])
    assert names == ("a.csv", "A (2).csv", "a (2) (2).csv", "a (3).csv", ".env", ".env (2)", "x", "x (2)")
