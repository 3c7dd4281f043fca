"""Words and numbers as people read them."""

from __future__ import annotations

import re

import pytest

from pages.parts import words


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "under a second"), (1.6, "2 s"), (59.4, "59 s"), (60, "1 min"), (125, "2 min 5 s")],
)
def test_duration(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


@pytest.mark.parametrize(
    ("usd", "tokens", "said"),
    [
        (None, 0, "no cost"),
        (None, 4_912, "price not known"),
        (0.0, 90, "nothing (it runs on your own computer)"),
        (0.0002, 90, "less than a cent"),
        (0.0096, 90, "about 1 cent"),
        (0.021, 90, "about 2 cents"),
        (1.2, 90, "about 1.20 dollars"),
    ],
)
def test_cost(usd: float | None, tokens: int, said: str) -> None:
    assert words.cost(usd, tokens) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 byte"), (640, "640 bytes"), (12_345, "12 KB"), (3_400_000, "3.4 MB"), (2_000_000_000, "2.0 GB")],
)
def test_size(count: int, said: str) -> None:
    assert words.size(count) == said


def test_plain_leaves_no_markdown_and_no_address() -> None:
    said = words.plain("**b** [l](http://e.example) :material/home: www.e.example a@e.example\n# h")
    assert "\n" not in said
    assert "http://" not in said.replace("\\", "")
    assert ":material/" not in said.replace("\\", "")
    assert "**" not in said


@pytest.mark.parametrize(
    "text",
    [
        "![a](http://e.example/x.png)",
        '![a](http://e.example/x.png "title")',
        "![a][ref]\n\n[ref]: http://e.example/x.png",
        "![a [b]](http://e.example/x.png)",
        "[![a](http://e.example/x.png)](http://e.example)",
        "!\\[a](x) ![](<http://e.example/x y.png>)",
    ],
)
def test_prose_has_no_pictures(text: str) -> None:
    assert "![" not in words.prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "[a](http://e.example/?d=1)",
        "[a [b]](http://e.example/?d=1)",
        "[a][ref]\n\n[ref]: http://e.example/?d=1",
        "[ref]\n\n[ref]: http://e.example/?d=1",
        "[[a](http://e.example/?d=1)](http://e.example)",
        "[a](<http://e.example/?d=1 2>)",
    ],
)
def test_prose_has_no_address_behind_words(text: str) -> None:
    shown = words.prose(text)
    assert "http://e.example/?d=1" in shown
    assert not re.search(r"\][(\[:]", shown)


def test_prose_keeps_dollars_apart_from_formulas() -> None:
    assert words.prose("$5 and $6 and \\$7") == "\\$5 and \\$6 and \\$7"
