"""The one place that builds things. Nothing connects, starts or reads the environment before this does."""

from __future__ import annotations

import functools
import logging
import logging.handlers
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.recipes import Book
from generator.warm import warm_up
from sandbox.base import Limits, SandboxError
from sandbox.cleaning import Tidier
from sandbox.demand import PoolPolicy
from sandbox.docker import DockerSandbox
from sandbox.engine import answers, engine
from sandbox.local import LocalSandbox
from sandbox.packages.about import About, configured
from sandbox.packages.source import Source
from sandbox.runtimes import choose_runtime
from workshop.blobs import Blobs
from workshop.budget import Budgets
from workshop.by_itself import ByItself
from workshop.config import Config, ConfigError
from workshop.database import open_database
from workshop.disk import Disk
from workshop.doctor import Doctor
from workshop.durable import Durable, Name, Work
from workshop.evidence import EvidenceWork
from workshop.folder.applications import Applications
from workshop.folder.unpacking import FOLDERS
from workshop.guard import Guard
from workshop.history import History
from workshop.kept import KeptTools
from workshop.keys import Keys
from workshop.models import Models
from workshop.own_folders import OwnFolders
from workshop.prices import Prices
from workshop.purse import Purse
from workshop.reconciling import Reconciler
from workshop.sandboxes import Sandboxes
from workshop.service import Workshop
from workshop.stopping import stop
from workshop.stops import Stops
from workshop.store import Store
from workshop.sweeping import Sweeper
from workshop.turn import TurnWork
from workshop.workbench import Workbench
from workshop.workers import Workers


class CannotStart(Exception):
    """Oneoff can't start on this machine; the text is a sentence with what to do."""


_CLOSE_SECONDS = 2.0


class Built:
    """Everything of one process, and how it ends."""

    def __init__(self, config: Config, shared: bool) -> None:
        _make_home(config.home)
        _log_to(config.log_file)
        store = Store(open_database(config.database_url))
        blobs = Blobs(config.home / "blobs")
        book = functools.cache(Book.load)
        models = Models(config, store, Keys(config.home))
        stops = Stops(store.stops_among)
        self.docker = _docker(config, shared)
        self.sandboxes = _sandboxes(config, self.docker, shared)
        self._tidier = Tidier(keep=self.docker.tag)
        limits = replace(Limits(), wall_seconds=config.wall_seconds)
        budgets, prices = Budgets(store, config.budget), Prices()
        bench = Workbench(
            store,
            blobs,
            book,
            models,
            self.sandboxes,
            stops,
            limits,
            _about(config),
            Guard(store, budgets, prices),
        )
        self._workers, self._woken = Workers(store), threading.Event()
        works: dict[Name, Work] = {
            "turn": TurnWork(bench, self._check),
            "evidence": EvidenceWork(bench),
        }
        self._durable = Durable(config.workflow_url, self._workers.id, works, shared)
        self._applications = Applications(store, config.home, self._workers.host, self._workers.id)
        self._sweeper = Sweeper(
            store, blobs, self._durable.forget, self._applications.expire, config.home / FOLDERS
        )
        doctor = Doctor(config, self.sandboxes.findings, models.view)
        self.workshop = Workshop(
            store,
            blobs,
            book,
            models,
            stops,
            doctor,
            self.sandboxes,
            self._durable.start,
            self._check,
            Purse(store, models, budgets, prices),
            History(
                store,
                Disk(store, blobs, self._applications.size),
                partial(stop, store, stops),
                self._sweeper.wake,
            ),
            KeptTools(store, book),
            self._workers.host,
            self._woken.set,
            OwnFolders(
                store,
                blobs,
                config.home,
                self._applications,
                bool(config.folders),
            ),
            self._durable.start_here,
        )
        self._by_itself = ByItself(
            store, blobs, self._workers, self.workshop.tools, self.workshop.schedules, self._woken
        )
        self._store, self._stops, self._shared = store, stops, shared
        self._reconciler = Reconciler(store, self._durable.state, self._durable.start)

    def begin(self) -> None:
        """Start to work on turns: this process's, and where it is shared what others left."""
        self._workers.register()
        self._durable.launch()
        self._workers.begin(self._take_care if self._shared else lambda: None)
        self._tidier.begin()
        if self._shared:
            self._sweeper.begin()
            self._by_itself.begin()

    def close(self) -> None:
        """Steps at work are interrupted, and only then may others take their turns."""
        self._stops.close(_CLOSE_SECONDS)
        self._by_itself.close(_CLOSE_SECONDS)
        self._applications.close(_CLOSE_SECONDS)
        self._sweeper.close(_CLOSE_SECONDS)
        self._workers.rest(_CLOSE_SECONDS)
        self._durable.close()
        self._workers.close()
        self._tidier.close()
        self.sandboxes.close()
        self._store.engine.dispose()

    def _check(self, turn: str, segment: int) -> None:
        """Begin to gather evidence for what a turn shows."""
        self._durable.start(turn, segment, "evidence")

    def _take_care(self) -> None:
        self._workers.recover_dead(self._durable.recover)
        self._reconciler.look()


_built: Built | None = None
_served_to_others = False  # as `begin` was told
_lock = threading.Lock()


def workshop(config: Config | None = None, shared: bool = True) -> Workshop:
    """The process's workshop, built at the first call. Raises `ConfigError` or `CannotStart`."""
    global _built
    with _lock:
        if _built is None:
            config = config or Config.from_environ(os.environ)
            if config.folders is None:
                config = replace(config, folders=not _served_to_others)
            _require_runtime(config.runtime)
            built = Built(config, shared)
            built.begin()
            _built = built
        return _built.workshop


def begin(served_to_others: bool = False) -> None:
    """Build it, prepare the sandbox and load the slow libraries, all in the background; returns at once. `served_to_others`: the
    page isn't only for who sits at this computer, so its folders aren't offered (unless ONEOFF_FOLDERS says so).
    """
    global _served_to_others
    _served_to_others = served_to_others
    threading.Thread(target=_begin, name="oneoff-begin", daemon=True).start()


def close() -> None:
    """End the process's workshop; turns at work are taken up by whoever comes next."""
    global _built
    with _lock:
        if _built is not None:
            _built.close()
        _built = None


def _begin() -> None:
    try:
        workshop()
    except (ConfigError, CannotStart) as error:  # pages say it, too: each asks for the workshop itself
        print(error, file=sys.stderr)
        return
    with _lock:
        built = _built
    if built is not None:
        built.sandboxes.prepare_in_background()
    warm_up()


def _require_runtime(runtime: str) -> None:
    """Who wants one means it: without it nothing starts. Raises `CannotStart`."""
    if runtime:
        try:
            with engine(timeout=10) as client:
                choose_runtime(client, runtime)
        except SandboxError as error:
            raise CannotStart(f"ONEOFF_RUNTIME is {runtime!r}. {error.sentence} {error.next_step}") from error


def _docker(config: Config, shared: bool) -> DockerSandbox:
    """A process that lives for one request starts cold: what would wait is only thrown away."""
    return DockerSandbox(
        runtime=config.runtime,
        waiting=PoolPolicy.for_this_machine() if shared else None,
        packages=_packages(config),
    )


def _sandboxes(config: Config, docker: DockerSandbox, shared: bool) -> Sandboxes:
    built_in: LocalSandbox | None = None
    if (
        sys.platform == "linux" and not config.runtime
    ):  # who asks for a runtime of Docker's doesn't want this one
        waiting = PoolPolicy.for_this_machine() if shared else None
        built_in = LocalSandbox(config.sandbox_python, waiting=waiting, packages=_packages(config))
    return Sandboxes(config.sandbox, docker, answers, built_in)


def _about(config: Config) -> Callable[[str], About]:
    """Of packages in a folder of the person's own, no index is asked."""
    return (lambda name: About(name, None)) if config.wheelhouse else configured(os.environ).about


def _packages(config: Config) -> Source:
    return Source.of_this_machine(os.environ, config.wheelhouse)


def _make_home(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        (home / "logs").mkdir(exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"Oneoff keeps its data in {home}, and that folder can't be made ({error.strerror}). "
            "Set ONEOFF_HOME to a folder that you can write to."
        ) from error


def _log_to(path: Path) -> None:
    if logging.getLogger("oneoff").handlers:
        return
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=2_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("oneoff", "sandbox"):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
