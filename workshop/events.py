"""Tells when something happens in a folder, where the system can say so; elsewhere looks now and then have to do."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

log = logging.getLogger("oneoff.events")

_RETRY = 10.0  # seconds until a folder that couldn't be followed is tried again
_OURS = ("opened", "closed_no_write")  # a look does that, too


class _Followed(NamedTuple):
    watch: ObservedWatch
    place: tuple[int, int]  # on the disk: a folder that was made anew has another


class Events:
    """`told(folder)` is called in a thread of its own."""

    def __init__(self, told: Callable[[str], None]) -> None:
        self._told = told
        self._observer: Any = None
        self._followed: dict[str, _Followed] = {}
        self._tried: dict[str, float] = {}

    def follow(self, folders: set[str]) -> None:
        """These from now on, and no others. One that isn't there is taken up when it is back."""
        for folder in self._followed.keys() | folders:
            place = _place(folder) if folder in folders else None
            followed = self._followed.get(folder)
            if followed and followed.place != place:
                self._leave(folder)
            if place and folder not in self._followed:
                self._begin(folder, place)

    def close(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(1.0)

    def _begin(self, folder: str, place: tuple[int, int]) -> None:
        if time.monotonic() - self._tried.get(folder, float("-inf")) < _RETRY:
            return
        self._tried[folder] = time.monotonic()
        try:
            if self._observer is None:
                self._observer = Observer()
                self._observer.start()
            watch = self._observer.schedule(_Handler(lambda: self._told(folder)), folder, recursive=False)
        except OSError as error:  # no permission, or as many as the system follows
            log.info("no events of %s: %s", folder, error)
        else:
            self._followed[folder] = _Followed(watch, place)
            self._told(folder)

    def _leave(self, folder: str) -> None:
        followed = self._followed.pop(folder)
        self._tried.pop(folder, None)
        with suppress(KeyError, OSError):
            self._observer.unschedule(followed.watch)


class _Handler(FileSystemEventHandler):
    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _OURS:
            self._told()


def _place(folder: str) -> tuple[int, int] | None:
    try:
        found = os.stat(folder)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
