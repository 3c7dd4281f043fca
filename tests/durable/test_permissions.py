"""What a program needs beyond its files is asked of the person: packages that nobody knows, hosts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.evidence.types import Fact
from tests.contract.test_sandbox_packages import wheel
from tests.scripted_server import ScriptedServer
from tests.support import answer
from workshop.service import Workshop
from workshop.views import TurnView

from .test_asking import MakeWorkshop, asked

GREETS = "import oneoff_greeting\nprint(oneoff_greeting.hello())"
FETCHES = """
import requests
try:
    print(requests.get("http://api.weather.test/today").status_code)
except requests.ConnectionError:
    raise SystemExit("no network")
"""


@pytest.fixture
def wheelhouse(tmp_path: Path) -> str:
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    wheel(folder, "oneoff_greeting", "1.0", "def hello(): return 'hello'")
    return str(folder)


def answered(workshop: Workshop, view: TurnView, said: str) -> TurnView:
    workshop.answer(view.id, said)
    return workshop.wait(view.id, 90)


def scripted(make_workshop: MakeWorkshop, server: ScriptedServer, **settings: str) -> Workshop:
    return make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url, **settings)


def test_an_unknown_package_is_asked_for_and_installed(make_workshop: MakeWorkshop, wheelhouse: str) -> None:
    with ScriptedServer([answer(GREETS), "It greets.", answer(GREETS), "Again."]) as server:
        workshop = scripted(make_workshop, server, ONEOFF_WHEELHOUSE=wheelhouse)
        view = asked(workshop, "greet me")
        assert view.status == "asking"
        assert view.question is not None
        assert view.question.text.startswith("The program needs the package oneoff-greeting")
        done = answered(workshop, view, "yes")
        assert (done.status, done.console.strip(), done.words) == ("done", "hello", "It greets.")
        assert len(server.requests) == 2, "the program wasn't written again"
        again = asked(workshop, "once more", conversation=done.conversation)
    assert (again.status, again.console.strip()) == ("done", "hello"), "in one conversation it is asked once"


def test_a_package_that_is_refused_is_done_without(make_workshop: MakeWorkshop, wheelhouse: str) -> None:
    with ScriptedServer([answer(GREETS), answer("print('hi')"), "It greets."]) as server:
        workshop = scripted(make_workshop, server, ONEOFF_WHEELHOUSE=wheelhouse)
        done = answered(workshop, asked(workshop, "greet me"), "no")
    assert (done.status, done.console.strip()) == ("done", "hi")
    assert "oneoff_greeting" in json.dumps(server.requests[1])


def test_a_package_that_isnt_there_is_mended(make_workshop: MakeWorkshop, wheelhouse: str) -> None:
    lost = "import oneoff_nosuchthing\nprint(1)"
    with ScriptedServer([answer(lost), answer("print('hi')"), "It greets."]) as server:
        workshop = scripted(make_workshop, server, ONEOFF_WHEELHOUSE=wheelhouse)
        done = answered(workshop, asked(workshop, "greet me"), "yes")
    assert (done.status, done.console.strip()) == ("done", "hi")
    assert "There is no package called oneoff-nosuchthing." in json.dumps(server.requests[1])


def test_a_host_is_asked_for_once(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer(FETCHES), "It couldn't be reached."]) as server:
        workshop = scripted(make_workshop, server)
        view = asked(workshop, "the weather")
        assert view.status == "asking"
        assert view.question is not None
        assert (
            view.question.text
            == "The program wants to fetch something from api.weather.test. May it, this once?"
        )
        assert [choice.value for choice in view.question.choices] == ["yes", "no"]
        done = answered(workshop, view, "yes")
    assert (done.status, done.console.strip()) == ("done", "502"), "let through, and nobody has that name"
    assert Fact("Was let through to api.weather.test") in done.evidence.facts
    assert not any("without network" in fact.text for fact in done.evidence.facts)


def test_a_host_that_is_refused_is_done_without(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer(FETCHES), answer("print('look outside')"), "Advice."]) as server:
        workshop = scripted(make_workshop, server)
        done = answered(workshop, asked(workshop, "the weather"), "no")
    assert (done.status, done.console.strip()) == ("done", "look outside")
    told = json.dumps(server.requests[1])
    assert "api.weather.test" in told
    assert "No" in told
