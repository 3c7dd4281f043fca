"""What a hunter answers, understood: every form that models write, and none that crashes."""

from __future__ import annotations

import random

import pytest

from generator.edit import Edit
from generator.hunt.parse import answer_of
from generator.hunt.types import Answer, FileFix, Look, Probe, Report, Search
from tests.hunt_answers import LOOK, NOT_FOUND, PROBE, SHOWS, report


@pytest.mark.parametrize(
    ("line", "look"),
    [
        ("LOOK shop/cart.py 10-60", Look("shop/cart.py", 10, 60)),
        ("LOOK shop/cart.py", Look("shop/cart.py")),
        ("LOOK shop/cart.py:10-60", Look("shop/cart.py", 10, 60)),
        ("LOOK `shop/cart.py` lines 10 to 60", Look("shop/cart.py", 10, 60)),
        ("**LOOK** ./shop/cart.py 7", Look("shop/cart.py", 7)),
        ("- LOOK: /job/shop/cart.py L10-L60", Look("shop/cart.py", 10, 60)),
        ("ACTION: LOOK a b.py 3-2", Look("a b.py", 3, 3)),
        ("LOOK .", Look(".")),
        ("LOOK /in/output-3.txt 1-9", Look("/in/output-3.txt", 1, 9)),
        ("```\nLOOK shop/cart.py 1-2\n```", Look("shop/cart.py", 1, 2)),
    ],
)
def test_a_look(line: str, look: Look) -> None:
    assert answer_of(f"SAYS: I look.\n\n{line}") == Answer("I look.", look)


@pytest.mark.parametrize(
    ("line", "search"),
    [
        ("SEARCH def total", Search("def total")),
        ("SEARCH total\\( in *.py", Search("total\\(", "*.py")),
        ('SEARCH "for x in y" in shop/', Search("for x in y", "shop/")),
        ("SEARCH for x in range of things", Search("for x in range of things")),
        ("SEARCH `a|b` in `output-3.txt`", Search("a|b", "output-3.txt")),
    ],
)
def test_a_search(line: str, search: Search) -> None:
    assert answer_of(f"SAYS: I search.\n{line}").action == search


@pytest.mark.parametrize(
    ("mark", "language"), [("bash", "bash"), ("sh", "bash"), ("py", "python"), ("js", "javascript")]
)
def test_a_probe(mark: str, language: str) -> None:
    found = answer_of(f"SAYS: I try it.\n```{mark}\necho 1\n```")
    assert found.action == Probe(language, "echo 1\n")  # type: ignore[arg-type]


def test_only_the_first_action_is_taken_and_it_says_so() -> None:
    found = answer_of(f"{LOOK}\nLOOK other.py\n```bash\nls\n```")
    assert found.action == Look("shop/cart.py", 1, 40)
    assert "Only the first" in found.note


def test_thinking_isnt_an_action() -> None:
    found = answer_of(f"<think>\nLOOK wrong.py\n</think>\n{LOOK}")
    assert (found.says, found.action) == (
        "I look at how the total is added up.",
        Look("shop/cart.py", 1, 40),
    )


def test_without_says_it_says_something() -> None:
    assert answer_of("LOOK a.py").says == "Looks at a.py"
    assert answer_of("Now I see how it adds up.\nLOOK a.py").says == "Now I see how it adds up."


def test_words_alone_get_a_sentence_back() -> None:
    found = answer_of("I think the bug is in the sum.")
    assert found.action is None
    assert "SAYS:" in found.problem


def test_a_probe_that_was_cut_isnt_run() -> None:
    assert answer_of("SAYS: x\n```bash\nrm -r", whole=False).action is None


def test_a_report() -> None:
    found = answer_of(report()).action
    fix = FileFix("shop/cart.py", (Edit("    result = 1", "    result = 0"),))
    wrong = "The sum starts at one instead of zero, so every total is one too high."
    shows = Probe("python", SHOWS)
    assert found == Report(
        wrong, "shop/cart.py:2", "`result` starts at 1.", shows, (fix,), "python -m pytest -q"
    )


BARE = """**WRONG:** Too high.
**WHERE:** `a.py:3`
**WHY:** It starts
at one.

**SHOWS:**

```javascript
process.exit(1)
```

**FIX:**

`src/a.py`:

<<<<<<< SEARCH
x = 1
=======
x = 0
>>>>>>> REPLACE

```edit src/b.py
<<<<<<< SEARCH
y = 1
=======
y = 0
>>>>>>> REPLACE
```

```python
# src/c.py
<<<<<<< SEARCH
=======
z = 1
>>>>>>> REPLACE
```

**TESTS:**
```bash
npm test
```
"""


def test_a_report_in_other_forms() -> None:
    found = answer_of(BARE).action
    assert isinstance(found, Report)
    assert (found.wrong, found.where, found.why) == ("Too high.", "a.py:3", "It starts\nat one.")
    assert found.shows == Probe("javascript", "process.exit(1)\n")
    assert [one.path for one in found.fix] == ["src/a.py", "src/b.py", "src/c.py"]
    assert found.tests == "npm test"


def test_not_found() -> None:
    found = answer_of(NOT_FOUND)
    assert found.problem == ""
    assert isinstance(found.action, Report)
    assert (found.action.found, found.action.ruled_out) == (
        False,
        "The total of 5 and 7 is 12, as it should be.",
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (report().replace(f"```python\n{SHOWS}```", ""), "SHOWS is missing"),
        (report().replace("shop/cart.py\n```edit", "```edit"), "which file"),
        (report().replace("shop/cart.py\n", "../etc/passwd\n"), "of the folder"),
        (report().replace("shop/cart.py\n", "/etc/passwd\n"), "of the folder"),
        (report().replace("shop/cart.py\n", ".git/config\n"), "of the folder"),
        (report().replace(">>>>>>> REPLACE\n", ""), "has no end"),
    ],
)
def test_what_a_report_lacks_is_said(text: str, says: str) -> None:
    found = answer_of(text)
    assert says in found.problem
    assert isinstance(found.action, Report)
    assert found.action.fix == () or says == "SHOWS is missing"


PARTS = [
    *LOOK.split("\n"), *PROBE.split("\n"), *report().split("\n"), *BARE.split("\n"), *NOT_FOUND.split("\n"),
    "```", "~~~", "````md", "SAYS:", "FIX:", "SHOWS:", "\0", "\u2028", "<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE",
    "LOOK", "LOOK " + "9" * 40, "SEARCH", "SEARCH in", "```bash", "日本語", "\ud800", "<think>", "</think>", "",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_answer_crashes(seed: int) -> None:
    """5,000 answers put together at random: each is an action, or a sentence to the model."""
    chance = random.Random(seed)
    for _ in range(250):
        lines = chance.choices(PARTS, k=chance.randrange(1, 25))
        text = "\n".join(lines)
        if chance.random() < 0.3:
            text = "".join(chance.sample(text, min(len(text), 200)))
        found = answer_of(text, whole=chance.random() < 0.8)
        assert found.action is not None or found.problem
        if isinstance(found.action, Report):
            assert all(one.path and not one.path.startswith("/") for one in found.action.fix)
