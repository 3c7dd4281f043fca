from __future__ import annotations

import pytest

from sandbox.parameters import UnknownInput, inputs_of, set_inputs


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("A = 1\n", {"A": 2}, "A = 2\n"),
        ("A = 1", {"A": None}, "A = None"),
        (
            'A: str = "x"  # the month\nprint(A)\n',
            {"A": 'y"\n'},
            "A: str = 'y\"\\n'  # the month\nprint(A)\n",
        ),
        ("ä = '你'; B = [1,\n  2]\r\nC=3", {"B": (1,), "C": -1.5, "ä": "é"}, "ä = 'é'; B = (1,)\r\nC=-1.5"),
        ("A = (\n  'x'\n  'y'\n)\n", {"A": "z"}, "A = (\n  'z'\n)\n"),
        ("A = 1\nA = 2\n", {"A": 3}, "A = 3\nA = 2\n"),
        ("x = f()\nA = -1\n", {"A": {"k": [True]}}, "x = f()\nA = {'k': [True]}\n"),
        ("A = 1\n", {}, "A = 1\n"),
    ],
)
def test_only_the_value_changes(source: str, values: dict[str, object], expected: str) -> None:
    assert set_inputs(source, values) == expected


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("A = 1", {"B": 1}),
        ("A = f()", {"A": 1}),
        ("def f():\n    A = 1", {"A": 1}),
        ("A = B = 1", {"A": 1}),
        ("A += 1", {"A": 1}),
        ("A = 1", {"A": object()}),
        ("A = 1", {"A": float("nan")}),
    ],
)
def test_what_doesnt_fit_is_an_error(source: str, values: dict[str, object]) -> None:
    with pytest.raises(UnknownInput):
        set_inputs(source, values)


def test_code_cant_come_in_by_a_value() -> None:
    changed = set_inputs("A = ''\nprint(A)", {"A": "'); import os; ('"})
    assert inputs_of(changed) == {"A": "'); import os; ('"}


def test_inputs_are_listed_in_order_with_the_first_value() -> None:
    assert inputs_of("B = 1\nA: int = 2\nB = 3\nC = f()\n") == {"B": 1, "A": 2}
