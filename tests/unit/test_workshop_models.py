"""Which model is connected; and nothing of a key where it doesn't belong."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from generator.errors import KeyRefused
from generator.litellm_model import ModelSettings
from generator.scripted import ScriptedModel
from workshop.config import Config
from workshop.database import open_database
from workshop.keys import Keys
from workshop.models import Models
from workshop.providers import PROVIDERS, find_local_servers, list_models, provider
from workshop.store import Store
from workshop.views import ProviderView

KEY = "sk-test-0123456789abcdef"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


def models_of(tmp_path: Path, store: Store, environ: dict[str, str] | None = None, **more: Any) -> Models:
    config = Config.from_environ({"ONEOFF_HOME": str(tmp_path), **(environ or {})})
    return Models(config, store, Keys(tmp_path, use_keyring=False), **more)


@contextmanager
def server(pages: dict[str, Any]) -> Iterator[str]:
    """Answers GET with JSON from `pages` by path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(pages.get(self.path)).encode()
            self.send_response(200 if self.path in pages else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_without_a_choice_no_model_is_connected(tmp_path: Path, store: Store) -> None:
    models = models_of(tmp_path, store)
    assert models.connected() is None
    assert models.view().model == ""
    assert not models.try_it().ok


def test_a_key_lies_in_a_file_of_its_owner_only(tmp_path: Path, store: Store) -> None:
    models = models_of(tmp_path, store)
    models.choose("openai", "gpt-5-mini", key=KEY)
    assert models.settings() == ModelSettings(model="openai/gpt-5-mini", api_base="", api_key=KEY)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert KEY not in repr(models.view()) + repr(models.choice()) + repr(models.settings())
    store.engine.dispose()
    assert not any(KEY.encode() in path.read_bytes() for path in tmp_path.glob("oneoff.db*"))


def test_an_empty_key_leaves_the_stored_one(tmp_path: Path, store: Store) -> None:
    models = models_of(tmp_path, store)
    models.choose("openai", "gpt-5", key=KEY)
    models.choose("openai", "gpt-5-mini")
    settings = models.settings()
    assert settings is not None
    assert settings.api_key == KEY


def test_disconnecting_forgets_the_key(tmp_path: Path, store: Store) -> None:
    models = models_of(tmp_path, store)
    models.choose("openai", "gpt-5", key=KEY)
    models.disconnect()
    assert models.connected() is None
    assert KEY not in (tmp_path / "keys.json").read_text()


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (("openai", "", "", KEY), "Choose a model"),
        (("openai", "gpt-5", "", ""), "needs a key"),
        (("compatible", "m", "localhost:1", ""), "must begin with http"),
    ],
)
def test_a_choice_that_cannot_work_is_refused(
    tmp_path: Path, store: Store, choice: tuple[str, str, str, str], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        models_of(tmp_path, store).choose(*choice)


def test_the_environment_comes_first(tmp_path: Path, store: Store) -> None:
    models_of(tmp_path, store).choose("openai", "gpt-5", key=KEY)
    environ = {"ONEOFF_MODEL": "desk", "ONEOFF_API_BASE": "http://127.0.0.1:9/v1"}
    view = models_of(tmp_path, store, environ).view()
    assert (view.model, view.source) == ("openai/desk", "environment")


def test_an_address_alone_names_its_first_model(tmp_path: Path, store: Store) -> None:
    with server({"/v1/models": {"data": [{"id": "desk"}, {"id": "other"}]}}) as address:
        view = models_of(tmp_path, store, {"ONEOFF_API_BASE": f"{address}/v1"}).view()
    assert view.model == "openai/desk"


def test_trying_says_what_is_wrong(tmp_path: Path, store: Store) -> None:
    environ = {"ONEOFF_MODEL": "openai/x"}
    well = models_of(tmp_path, store, environ, make=lambda _settings: ScriptedModel(["ready"])).try_it()
    assert well.ok
    assert "openai/x answered" in well.says
    ill = models_of(tmp_path, store, environ, make=lambda _settings: ScriptedModel([KeyRefused()])).try_it()
    assert (ill.ok, ill.says) == (False, KeyRefused.sentence)


def test_local_servers_are_found_by_what_they_answer() -> None:
    pages = {"/api/tags": {"models": [{"name": "qwen3:8b"}]}, "/v1/models": {"data": [{"id": "gemma"}]}}
    with server(pages) as address:
        known = (
            ProviderView("ollama", "Ollama", (), False, address, ""),
            ProviderView("lmstudio", "LM Studio", (), False, f"{address}/v1", ""),
            ProviderView("llamacpp", "llama.cpp", (), False, "http://127.0.0.1:9/v1", ""),
        )
        found = find_local_servers(known)
    assert [(one.provider, one.models) for one in found] == [
        ("ollama", ("ollama_chat/qwen3:8b",)),
        ("lmstudio", ("openai/gemma",)),
    ]


def test_nonsense_is_not_a_model_server() -> None:
    with server({"/v1/models": "hello", "/models": {"data": [1]}}) as address:
        assert list_models("compatible", f"{address}/v1") is None
        assert list_models("compatible", address) is None
    assert list_models("compatible", "http://[") is None


def test_every_provider_says_how_to_go_on() -> None:
    for known in PROVIDERS:
        assert provider(known.id) is known
        assert known.key_page.startswith("https://") or not known.needs_key
        assert known.models or known.api_base or known.id == "compatible"
