"""The Settings page: choosing a model, its key, and the doctor."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.conftest import Room
from tests.pages.looking import sent, words

SECRET = "sk-very-secret-0123456789"


def test_without_a_model_that_is_said(room: Room) -> None:
    assert "No model is connected" in words(room.settings())


def test_saving_stores_the_choice_and_the_key_is_never_shown_again(room: Room) -> None:
    page = room.settings()
    page.selectbox(key="model-provider").select("openai").run()
    page.text_input(key="model-key-openai").set_value(SECRET)
    page.button(key="model-save").click().run()
    assert room.workshop.models.view().model == "openai/gpt-5"
    assert room.workshop.models.has_key("openai")
    assert "openai/gpt-5 is connected." in words(page)
    assert page.text_input(key="model-key-openai").value == ""
    assert page.text_input(key="model-key-openai").placeholder == "A key is stored"
    assert SECRET not in sent(page)
    assert SECRET not in sent(room.settings())
    assert SECRET not in sent(room.make())


def test_a_model_without_its_key_is_refused_with_a_sentence(room: Room) -> None:
    page = room.settings()
    page.button(key="model-save").click().run()
    assert "Anthropic needs a key" in words(page)
    assert room.workshop.models.view().model == ""


def test_an_address_that_isnt_one_is_refused(room: Room) -> None:
    room.workshop.models.choose("compatible", "mine", "http://127.0.0.1:9/v1")
    page = room.settings()
    page.text_input(key="model-address-compatible").set_value("localhost:9")
    page.button(key="model-save").click().run()
    assert "must begin with http" in words(page)
    assert room.workshop.models.view().api_base == "http://127.0.0.1:9/v1"


def test_disconnect_forgets_the_model_and_its_key(room: Room) -> None:
    room.workshop.models.choose("openai", "openai/gpt-5", key=SECRET)
    page = room.settings()
    page.button(key="model-off").click().run()
    assert "No model is connected" in words(page)
    assert not room.workshop.models.has_key("openai")


def test_trying_a_model_that_doesnt_answer_is_a_sentence(room: Room) -> None:
    room.workshop.models.choose("compatible", "mine", "http://127.0.0.1:9/v1")
    page = room.settings()
    page.button(key="model-try").click().run(timeout=60)
    said = words(page).lower()
    assert room.workshop.models.view().model == "openai/mine"
    assert "traceback" not in said
    assert any(page.text[number].value.strip() for number in range(len(page.text)))
    assert [one for one in page.text if "answer" in one.value.lower() or "reach" in one.value.lower()]


def test_a_model_of_the_environment_cant_be_changed_here(opened: Callable[..., Room]) -> None:
    page = opened(model="openai/gpt-5", api_key=SECRET).settings()
    assert "openai/gpt-5 is connected by the environment" in words(page)
    assert [box.key for box in page.selectbox] == ["keep-for"]
    assert SECRET not in sent(page)


def test_the_doctor_says_what_works_and_how_to_mend_what_doesnt(room: Room) -> None:
    said = words(room.settings())
    assert "Docker engine: Docker answers." in said
    assert "Sandbox image: It isn't built." in said
    assert "Run `make run` once." in said
    assert "GB free" in said


def test_a_single_task_may_have_a_model_of_its_own(room: Room) -> None:
    room.workshop.models.choose("openai", "openai/gpt-5", key=SECRET)
    page = room.settings()
    page.selectbox(key="model-for-explainer").select("openai/gpt-5-mini").run()
    assert room.workshop.models.others()["explainer"]["model"] == "openai/gpt-5-mini"
    assert room.settings().selectbox(key="model-for-explainer").value == "openai/gpt-5-mini"
    page.selectbox(key="model-for-explainer").select("").run()
    assert room.workshop.models.others() == {}


def test_dials_and_limits_are_kept(room: Room) -> None:
    room.workshop.models.choose("ollama", "ollama_chat/llama3.2")
    page = room.settings()
    assert page.radio(key="tries-kept").value == "careful"
    page.radio(key="tries-kept").set_value("thorough").run()
    page.number_input(key="budget-day").set_value(2.0)
    page.number_input(key="budget-request").set_value(None)
    page.button(key="budget-save").click().run()
    assert room.workshop.purse.dials().tries == "thorough"
    assert (room.workshop.purse.budget().day, room.workshop.purse.budget().request) == (2.0, None)
    assert "Spent today: nothing of 2 dollars." in words(page)


def test_the_dials_hold_for_the_next_request_only(room: Room) -> None:
    room.workshop.models.choose("ollama", "ollama_chat/llama3.2")
    page = room.make()
    page.radio(key="tries-next").set_value("quick").run()
    page.button(key="try-Timer").click().run()
    turn = room.started[0][0]
    assert room.seeds.store.turn(turn).dials == {"asks": "matters", "tries": "quick"}
    assert room.workshop.purse.dials().tries == "careful"


def test_a_request_that_is_refused_keeps_the_dials(room: Room) -> None:
    room.workshop.models.choose("ollama", "ollama_chat/llama3.2")
    page = room.make()
    page.radio(key="tries-next").set_value("quick").run()
    page.chat_input[0].set_value("x" * 50_001).run()
    assert room.started == []
    assert page.radio(key="tries-next").value == "quick"
