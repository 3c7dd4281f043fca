from __future__ import annotations

import pytest

from workshop.permissions import answered

QUESTION = {
    "text": "The program wants to fetch something from api.test. May it, this once?",
    "choices": [{"label": "Yes, this once", "value": "yes"}, {"label": "No, do without", "value": "no"}],
    "about": {"kind": "host", "name": "api.test"},
}


@pytest.mark.parametrize("said", ["yes", "Yes", " yes ", "Yes, this once", "1"])
def test_a_yes(said: str) -> None:
    assert answered(QUESTION, said)["answer"] == "yes"


@pytest.mark.parametrize(
    "said", ["no", "2", "", "Yes, but not that host", "Yesterday's sales, please", "yes yes", "ja", "11"]
)
def test_everything_else_is_a_no(said: str) -> None:
    assert answered(QUESTION, said) == {
        "question": QUESTION["text"],
        "answer": "no",
        "about": QUESTION["about"],
    }


def test_other_questions_keep_the_words() -> None:
    assert answered({"text": "Which?"}, " the first ") == {"question": "Which?", "answer": "the first"}
