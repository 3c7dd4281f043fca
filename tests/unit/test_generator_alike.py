"""Which results say the same."""

from __future__ import annotations

import itertools

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
        (shown("", mime="text/html"), shown("", mime="text/html"), False),
        (shown("Sales", mime="image/png"), shown("Sales", mime="image/png"), False),
        (shown("Best customer in 2024: Alice"), shown("Best customer in 2024: Bob"), False),
        (shown("Best customer in 2024: Alice"), shown("The winner of 2024: Alice"), True),
        (shown("Total 123,451.20"), shown("Total 123,549.00"), False),
        (shown("0.00123"), shown("0.00456"), False),
        (shown("1 2 3 4 5 6 7 8 9 10 11 51234"), shown("1 2 3 4 5 6 7 8 9 10 11 49877"), False),
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


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_lost_row_is_no_smaller_way_to_say_the_same(order: tuple[int, ...]) -> None:
    whole, lost = (
        [ShownText("table", "application/vnd.dataresource+json", "   month  amount\n" + "\n".join(rows))]
        for rows in (["2024-01  15", "2024-02  7", "2024-03  11"], ["2024-01  15", "2024-02  7"])
    )
    results = [[lost, lost, whole][place] for place in order]
    assert [results[place] for place in groups(results)[0]] == [lost, lost]


def test_a_table_may_stand_beside_its_total() -> None:
    table = ShownText(
        "table", "application/vnd.dataresource+json", "   month  amount\n2024-01  15\n2024-02  7"
    )
    assert alike([table], [ShownText("printed", "text/plain", "Total: 22"), table])
