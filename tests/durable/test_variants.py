"""Three variants through the real workflow: written side by side, run, chosen, gone on from; also over a killed process."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from tests.durable.test_asking import MakeWorkshop, asked, with_model
from tests.durable.test_resume import calls, end
from tests.pages.seeds import Seeds
from tests.scripted_server import Reply, Script, ScriptedServer
from tests.support import EXPLAINER, WRITER, answer, environ, start, until
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.reading import read_turn
from workshop.service import Workshop
from workshop.store import Store

NUMBER = "You write number {}"


def varying(sources: list[str]) -> Script:
    """Each variant its own program, by its number; the first request gets the first program."""
    rules = [
        {"contains": NUMBER.format(number), "replies": [Reply(answer(source, f"Variant {number}"))]}
        for number, source in enumerate(sources, 1)
    ]
    first = {"contains": WRITER, "replies": [Reply(answer("print('Total: 1')", "The first"))]}
    return Script([*rules, {"contains": EXPLAINER, "replies": [Reply("Words.")]}, first])


def test_one_of_three_is_chosen_and_gone_on_from(make_workshop: MakeWorkshop) -> None:
    sources = ["print('plain 1')", "print(1 / 0)", "print('rich 1')"]
    with ScriptedServer(varying(sources)) as server:
        workshop = with_model(make_workshop, server)
        first = asked(workshop, "add it up")
        varied = workshop.wait(workshop.vary(first.id), 120)
        assert varied.status == "asking"
        assert [(one.title, one.console.strip()) for one in varied.variants] == [
            ("Variant 1", "plain 1"),
            ("Variant 3", "rich 1"),  # what didn't run isn't offered
        ]
        assert calls(server, "You write number") == 3
        workshop.answer(varied.id, "none")
        none = workshop.wait(varied.id, 60)
        assert (none.status, none.words) == ("declined", "You kept the result that you had.")
        varied = workshop.wait(workshop.vary(first.id), 120)
        assert r"print(\"Total: 1\")" in json.dumps(
            [body for body in server.requests if "number 2" in json.dumps(body)]
        )
        workshop.answer(varied.id, varied.variants[1].version)
        done = workshop.wait(varied.id, 90)
        assert (done.status, done.console.strip(), done.words) == ("done", "rich 1", "Words.")
        asked(workshop, "in blue", conversation=first.conversation)
        assert r"print(\"rich 1\")" in json.dumps(server.requests[-2])
        workshop.use(done.id, varied.variants[0].version)  # another of them is still there
        last = workshop.conversation(first.conversation).turns[-1]
    assert (last.console.strip(), last.back_to) == ("plain 1", done.id)


def test_where_none_runs_the_first_is_mended(make_workshop: MakeWorkshop) -> None:
    script = varying(["print(1 / 0)"] * 3)
    mended = {"contains": "ZeroDivisionError", "replies": [Reply(answer("print('mended')"))]}
    script.rules.insert(0, mended)
    with ScriptedServer(script) as server:
        workshop = with_model(make_workshop, server)
        view = workshop.wait(workshop.vary(asked(workshop, "add it up").id), 120)
    assert (view.status, view.console.strip()) == ("done", "mended")


def test_stop_stops_writing_them(make_workshop: MakeWorkshop) -> None:
    script = varying(["print(1)"] * 3)
    for rule in script.rules[:3]:
        rule["replies"] = [Reply("slow", first=300)]
    with ScriptedServer(script) as server:
        workshop: Workshop = with_model(make_workshop, server)
        varied = workshop.vary(asked(workshop, "add it up").id)
        until(lambda: calls(server, "You write number") == 3, "the calls")
        workshop.stop(varied)
        assert workshop.wait(varied, 30).status == "stopped"


def test_a_killed_process_loses_none_and_pays_for_none_twice(home: Path) -> None:
    line = "Running variant 2 of 3"
    home.mkdir()
    slow = "import time\ntime.sleep(4)\nprint('two')"
    engine = open_database(f"sqlite:///{home / 'oneoff.db'}")
    store = Store(engine)
    seeds = Seeds(store, Blobs(home / "blobs"))
    conversation = seeds.conversation()
    first = seeds.result(conversation, "add it up", printed="Total: 1")
    dials = {"asks": "never", "tries": "quick"}
    turn = store.add_turn(conversation, "add it up", [], {"variants_of": first}, dials)
    with ScriptedServer(varying(["print('one')", slow, "print('three')"])) as server:
        base = {"ONEOFF_MODEL": "openai/scripted", "ONEOFF_API_BASE": server.base_url}
        env = environ(home, ONEOFF_SANDBOX="built-in", **base)
        worker = start("workshop", "worker", env=env)
        until(lambda: read_turn(store, turn).line == line, line)
        end(worker, signal.SIGKILL)
        assert read_turn(store, turn).active
        worker = start("workshop", "worker", env=env)
        try:
            until(lambda: not read_turn(store, turn).active, "the question")
        finally:
            end(worker)
        view = read_turn(store, turn)
        assert view.status == "asking"
        assert [one.console.strip() for one in view.variants] == ["one", "two", "three"]
        assert calls(server, "You write number") == 3
    engine.dispose()
