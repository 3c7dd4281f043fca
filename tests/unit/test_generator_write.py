"""From a brief to a draft, and from a failure to another draft, with a scripted model."""

from __future__ import annotations

import threading

import pytest

from generator.brief import make_brief
from generator.errors import Cancelled, EmptyAnswer, RateLimited
from generator.explain import Explained, Explainer, ShownText
from generator.model import Prompt
from generator.numbers import unsupported_numbers
from generator.repair import Repairer, Repairs, RunFailure, nothing_shown, screen_failure, signature
from generator.screen import Problem
from generator.scripted import EmptyScript, ScriptedModel
from generator.types import Program
from generator.write import Listeners, Writer, joined

ANSWER = "TITLE: Sum\nSTEP: Add\n\n```python\nprint(1)\n```\n"
BRIEF = make_brief("Sum it up")


def said(prompt: Prompt) -> str:
    return "\n".join(message.text for message in prompt.messages)


def test_writes_and_tells_the_plan_before_the_program() -> None:
    heard: list[str] = []
    model = ScriptedModel([ANSWER])
    listeners = Listeners(on_plan=lambda plan: heard.append(plan.title), on_text=heard.append)
    draft, took = Writer(model, "pandas 3.1").write(BRIEF, listeners=listeners)
    assert draft.program is not None
    assert draft.program.source == "print(1)\n"
    assert heard.count("Sum") == 1
    assert "print(1)" not in "".join(heard[: heard.index("Sum")])
    assert (took.calls, model.calls) == (1, 1)
    first, second = model.prompts[0].messages
    assert (first.role, second.role) == ("system", "user")
    assert "pandas 3.1" in first.text
    assert second.text == BRIEF.text


def test_a_cut_answer_is_continued() -> None:
    program = "\n".join(f"print({n})" for n in range(30))
    whole = f"TITLE: Long\n\n```python\n{program}\n```\n"
    half = whole[: whole.index("print(17")]
    model = _Limited([half, "```python\n" + whole[len(half) :]])
    draft, took = Writer(model, "").write(BRIEF)
    assert draft.program is not None
    assert draft.program.source == program + "\n"
    assert took.calls == 2
    assert "the very next character" in model.prompts[1].messages[-1].text


class _Limited(ScriptedModel):
    """All answers but the last end at their length limit."""

    def complete(self, prompt: Prompt, **how: object):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        done = super().complete(prompt, **how)  # type: ignore[arg-type]
        return done if self.calls == len(self._script) else replace(done, finish="length")


@pytest.mark.parametrize(
    ("text", "further", "whole"),
    [
        ("```python\nprint(1)\n", "print(2)\n```", "```python\nprint(1)\nprint(2)\n```"),
        ("```python\nprint(1)\n", "```python\nprint(2)\n```", "```python\nprint(1)\nprint(2)\n```"),
        ("```python\nvalue = total", "value = total / 2\n```", "```python\nvalue = total / 2\n```"),
        ("```python\nprint(1)\n", "```\n", "```python\nprint(1)\n```\n"),
    ],
)
def test_continuations_are_joined(text: str, further: str, whole: str) -> None:
    assert joined(text, further) == whole


@pytest.mark.parametrize(
    "first", ["", "TITLE: x", "```python\nprint(1", "```python\na=1111\n```\n```python\nb=2222\n```"]
)
def test_an_answer_that_cannot_be_used_is_asked_for_again(first: str) -> None:
    model = ScriptedModel([first, ANSWER])
    heard: list[str] = []
    draft, took = Writer(model, "").write(BRIEF, listeners=Listeners(on_text=heard.append))
    assert draft.program is not None
    assert took.calls == 2
    assert "".join(heard[heard.index("") :]) == ANSWER.rstrip("\n") + "\n"


def test_twice_nothing_is_an_error_with_a_sentence() -> None:
    with pytest.raises(EmptyAnswer, match="empty answer"):
        Writer(ScriptedModel(["", "TITLE: x"]), "").write(BRIEF)


def test_a_refusal_is_words_and_costs_one_call() -> None:
    model = ScriptedModel(["I can't do that here."])
    draft, _ = Writer(model, "").write(BRIEF)
    assert (draft.program, draft.words) == (None, "I can't do that here.")
    assert model.calls == 1


def test_errors_and_stop_come_through() -> None:
    with pytest.raises(RateLimited):
        Writer(ScriptedModel([RateLimited()]), "").write(BRIEF)
    with pytest.raises(EmptyScript):
        Writer(ScriptedModel([]), "").write(BRIEF)
    cancel = threading.Event()
    listeners = Listeners(on_plan=lambda _plan: cancel.set())
    with pytest.raises(Cancelled):
        Writer(ScriptedModel([ANSWER]), "").write(BRIEF, listeners=listeners, cancel=cancel)


PROGRAM = Program("import pandas as pd\ndf = pd.read_csv('/in/a.csv')\nprint(df['Amuont'].sum())\n")
FAILED = RunFailure("KeyError", "'Amuont'", 3, "Traceback\nKeyError: 'Amuont'", stdout_tail="Zimmermann")


def test_repairs_with_what_is_known() -> None:
    model = ScriptedModel([ANSWER])
    repairs = Repairs().after(RunFailure("ValueError", "first failure"))
    draft, _ = Repairer(model, "pandas 3.1").repair(BRIEF, PROGRAM, FAILED, tried=repairs.tried)
    assert draft.program is not None
    prompt = said(model.prompts[0])
    for wanted in (
        "Sum it up",
        "KeyError: 'Amuont'",
        ">    3  print(df",
        "first failure",
        "pandas 3.1",
        "Zimmermann",
    ):
        assert wanted in prompt
    assert model.prompts[0].role == "repairer"


def test_a_failure_tells_no_more_than_allowed() -> None:
    model = ScriptedModel([ANSWER])
    failure = RunFailure(
        "ValueError", "no date: 'Zimmermann' 4711", 3, "x 'Zimmermann'", stdout_tail="Zimmermann"
    )
    tried = Repairs().after(failure).tried
    Repairer(model, "").repair(make_brief("Sum", privacy="names"), PROGRAM, failure, tried=tried)
    assert "Zimmermann" not in said(model.prompts[0])
    assert "4711" not in said(model.prompts[0])
    assert "Amuont" in said(model.prompts[0])


def test_signatures() -> None:
    same = RunFailure("KeyError", "'Amuont'", 4)
    moved = Program("# one more line\n" + PROGRAM.source)
    assert signature(FAILED, PROGRAM) == signature(same, moved)
    assert signature(RunFailure("E", "row 12 of 0x7f3a")) == signature(RunFailure("E", "row 13 of 0x7f99"))
    for other in (RunFailure("KeyError", "'Date'"), RunFailure("ValueError", "'Amuont'"), nothing_shown()):
        assert signature(FAILED) != signature(other)
    assert signature(RunFailure("", "", ended="timed_out")) != signature(
        RunFailure("", "", ended="out_of_memory")
    )


def test_two_repairs_and_then_an_end() -> None:
    repairs = Repairs()
    verdicts = []
    for message in ("one", "two", "three"):
        repairs = repairs.after(RunFailure("ValueError", message))
        verdicts.append(repairs.verdict)
    assert verdicts == ["repair", "repair", "used up"]


def test_the_same_again_ends_it_early() -> None:
    once = Repairs().after(FAILED, PROGRAM)
    assert once.verdict == "repair"
    assert once.after(FAILED, PROGRAM).verdict == "same again"
    assert once.after(nothing_shown()).verdict == "repair"


def test_what_the_screen_found_is_a_failure_too() -> None:
    failure = screen_failure([Problem("package", "The package torch is not installed.", 2)])
    assert (failure.kind, failure.line) == ("Screen", 2)
    assert "torch" in failure.message


SHOWN = [
    ShownText("table-1", "text/plain", "Month Total\n2024-01 1234.5678\n2024-02 987000\nshare 0.2534"),
    ShownText("chart-1", "image/png"),
]


def test_explains_with_shown_numbers() -> None:
    words = "In January it was 1,234.57, in February 987 thousand; 25.3 % came from 2024-01."
    model = ScriptedModel([words])
    said, took = Explainer(model).explain("How much?", SHOWN)
    assert said.words == words
    assert took is not None
    assert took.calls == 1
    assert "<<<DATA" in model.prompts[0].messages[1].text


def test_made_up_numbers_are_not_shown() -> None:
    model = ScriptedModel(["It grew by 12.5 %.", "It grew to 987,000."])
    said, took = Explainer(model).explain("How much?", SHOWN)
    assert said.words == "It grew to 987,000."
    assert took is not None
    assert took.calls == 2
    assert "12.5" in model.prompts[1].messages[-1].text
    assert Explainer(ScriptedModel(["Up 12.5 %.", "Up 13.7 %."])).explain("How much?", SHOWN)[0] == Explained(
        "", ("13.7 %",)
    )


def test_nothing_to_explain_costs_nothing() -> None:
    model = ScriptedModel([])
    assert Explainer(model).explain("x", SHOWN[1:]) == (Explained(), None)
    assert Explainer(model).explain("x", SHOWN, privacy="statistics") == (Explained(), None)
    assert model.calls == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1,234.57", "1234.5678"),
        ("1.234,57", "1234.5678"),
        ("1 234,57 €", "1234.5678"),
        ("1'234.6", "1234.5678"),
        ("1235", "1234.5678"),
        ("fell by 5", "-5"),
        ("−5 degrees", "-5.0"),
        ("about 1.2 million", "1234567"),
        ("25 %", "0.2534"),
        ("25.3%", "25.34"),
        ("约123万", "1234567"),
        ("2024年有12笔", "2024-01 n=12"),
        ("31.01.2024", "2024-01-31"),
        ("1/31/2024", "2024-01-31 00:00:00"),
        ("1.5e6", "1500000"),
        ("Q3 and B2B", "nothing"),
        ("12 of 1,204", "Left out 12 of 1,204 rows"),
    ],
)
def test_numbers_in_other_clothes(text: str, shown: str) -> None:
    assert unsupported_numbers(text, shown) == ()


@pytest.mark.parametrize(
    ("text", "shown", "wrong"),
    [
        ("It is 1,300.", "1234.5678", ("1,300",)),
        ("It is 345.", "12,345.60", ("345",)),
        ("Up 12.5 % to 40.", "40", ("12.5 %",)),
        ("有57笔", "2024-01", ("57",)),
        ("7 and 7 and 8", "1", ("7", "8")),
    ],
)
def test_numbers_that_were_not_shown(text: str, shown: str, wrong: tuple[str, ...]) -> None:
    assert unsupported_numbers(text, shown) == wrong
    assert unsupported_numbers(text, shown, f"request with {' and '.join(wrong)}") == ()
