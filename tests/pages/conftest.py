"""A real workshop over a fresh SQLite home. Turns are written, not worked on: `started` tells what would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from generator.recipes import Book
from sandbox.base import Finding
from sandbox.fake import FakeSandbox
from tests.pages.seeds import Seeds
from workshop.blobs import Blobs
from workshop.budget import Budgets
from workshop.config import Config
from workshop.database import open_database
from workshop.disk import Disk
from workshop.doctor import Doctor
from workshop.folder.applications import Applications
from workshop.history import History
from workshop.kept import KeptTools
from workshop.keys import Keys
from workshop.models import Models
from workshop.own_folders import OwnFolders
from workshop.prices import Prices
from workshop.purse import Purse
from workshop.sandboxes import Sandboxes
from workshop.service import Workshop
from workshop.stopping import stop
from workshop.stops import Stops
from workshop.store import Store


@dataclass
class Room:
    """What a page test needs: the workshop, a way to fill its store, and pages over it."""

    workshop: Workshop
    seeds: Seeds
    started: list[tuple[str, int]]

    def make(self, conversation: str | None = None, opened: bool = True) -> AppTest:
        """The Make page, run once, at `conversation`; `opened`: with what was checked and the fields of each result."""
        page = AppTest.from_function(_make, args=(self.workshop,), default_timeout=30)
        if conversation:
            page.query_params["c"] = conversation
        if conversation and opened:
            for turn in self.seeds.turns(conversation):
                page.session_state[f"checks-{turn}"] = page.session_state[f"fields-{turn}"] = True
        return page.run()

    def history(self) -> AppTest:
        return AppTest.from_function(_history, args=(self.workshop,), default_timeout=30).run()

    def hunts(self, turn: str = "") -> AppTest:
        """The page for bug hunts, at the hunt of `turn`."""
        page = AppTest.from_function(_hunts, args=(self.workshop,), default_timeout=30)
        if turn:
            page.query_params["h"] = turn
        return page.run()

    def tools(self, **address: str) -> AppTest:
        """The Tools page at `address`: t, r, keep, edit."""
        page = AppTest.from_function(_tools, args=(self.workshop,), default_timeout=30)
        for name, value in address.items():
            page.query_params[name] = value
        return page.run()

    def settings(self) -> AppTest:
        return AppTest.from_function(_settings, args=(self.workshop,), default_timeout=30).run()

    def statuses(self, conversation: str) -> list[str]:
        return [turn.status for turn in self.workshop.conversation(conversation).turns]


def _make(workshop: "Workshop") -> None:  # noqa: UP037 (its source is run on its own)
    from pages.make import show

    show(workshop)


def _history(workshop: "Workshop") -> None:  # noqa: UP037
    from pages.history import show

    show(workshop)


def _hunts(workshop: "Workshop") -> None:  # noqa: UP037
    from pages.hunts import show

    show(workshop)


def _tools(workshop: "Workshop") -> None:  # noqa: UP037
    from pages.tools import show

    show(workshop)


def _settings(workshop: "Workshop") -> None:  # noqa: UP037
    from pages.settings import show

    show(workshop)


FINDINGS = (
    Finding("Docker engine", True, "Docker answers."),
    Finding("Sandbox image", False, "It isn't built.", "Run `make run` once."),
)


def open_room(home: Path, sandboxes: Sandboxes | None = None, **settings: Any) -> Room:
    config = Config(home, f"sqlite:///{home / 'oneoff.db'}", f"sqlite:///{home / 'workflows.db'}", **settings)
    store, blobs = Store(open_database(config.database_url)), Blobs(home / "blobs")
    models = Models(config, store, Keys(home, use_keyring=False))
    sandboxes = sandboxes or Sandboxes("docker", FakeSandbox(), lambda: True, None)
    started: list[tuple[str, int]] = []
    stops = Stops(store.stops_among)
    workshop = Workshop(
        store,
        blobs,
        Book.load,
        models,
        stops,
        Doctor(config, lambda: FINDINGS, models.view),
        sandboxes,
        lambda turn, segment: started.append((turn, segment)),
        lambda turn, segment: started.append((turn, segment)),
        Purse(store, models, Budgets(store, config.budget), Prices()),
        History(store, Disk(store, blobs), partial(stop, store, stops), lambda: None),
        KeptTools(store, Book.load),
        "here",
        lambda: None,
        OwnFolders(store, blobs, home, Applications(store, home, "here", "page"), on=True),
    )
    return Room(workshop, Seeds(store, blobs), started)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Opens rooms with settings of `Config`; closes their databases at the end."""
    rooms: list[Room] = []

    def open_one(**settings: Any) -> Room:
        st.cache_data.clear()
        st.cache_resource.clear()
        rooms.append(open_room(tmp_path, **settings))
        return rooms[-1]

    yield open_one
    for room in rooms:
        room.seeds.store.engine.dispose()


@pytest.fixture
def room(opened: Callable[..., Room]) -> Room:
    return opened()
