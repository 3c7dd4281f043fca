"""Which model does which job, over real HTTP; and whose key goes where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model import Completion, Message, Model, Prompt
from generator.reach import ModelSettings
from tests.scripted_server import Reply, ScriptedServer
from workshop.config import Config, ConfigError
from workshop.database import open_database
from workshop.keys import Keys
from workshop.models import Models
from workshop.store import Store

pytestmark = pytest.mark.filterwarnings("ignore:Accessing the 'model_:DeprecationWarning")
KEY, OTHER_KEY = "sk-test-0123456789abcdef", "sk-other-0123456789abcdef"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


class Seen:
    """Makes no model that answers; keeps what each would have been made with."""

    def __init__(self) -> None:
        self.settings: list[ModelSettings] = []

    def __call__(self, settings: ModelSettings) -> Model:
        self.settings.append(settings)
        from generator.scripted import ScriptedModel

        return ScriptedModel([], name=settings.model)


def models_of(tmp_path: Path, store: Store, seen: Seen, **environ: str) -> Models:
    config = Config.from_environ({"ONEOFF_HOME": str(tmp_path), **environ})
    return Models(config, store, Keys(tmp_path, use_keyring=False), seen)


def test_each_job_has_its_own_model_else_the_main_one(tmp_path: Path, store: Store) -> None:
    models = models_of(tmp_path, store, seen := Seen())
    models.choose("openai", "gpt-5", key=OTHER_KEY)
    models.choose("anthropic", "claude-opus-4-5", key=KEY)
    models.choose_other("explainer", "openai", "gpt-5-mini")
    models.choose_other("writer", "anthropic", "claude-sonnet-4-5")
    for role in ("writer", "repairer", "explainer", "checker"):
        models.connected(role)
    assert [(one.model, one.api_key) for one in seen.settings] == [
        ("anthropic/claude-sonnet-4-5", KEY),
        ("anthropic/claude-sonnet-4-5", KEY),
        ("openai/gpt-5-mini", OTHER_KEY),
        ("anthropic/claude-opus-4-5", KEY),
    ]
    assert seen.settings[2].first_word_seconds < seen.settings[0].first_word_seconds
    models.choose_other("explainer", "openai", "")
    models.connected("explainer")
    assert seen.settings[-1].model == "anthropic/claude-opus-4-5"


def test_without_its_key_the_main_model_does_the_job(tmp_path: Path, store: Store) -> None:
    models = models_of(tmp_path, store, seen := Seen())
    models.choose("openai", "gpt-5", key=OTHER_KEY)
    models.choose("anthropic", "claude-opus-4-5", key=KEY)
    models.choose_other("explainer", "openai", "gpt-5-mini")
    Keys(tmp_path, use_keyring=False).forget("openai")
    models.connected("explainer")
    assert [one.model for one in seen.settings] == ["anthropic/claude-opus-4-5"]
    with pytest.raises(ValueError, match="needs a key first"):
        models.choose_other("checker", "openai", "gpt-5")


def test_the_environments_key_goes_to_its_own_provider_only(tmp_path: Path, store: Store) -> None:
    models = models_of(
        tmp_path,
        store,
        seen := Seen(),
        ONEOFF_MODEL="openai/gpt-5",
        ONEOFF_API_KEY=KEY,
        ONEOFF_MODEL_EXPLAINER="openai/gpt-5-mini",
        ONEOFF_MODEL_CHECKER="anthropic/claude-haiku-4-5",
        ONEOFF_MODEL_FALLBACK="mistral/a, ollama_chat/b",
    )
    models.connected("explainer")
    models.connected("checker")
    asked = [(one.model, one.api_key) for one in seen.settings]
    assert asked[:3] == [("openai/gpt-5-mini", KEY), ("mistral/a", ""), ("ollama_chat/b", "")]
    assert asked[3] == ("anthropic/claude-haiku-4-5", "")
    assert {one.attempts for one in seen.settings} == {2}


@pytest.mark.parametrize("key", ["ONEOFF_MODEL_WRITER", "ONEOFF_MODEL_FALLBACK"])
def test_a_name_with_spaces_is_refused_with_its_key(key: str) -> None:
    with pytest.raises(ConfigError, match=key):
        Config.from_environ({key: "gpt 5"})


def test_what_every_model_of_a_chain_took_is_recorded(tmp_path: Path, store: Store) -> None:
    calls: list[str] = []

    class Around:
        def __init__(self, model: Model) -> None:
            self._model, self.name = model, model.name

        @property
        def context_tokens(self) -> int | None:
            return self._model.context_tokens

        def complete(self, prompt: Prompt, **how: object) -> Completion:
            calls.append(self.name)
            return self._model.complete(prompt, **how)  # type: ignore[arg-type]

    with ScriptedServer([Reply(status=402)] * 1) as out:
        config = Config.from_environ(
            {
                "ONEOFF_HOME": str(tmp_path),
                "ONEOFF_MODEL": "first",
                "ONEOFF_API_BASE": out.base_url,
                "ONEOFF_MODEL_FALLBACK": "second",
            }
        )
        out.script = lambda body: Reply("hello") if body["model"] == "second" else Reply(status=402)
        model = Models(config, store, Keys(tmp_path, use_keyring=False)).connected("writer", Around)
        assert model is not None
        said = model.complete(Prompt("writer", (Message("user", "hello"),), 100))
    assert (said.text, said.model) == ("hello", "openai/second")
    assert calls == ["openai/first", "openai/second"]
