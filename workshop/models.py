"""Which model is connected, and how to reach it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.abilities import FOUND
from generator.errors import ModelError
from generator.fallbacks import Fallbacks
from generator.litellm_model import LiteLLMModel, ModelSettings
from generator.model import Message, Model, Prompt, Role
from workshop.config import Config
from workshop.keys import Keys
from workshop.providers import PROVIDERS, LocalServer, find_local_servers, list_models, provider
from workshop.roles import LISTENER, LISTENERS, job_of, patient
from workshop.store import Store
from workshop.views import ModelView, ProviderView

_SETTING, _OTHERS = "model", "other models"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying the model. `says` is a sentence for a person."""

    ok: bool
    says: str
    next_step: str = ""


def bare(model: Model) -> Model:
    return model


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

    def connected(self, role: Role = "writer", around: Callable[[Model], Model] = bare) -> Model | None:
        """The model that does `role`, or None where none is connected.

        `around` wraps each model that may be asked, so that what each of them took can be recorded.
        """
        main = self.settings()
        if main is None:
            return None
        chain = list(dict.fromkeys([self._own(job_of(role), main) or main, *self._instead(main)]))
        models = [around(self._make(patient(each, role, len(chain) > 1))) for each in chain]
        return models[0] if len(models) == 1 else Fallbacks(models)

    def listener(self) -> ModelSettings | None:
        """What understands speech: the one chosen for it, else one of the main model's provider, where it has one."""
        main = self.settings()
        if main is None:
            return None
        if own := self._own(LISTENER, main):
            return own
        hears = LISTENERS.get(main.model.partition("/")[0], ())
        return replace(main, model=hears[0]) if hears and not main.api_base else None

    def listeners(self) -> dict[str, str]:
        """Models that hear, of the providers that can be reached now: {name: provider id}."""
        return {name: one for one, names in LISTENERS.items() if self.has_key(one) for name in names}

    def others(self) -> dict[str, dict[str, str]]:
        """{job: {"provider", "model"}} as chosen on the page; jobs as in `roles.JOBS`."""
        return {job: dict(chosen) for job, chosen in self._store.setting(_OTHERS).items()}

    def choose_other(self, job: str, provider_id: str, model: str) -> None:
        """Another model for one job; an empty name goes back to the main one. Raises ValueError with a sentence."""
        others = {name: chosen for name, chosen in self.others().items() if name != job}
        if model.strip():
            known = provider(provider_id)
            if known.needs_key and not self.has_key(provider_id):
                raise ValueError(f"{known.name} needs a key first. Save one with a model of it above.")
            others[job] = {"provider": provider_id, "model": _with_prefix(known, model.strip())}
        self._store.set_setting(_OTHERS, others)

    def offered(self) -> dict[str, str]:
        """Models of the providers that can be reached now: {name: provider id}."""
        chosen = self.choice().get("provider")
        usable = [one for one in self.providers if self.has_key(one.id) or one.id == chosen]
        names = {name: one.id for one in usable for name in one.models}
        return {**names, **{one["model"]: one["provider"] for one in self.others().values()}}

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
        FOUND.forget()  # a server may have been given more to read since it refused

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

    def _own(self, job: str, main: ModelSettings) -> ModelSettings | None:
        """How to reach the model chosen for one job, if one was and it can be reached."""
        if named := self._config.role_models.get(job):
            return self._named(named, main)
        chosen = self.others().get(job)
        return self._of_choice(chosen, main) if chosen else None

    def _instead(self, main: ModelSettings) -> list[ModelSettings]:
        if self._config.instead:
            return [self._named(name, main) for name in self._config.instead]
        own = self._own("instead", main)
        return [own] if own else []

    def _named(self, model: str, main: ModelSettings) -> ModelSettings:
        """A model that the environment names. A key goes to the provider that it was given for, to no other."""
        if main.api_base and "/" not in model:
            model = f"openai/{model}"
        prefix = model.partition("/")[0]
        if prefix == main.model.partition("/")[0]:
            return replace(main, model=model)
        known = {one.id: one for one in self.providers}.get(prefix)
        return ModelSettings(model, known.api_base if known else "", self._keys.get(prefix))

    def _of_choice(self, chosen: dict[str, str], main: ModelSettings) -> ModelSettings | None:
        known, own = provider(chosen["provider"]), self.choice()
        if own.get("provider") == known.id and not self._from_environment():
            return replace(main, model=chosen["model"])
        key = self._keys.get(known.id)
        if (known.needs_key and not key) or known.id == "compatible":
            return None
        return ModelSettings(chosen["model"], known.api_base, key)


def _first_model(config: Config) -> str:
    offered = list_models("compatible", config.api_base, config.api_key)
    return offered[0] if offered else "openai/default"


def _with_prefix(known: ProviderView, model: str) -> str:
    prefix = {"ollama": "ollama_chat", "lmstudio": "openai", "llamacpp": "openai", "compatible": "openai"}
    wanted = prefix.get(known.id, known.id) + "/"
    return model if not model or model.startswith(wanted) else wanted + model
