"""Which results say the same."""

from __future__ import annotations

import pytest

from generator.alike import alike, groups
from generator.explain import ShownText


def shown(*texts: str, mime: str = "text/plain") -> list[ShownText]:
    return [ShownText("printed", mime, text) for text in texts]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (shown("Total: 12,345.60"), shown("The sum is 12345.6"), True),
        (shown("a 1\nb 2\nc 3"), shown("c | 3", "b | 2", "a | 1"), True),
        (shown("Total: 12,345.60"), shown("Total: 12,346.60 in 17 orders"), False),
        (shown("0.33333"), shown("0.3333"), True),
        (shown("yes"), shown("Yes"), True),
        (shown("yes"), shown("no"), False),
        (shown("", mime="text/html"), shown("", mime="text/html"), True),
        (shown("", mime="image/png"), shown("", mime="text/html"), False),
    ],
)
def test_numbers_decide_and_without_them_words(
    one: list[ShownText], other: list[ShownText], same: bool
) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_the_largest_group_comes_first_and_of_equals_the_earliest() -> None:
    assert groups([shown("1"), shown("2"), shown("2")]) == [[1, 2], [0]]
    assert groups([shown("1"), shown("2"), shown("3")]) == [[0], [1], [2]]
    assert groups([]) == []
