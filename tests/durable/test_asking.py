"""Requests through the whole workflow: with a scripted model over real HTTP, and without one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.evidence.types import Fact
from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer, environ, start
from workshop.service import BadInput, BadRequest, GivenFile, NotThere, Workshop
from workshop.views import TurnView

MakeWorkshop = Callable[..., Workshop]
CSV = b"month,amount\n2024-01-05,10\n2024-01-09,5\n2024-02-01,7\n"
SUM = """
import pandas as pd
COLUMN = "amount"  # INPUT: Column to add up | number column
table = pd.read_csv("/in/sales.csv")
print(f"Total: {table[COLUMN].sum()}")
"""


def asked(
    workshop: Workshop, text: str, files: list[GivenFile] | None = None, conversation: str = ""
) -> TurnView:
    turn = workshop.ask(conversation or workshop.start_conversation(), text, files or [])
    return workshop.wait(turn, 90)


def with_model(make_workshop: MakeWorkshop, server: ScriptedServer) -> Workshop:
    return make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)


def test_plain_words_become_a_result(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer(SUM, "The total"), "The total is 22."]) as server:
        view = asked(with_model(make_workshop, server), "Add it up", [GivenFile("sales.csv", CSV)])
    assert (view.status, view.title, view.words) == ("done", "The total", "The total is 22.")
    assert view.console.strip() == "Total: 22"
    assert Fact("Opened sales.csv") in view.evidence.facts
    assert [spec.label for spec in view.form] == ["Column to add up"]
    assert view.tokens > 0
    brief = json.dumps(server.requests[0])
    assert "amount" in brief
    assert "sales.csv" in brief


def test_a_follow_up_sees_the_program_and_what_it_showed(make_workshop: MakeWorkshop) -> None:
    script = [answer(SUM), "The total is 22.", answer("print('Total: 15')"), "It is 15."]
    with ScriptedServer(script) as server:
        workshop = with_model(make_workshop, server)
        conversation = workshop.start_conversation()
        asked(workshop, "Add it up", [GivenFile("sales.csv", CSV)], conversation)
        view = asked(workshop, "only January", conversation=conversation)
    assert (view.status, view.console.strip()) == ("done", "Total: 15")
    brief = json.dumps(server.requests[2])
    assert "pd.read_csv" in brief
    assert "Total: 22" in brief
    assert [file.name for file in view.files] == ["sales.csv"]


def test_a_changed_field_runs_the_program_again_without_a_model(make_workshop: MakeWorkshop) -> None:
    source = 'TIMES = 2  # INPUT: How often | integer 1 to 9\nprint("ha" * TIMES)'
    with ScriptedServer([answer(source), "It laughs."]) as server:
        workshop = with_model(make_workshop, server)
        first = asked(workshop, "laugh")
        turn = workshop.change(first.id, {"TIMES": 3})
        view = workshop.wait(turn, 60)
        with pytest.raises(BadInput):
            workshop.change(turn, {"TIMES": 99})
        calls = len(server.requests)
    assert (view.status, view.console.strip(), view.request) == ("done", "hahaha", "How often: 3")
    assert view.form[0].default == 3
    assert calls == 2


def test_a_failure_is_mended(make_workshop: MakeWorkshop) -> None:
    script = [answer("print(1 / 0)"), answer("print('fine')"), "It is fine."]
    with ScriptedServer(script) as server:
        view = asked(with_model(make_workshop, server), "Anything")
        repair = json.dumps(server.requests[1])
    assert (view.status, view.console.strip(), len(server.requests)) == ("done", "fine", 3)
    assert "ZeroDivisionError" in repair


def test_the_same_failure_again_is_an_honest_stop(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer("print(1 / 0)")]) as server:
        view = asked(with_model(make_workshop, server), "Anything")
    assert (view.status, len(server.requests)) == ("failed", 2)
    assert view.error is not None
    assert view.error.sentence == "I tried 2 times and it fails the same way: it divided by zero."
    assert len(view.error.tried) == 2
    assert "Traceback" not in view.error.sentence + view.error.next_step + "".join(view.error.tried)


def test_different_failures_are_mended_twice_at_most(make_workshop: MakeWorkshop) -> None:
    programs = ["print(1 / 0)", "print([][0])", "print({}['month'])", "print('too late')"]
    with ScriptedServer([answer(source) for source in programs]) as server:
        view = asked(with_model(make_workshop, server), "Anything")
    assert (view.status, len(server.requests)) == ("failed", 3)
    assert view.error is not None
    assert "'month'" in view.error.sentence


def test_showing_nothing_is_a_failure(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer("x = 1;"), answer("print('here')"), "Here."]) as server:
        view = asked(with_model(make_workshop, server), "Anything")
    assert (view.status, view.console.strip()) == ("done", "here")


def test_questions_wait_and_their_answers_reach_the_model(make_workshop: MakeWorkshop) -> None:
    questions = (
        "TITLE: Orders\nASK: Which day counts? | the order | the payment\nASK: Which year? | 2023 | 2024\n"
    )
    with ScriptedServer([questions, answer("print('ok')"), "Done."]) as server:
        workshop = with_model(make_workshop, server)
        view = asked(workshop, "orders by day")
        assert view.status == "asking"
        assert view.question is not None
        assert [choice.label for choice in view.question.choices] == ["the order", "the payment"]
        workshop.answer(view.id, "the payment")
        second = workshop.turn(view.id)
        assert second.question is not None
        assert second.question.text == "Which year?"
        workshop.answer(view.id, "2024")
        assert workshop.wait(view.id, 60).status == "done"
        brief = json.dumps(server.requests[1])
    assert "the payment" in brief
    assert "2024" in brief


def test_words_alone_are_an_answer(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(["This needs the internet, which isn't there. Add a file instead."]) as server:
        view = asked(with_model(make_workshop, server), "today's weather")
    assert (view.status, view.outputs) == ("done", ())
    assert view.words.startswith("This needs the internet")


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(status=401), "key"),
        (Reply(status=402), "credit"),
        (Reply(nonsense="html"), "not in a model's language"),
        (Reply(""), "empty answer"),
    ],
    ids=["wrong key", "no credit", "nonsense", "empty"],
)
def test_a_model_that_fails_is_a_sentence(make_workshop: MakeWorkshop, reply: Reply, says: str) -> None:
    with ScriptedServer([reply]) as server:
        view = asked(with_model(make_workshop, server), "Anything")
    assert view.status == "failed"
    assert view.error is not None
    assert says in view.error.sentence
    assert view.error.next_step


def test_a_result_stands_without_words(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer("print(5)"), Reply(status=401)]) as server:
        view = asked(with_model(make_workshop, server), "Anything")
    assert (view.status, view.console.strip(), view.words) == ("done", "5", "")


def test_no_key_reaches_the_disk_or_the_program(make_workshop: MakeWorkshop, home: Path) -> None:
    key = "sk-test-9f8e7d6c5b4a"
    source = "import os\nprint(dict(os.environ))\nprint(open('/proc/self/environ').read())"
    with ScriptedServer([answer(source), Reply(status=401, error=f"bad key {key}")]) as server:
        workshop = make_workshop(
            ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url, ONEOFF_API_KEY=key
        )
        view = asked(workshop, "Anything")
        assert server.headers[0]["authorization"] == f"Bearer {key}"
    assert view.status == "done"
    assert key not in repr(view)
    assert not [path for path in home.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]


def test_without_a_model_a_recipe_runs(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop()
    conversation = workshop.start_conversation()
    view = asked(
        workshop, "sum the amount by month and draw a bar chart", [GivenFile("sales.csv", CSV)], conversation
    )
    assert view.status == "done"
    assert "amount" in view.understood
    assert {"image/png", "application/vnd.dataresource+json"} <= {output.mime for output in view.outputs}
    table = next(out for out in view.outputs if out.mime == "application/vnd.dataresource+json")
    numbers = [value for row in json.loads(workshop.blob(table.blob))["data"] for value in row.values()]
    assert {15, 7} <= set(numbers)
    panel = workshop.wait_checked(view.id, 60).evidence
    assert [mark.text for mark in panel.marks] == ["Read all 3 rows", "1 check agrees", "No second program"]
    assert "come with Oneoff" in panel.opinions_note
    changed = asked(workshop, "average instead", conversation=conversation)
    assert changed.status == "done"
    assert changed.understood != view.understood


def test_outside_the_book_it_says_so(make_workshop: MakeWorkshop) -> None:
    view = asked(make_workshop(), "write a sad poem about my landlord")
    assert view.status == "declined"
    assert "model" in view.words


@pytest.mark.parametrize(
    ("text", "says"), [("", "nothing to do"), ("   \n", "nothing to do"), ("x" * 50_001, "50,000")]
)
def test_requests_that_cannot_be_taken(make_workshop: MakeWorkshop, text: str, says: str) -> None:
    workshop = make_workshop()
    with pytest.raises(BadRequest, match=says):
        workshop.ask(workshop.start_conversation(), text)


def test_a_second_request_waits_for_the_first(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([Reply(silent_after=0)]) as server:
        workshop = with_model(make_workshop, server)
        conversation = workshop.start_conversation()
        turn = workshop.ask(conversation, "first")
        with pytest.raises(BadRequest, match="still working"):
            workshop.ask(conversation, "second")
        workshop.stop(turn)
        workshop.wait(turn, 10)
    with pytest.raises(NotThere):
        workshop.ask("nowhere", "hello")


def test_files_of_one_name_are_told_apart(make_workshop: MakeWorkshop) -> None:
    given = [GivenFile("a.csv", b"x\n1\n"), GivenFile("b/a.csv", b"x\n2\n"), GivenFile("a.csv", b"x\n1\n")]
    view = asked(make_workshop(), "write a sad poem", given)
    assert [file.name for file in view.files] == ["a.csv", "a (2).csv"]


def test_the_command_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_bytes(CSV)
    arguments = ["--file", str(tmp_path / "sales.csv"), "--json", "--out", str(tmp_path / "out")]
    env = environ(home, ONEOFF_SANDBOX="built-in")
    request = "sum the amount by month and draw a bar chart"
    process = start("workshop", "ask", request, *arguments, env=env)
    printed, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    result = json.loads(printed)
    assert result["status"] == "done"
    assert {"status", "answer", "outputs", "program", "evidence", "cost", "seconds"} <= result.keys()
    assert result["evidence"]["line"][1:] == ["1 check agrees", "No second program"]
    assert all(Path(output["path"]).is_file() for output in result["outputs"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["write a poem"], 2),
        ([""], 1),
        (["x", "--file", "nowhere.csv"], 1),
        (["make a QR code for https://example.org"], 0),
        (["hello \udcff"], 2),
    ],
    ids=["outside the book", "empty", "no such file", "a picture", "not UTF-8"],
)
def test_the_command_line_says_what_is_wrong(home: Path, arguments: list[str], code: int) -> None:
    process = start("workshop", "ask", *arguments, env=environ(home, ONEOFF_SANDBOX="built-in"))
    printed, complaints = process.communicate(timeout=120)
    assert process.returncode == code
    assert "Traceback" not in printed + complaints
    assert (printed + complaints).strip()
