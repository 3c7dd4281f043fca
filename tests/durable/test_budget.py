"""A limit is a hard stop that asks; after a yes nothing that was paid for is paid again."""

from __future__ import annotations

import pytest

from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer, until
from workshop.dials import Dials
from workshop.service import Workshop

from .test_asking import MakeWorkshop, asked
from .test_permissions import answered

BROKEN, FINE = answer("print(1 / 0)"), answer("print('fine')")


def priced(make_workshop: MakeWorkshop, server: ScriptedServer, **limits: str) -> Workshop:
    """GPT-4o has a price; what answers to its name is the script."""
    return make_workshop(ONEOFF_MODEL="openai/gpt-4o", ONEOFF_API_BASE=server.base_url, **limits)


def test_before_the_first_call_it_asks_and_a_no_ends_it(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([FINE, "It is fine."]) as server:
        workshop = priced(make_workshop, server, ONEOFF_BUDGET_REQUEST="0.01")
        view = asked(workshop, "Anything")
        assert view.question is not None
        assert view.question.text.startswith(
            "This would go over your limit of 1 cent for one request: it may need about "
        )
        done = answered(workshop, view, "yes please")  # only the exact choice is a yes
        assert server.requests == []
    assert done.status == "failed"
    assert done.error is not None
    assert done.error.sentence.startswith("I stopped at your limit of 1 cent for one request")


@pytest.mark.parametrize("replies", [[FINE, "It is fine."], [BROKEN, FINE, "It is fine."]])
def test_after_each_yes_it_goes_on_where_it_stood(make_workshop: MakeWorkshop, replies: list[str]) -> None:
    with ScriptedServer(replies) as server:
        workshop = priced(make_workshop, server, ONEOFF_BUDGET_REQUEST="0.0001")
        view, yeses = asked(workshop, "Anything"), 0
        while view.status == "asking":
            view, yeses = answered(workshop, view, "yes"), yeses + 1
        assert (view.status, view.console.strip(), view.words) == ("done", "fine", "It is fine.")
        assert len(server.requests) == len(replies), "nothing is paid twice"
    assert yeses >= 1


def test_the_result_stands_without_words_where_these_would_go_over(make_workshop: MakeWorkshop) -> None:
    """Three sentences aren't worth a question: what is there is shown."""
    long = answer("# " + "x" * 40_000 + "\nprint('fine')")  # about 10,000 tokens: 10 cents
    with ScriptedServer([long, "It is fine."]) as server:
        workshop = priced(make_workshop, server, ONEOFF_BUDGET_CONVERSATION="0.08")
        done = asked(workshop, "Anything")
        assert len(server.requests) == 1
    assert (done.status, done.console.strip(), done.words) == ("done", "fine", "")


def test_it_asks_before_a_call_that_could_be_cut_too_short(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([FINE, "It is fine."]) as server:
        view = asked(priced(make_workshop, server, ONEOFF_BUDGET_DAY="0.03"), "Anything")
        assert view.status == "asking", "three cents are 3,000 tokens of GPT-4o; a program may take 4,000"
        assert server.requests == []


def test_an_answer_is_cut_to_what_remains(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([FINE, "It is fine."]) as server:
        workshop = priced(make_workshop, server, ONEOFF_BUDGET_DAY="0.08")
        assert asked(workshop, "Anything").status == "done"
    sent = server.requests[0]
    longest = sent.get("max_tokens") or sent["max_completion_tokens"]
    assert 4000 <= longest < 8000, "eight cents are 8,000 tokens of GPT-4o, and the question takes some"


def test_what_follows_an_answer_passes_with_less(make_workshop: MakeWorkshop) -> None:
    """Four cents left after the first are fewer tokens than a first answer must have: nothing paid is lost."""
    long = answer("# " + " ".join(f"word{number}" for number in range(2_500)) + "\nprint('fine')")
    replies: list[Reply | str] = [Reply(long[:-500], finish="length"), Reply(long[-500:]), "It is fine."]
    with ScriptedServer(replies) as server:
        view = asked(priced(make_workshop, server, ONEOFF_BUDGET_CONVERSATION="0.10"), "Anything")
    assert (view.status, view.console.strip()) == ("done", "fine")
    assert len(server.requests) == 3


def test_a_stopped_call_is_counted(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([Reply("word " * 500, between=0.05)]) as server:
        workshop = priced(make_workshop, server)
        turn = workshop.ask(workshop.start_conversation(), "Anything", dials=Dials(tries="quick"))
        until(lambda: len(server.requests) == 1, "the call")
        workshop.stop(turn)
        view = workshop.wait(turn, 30)
    assert view.status == "stopped"
    assert view.tokens > 0
    assert view.cost_usd is not None
    assert 0 < view.cost_usd < 0.05
    assert workshop.purse.today().usd == pytest.approx(view.cost_usd)


def test_without_a_price_tokens_are_held(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([FINE, "It is fine."]) as server:
        workshop = make_workshop(
            ONEOFF_MODEL="openai/scripted",
            ONEOFF_API_BASE=server.base_url,
            ONEOFF_BUDGET_TOKENS_REQUEST="900",
        )
        view = asked(workshop, "Anything")
        assert view.question is not None
        assert "900 tokens for one request" in view.question.text
        assert server.requests == []
