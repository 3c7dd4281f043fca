"""A request that was spoken: put into words by a model over real HTTP, then done like any other."""

from __future__ import annotations

import io
import time
import wave

import pytest

from generator.reach import ModelSettings
from generator.speech import heard
from tests.durable.test_asking import MakeWorkshop
from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer
from workshop.service import BadRequest, GivenFile, Workshop


def recording(seconds: float = 1.0) -> bytes:
    """A WAV of silence, as browsers send it: 16 kHz, one channel, 16 bits."""
    written = io.BytesIO()
    with wave.open(written, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(b"\0\0" * int(seconds * 16_000))
    return written.getvalue()


def hearing(make_workshop: MakeWorkshop, server: ScriptedServer) -> Workshop:
    return make_workshop(
        ONEOFF_MODEL="openai/scripted",
        ONEOFF_API_BASE=server.base_url,
        ONEOFF_MODEL_LISTENER="openai/whisper-1",
    )


def test_what_was_said_becomes_the_request(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(["Say hello.", answer("print('hello')"), "It says hello."]) as server:
        workshop = hearing(make_workshop, server)
        conversation, sound = workshop.start_conversation(), recording(2.0)
        turn = workshop.ask(
            conversation, "", [GivenFile("speech.wav", b"RIFF, a file of mine")], spoken=sound
        )
        assert workshop.turn(turn).spoken
        view = workshop.wait(turn, 90)
        heard, wrote = server.requests[:2]
    assert (view.status, view.request, view.spoken) == ("done", "Say hello.", False)
    assert [file.size for file in view.files] == [20], "a file of this name is no recording"
    assert (heard["model"], heard["sound"]) == ("whisper-1", len(sound))
    assert "Say hello." in str(wrote)
    assert workshop.recent()[0].title == "Say hello."


def test_the_seconds_of_a_recording_are_paid_for() -> None:
    with ScriptedServer(["two words"]) as server:
        said = heard(ModelSettings("openai/whisper-1", server.base_url), recording(2.0))
    assert said.cost_usd == pytest.approx(2 * 0.0001)


def test_typed_words_come_before_the_spoken_ones(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(["in blue", answer("print('ok')"), "Done."]) as server:
        workshop = hearing(make_workshop, server)
        view = workshop.wait(workshop.ask(workshop.start_conversation(), "A square", spoken=recording()), 90)
    assert view.request == "A square\n\nin blue"


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [(Reply(status=401, error="no"), "did not accept the key"), (Reply(" "), "No words could be heard")],
    ids=["refused", "silence"],
)
def test_what_was_not_understood_is_said(make_workshop: MakeWorkshop, reply: Reply, sentence: str) -> None:
    with ScriptedServer([reply]) as server:
        workshop = hearing(make_workshop, server)
        view = workshop.wait(workshop.ask(workshop.start_conversation(), "", spoken=recording()), 90)
        assert len(server.requests) == 1, "nothing is written for a request that nobody knows"
    assert view.error is not None
    assert sentence in view.error.sentence
    assert (view.spoken, workshop.recording(view.id)) == (True, recording()), "it can be asked again"


def test_stop_ends_the_listening(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([Reply(silent_after=0)]) as server:
        workshop = hearing(make_workshop, server)
        turn = workshop.ask(workshop.start_conversation(), "", spoken=recording())
        while not server.requests:
            time.sleep(0.05)
        workshop.stop(turn)
        assert workshop.wait(turn, 30).status == "stopped"
        assert server.hang_ups.acquire(timeout=30), "the connection is closed, too"


@pytest.mark.parametrize(
    ("sound", "says"), [(b"no recording", "couldn't be read"), (recording(700), "too long")]
)
def test_what_is_no_recording_is_refused(make_workshop: MakeWorkshop, sound: bytes, says: str) -> None:
    with ScriptedServer([]) as server:
        workshop = hearing(make_workshop, server)
        with pytest.raises(BadRequest, match=says):
            workshop.ask(workshop.start_conversation(), "", spoken=sound)


def test_who_has_no_model_that_hears_is_told(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([]) as server:
        workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
        assert workshop.models.listener() is None, "nobody knows what a server of one's own can hear"
        with pytest.raises(BadRequest, match="doesn't understand speech"):
            workshop.ask(workshop.start_conversation(), "", spoken=recording())
