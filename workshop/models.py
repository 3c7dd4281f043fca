"""Which model is connected, and how to reach it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.errors import ModelError
from generator.litellm_model import LiteLLMModel, ModelSettings
from generator.model import Message, Model, Prompt, Role
from workshop.config import Config
from workshop.keys import Keys
from workshop.providers import PROVIDERS, LocalServer, find_local_servers, list_models, provider
from workshop.store import Store
from workshop.views import ModelView, ProviderView

_SETTING = "model"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying the model. `says` is a sentence for a person."""

    ok: bool
    says: str
    next_step: str = ""


class Models:
    """The person's choice of a model; the environment's, where it names one, comes first."""

    def __init__(
        self, config: Config, store: Store, keys: Keys, make: Callable[[ModelSettings], Model] = LiteLLMModel
    ) -> None:
        self._config, self._store, self._keys, self._make = config, store, keys, make

    providers: tuple[ProviderView, ...] = PROVIDERS

    @property
    def key_place(self) -> str:
        """Where keys are kept, for a person."""
        return self._keys.place

    def view(self) -> ModelView:
        """The model in use, without its key; `model` is "" where none is connected."""
        settings = self.settings()
        if settings is None:
            return ModelView("", "", False, "")
        source = "environment" if self._from_environment() else "settings"
        return ModelView(settings.model, settings.api_base, bool(settings.api_key), source)  # type: ignore[arg-type]

    def settings(self) -> ModelSettings | None:
        """How to reach the model, with its key; None where none is connected."""
        return self._from_environment() or self._from_choice()

    def connected(self, role: Role = "writer") -> Model | None:
        """The model that does `role`, or None where none is connected."""
        settings = self.settings()
        return self._make(settings) if settings else None

    def choose(self, provider_id: str, model: str, api_base: str = "", key: str = "") -> None:
        """Store a choice. An empty key leaves the one that is stored. Raises ValueError with a sentence."""
        known = provider(provider_id)
        model, api_base = _with_prefix(known, model.strip()), api_base.strip().rstrip("/") or known.api_base
        if not model:
            raise ValueError("Choose a model first.")
        if api_base and not api_base.startswith(("http://", "https://")):
            raise ValueError("The address must begin with http:// or https://.")
        if (
            self.choice().get("provider") == provider_id
            and self.choice()["api_base"] != api_base
            and not key.strip()
        ):
            self._keys.forget(provider_id)  # a key is for the address that it was given for
        if known.needs_key and not key.strip() and not self._keys.get(provider_id):
            raise ValueError(f"{known.name} needs a key. You get one at {known.key_page}.")
        if key.strip():
            self._keys.set(provider_id, key.strip())
        self._store.set_setting(_SETTING, {"provider": provider_id, "model": model, "api_base": api_base})

    def choice(self) -> dict[str, str]:
        """{"provider", "model", "api_base"} as chosen on the page; {} where nothing was."""
        return {name: str(value) for name, value in self._store.setting(_SETTING).items()}

    def has_key(self, provider_id: str) -> bool:
        return bool(self._keys.get(provider_id))

    def disconnect(self) -> None:
        """Go on without a model, and forget its key."""
        chosen = self.choice()
        self._store.set_setting(_SETTING, {})
        if chosen:
            self._keys.forget(chosen["provider"])

    def try_it(self) -> Trial:
        """Ask the model for one word; at most half a minute."""
        settings = self.settings()
        if settings is None:
            return Trial(False, "No model is connected yet.", "Choose one and save it first.")
        prompt = Prompt("writer", (Message("user", "Answer with one word: ready"),), max_tokens=200)
        try:
            answer = self._make(replace(settings, first_word_seconds=30.0, attempts=1)).complete(prompt)
        except ModelError as error:
            return Trial(False, error.sentence, error.next_step)
        cost = f", {answer.cost_usd * 100:.3f} cents" if answer.cost_usd else ""
        return Trial(True, f"{settings.model} answered in {answer.seconds:.1f} s{cost}.")

    def local_servers(self) -> tuple[LocalServer, ...]:
        """Model servers that answer on this computer; at most about three seconds."""
        return find_local_servers(self.providers)

    def _from_environment(self) -> ModelSettings | None:
        config = self._config
        if not config.model and not config.api_base:
            return None
        model = config.model or _first_model(config)
        if config.api_base and "/" not in model:
            model = f"openai/{model}"
        key = config.api_key or ("" if config.api_base else self._keys.get(model.partition("/")[0]))
        return ModelSettings(model=model, api_base=config.api_base, api_key=key)

    def _from_choice(self) -> ModelSettings | None:
        chosen = self.choice()
        if not chosen:
            return None
        key = self._keys.get(chosen["provider"])
        return ModelSettings(model=chosen["model"], api_base=chosen["api_base"], api_key=key)


def _first_model(config: Config) -> str:
    offered = list_models("compatible", config.api_base, config.api_key)
    return offered[0] if offered else "openai/default"


def _with_prefix(known: ProviderView, model: str) -> str:
    prefix = {"ollama": "ollama_chat", "lmstudio": "openai", "llamacpp": "openai", "compatible": "openai"}
    wanted = prefix.get(known.id, known.id) + "/"
    return model if not model or model.startswith(wanted) else wanted + model
