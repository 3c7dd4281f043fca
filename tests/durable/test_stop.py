"""Stop ends the model's stream and the program within a second, wherever it is pressed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer, until
from workshop.service import Workshop

MakeWorkshop = Callable[..., Workshop]
BOUND = 3.0  # seconds; measured 0.1 to 0.6, a slow machine may take longer


def stop_takes(workshop: Workshop, turn: str) -> float:
    begun = time.monotonic()
    workshop.stop(turn)
    until(lambda: not workshop.turn(turn).active, "the turn to end")
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "reply",
    [Reply(silent_after=0), Reply("word " * 500, silent_after=20), Reply("word " * 500, between=0.1)],
    ids=["silent from the start", "silent in the middle", "talking"],
)
def test_stop_ends_the_model_call(make_workshop: MakeWorkshop, reply: Reply) -> None:
    with ScriptedServer([reply]) as server:
        workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
        turn = workshop.ask(workshop.start_conversation(), "Anything")
        until(lambda: len(server.requests) == 1, "the model call")
        time.sleep(1)
        assert stop_takes(workshop, turn) < BOUND
        assert server.hang_ups.acquire(timeout=5), "the stream to the model is still open"
        view = workshop.turn(turn)
        assert (view.status, len(server.requests)) == ("stopped", 1)


@pytest.mark.parametrize(
    "source", ["import time\ntime.sleep(50)", "while True: pass", "while True: print('x')"]
)
def test_stop_ends_the_program(make_workshop: MakeWorkshop, source: str) -> None:
    with ScriptedServer([Reply(answer(source))]) as server:
        workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
        turn = workshop.ask(workshop.start_conversation(), "Anything")
        until(
            lambda: workshop.turn(turn).line == "Running it" or not workshop.turn(turn).active, "the program"
        )
        assert workshop.turn(turn).active, workshop.turn(turn).error
        time.sleep(0.5)
        assert stop_takes(workshop, turn) < BOUND
        assert workshop.turn(turn).status == "stopped"
        assert len(server.requests) == 1, "a stopped program is not mended"


def test_a_stopped_conversation_goes_on(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([Reply(silent_after=0), Reply(answer("print(7)")), Reply("It is 7.")]) as server:
        workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
        conversation = workshop.start_conversation()
        first = workshop.ask(conversation, "Anything")
        until(lambda: len(server.requests) == 1, "the model call")
        workshop.stop(first)
        until(lambda: not workshop.turn(first).active, "the stop")
        second = workshop.ask(conversation, "Seven, please")
        assert workshop.wait(second, 60).status == "done"
        workshop.stop(second)  # too late: it stays as it ended
        assert workshop.turn(second).status == "done"
