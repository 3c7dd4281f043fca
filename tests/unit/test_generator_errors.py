"""The table of errors is whole, and no key gets through."""

from __future__ import annotations

import inspect

import pytest

from generator.errors import TABLE, ModelError, redact, translate
from generator.warm import warm_up


def test_every_exception_of_litellm_is_in_the_table() -> None:
    found = {
        name
        for name, kind in vars(warm_up().exceptions).items()
        if inspect.isclass(kind) and issubclass(kind, Exception) and kind.__module__ == "litellm.exceptions"
    }
    assert len(found) > 20
    assert found - TABLE.keys() == set()
    assert TABLE.keys() - found == set()


def test_every_error_has_a_sentence_and_a_step() -> None:
    kinds = ModelError.__subclasses__()
    assert len(kinds) == 15
    for kind in kinds:
        assert kind.sentence.endswith(".")
        assert kind.next_step.endswith(".")
        assert kind.sentence != ModelError.sentence


def test_an_unknown_exception_is_a_model_error() -> None:
    assert isinstance(translate(ValueError("strange")), ModelError)


KEY = "sk-proj-Ab3dEf6hIj9kLmN0pQ"


@pytest.mark.parametrize(
    "text",
    [
        f"Incorrect API key provided: {KEY}.",
        "Incorrect API key provided: sk-pr************N0pQ",
        f"header {KEY[4:12]} and {KEY[-6:]} end",
        "Authorization: Bearer abc.def-123",
        "url https://example.com/v1?key=AIzaSyA1234567890abcdefghijklmnopqrstu",
    ],
)
def test_nothing_of_a_key_is_left(text: str) -> None:
    left = redact(text, KEY)
    assert "[key]" in left
    for at in range(len(KEY) - 5):
        assert KEY[at : at + 6] not in left
    assert "abc.def" not in left
    assert "SyA123" not in left


def test_other_words_stay() -> None:
    text = "The model gpt-4o-mini-2024-07-18 does not exist: a skeleton with keywords (request 42, maximum 4096 tokens)."
    assert redact(text, KEY) == text


def test_a_short_key_is_removed_whole() -> None:
    assert redact("the key abc is wrong", "abc") == "the key [key] is wrong"
