"""Chooses where programs run: Docker where an engine answers, else the built-in sandbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sandbox.base import Finding, Sandbox, SandboxError, SandboxUnavailable, ignore
from workshop.config import SandboxChoice
from workshop.views import SandboxView

_ADVICE = (
    "Docker isn't running here, so programs run in the built-in sandbox. It is weaker: memory is only "
    "watched, and programs share this computer's kernel. To use Docker, install Docker Desktop "
    "or Docker Engine from docs.docker.com/get-docker, start it, and reload this page."
)
_NEITHER = (
    "Programs can't run here: there is no Docker, and the built-in sandbox works on Linux only. "
    "Install Docker Desktop from docs.docker.com/get-docker, start it, and reload this page."
)


_LOOK_SECONDS = 0.2
_TRUST_SECONDS = 2.0


class Stopped(Exception):
    """The person pressed Stop while the sandbox was being prepared."""


class Sandboxes:
    """`docker_answers()` is quick and never raises; `built_in` is None where it can't work."""

    def __init__(
        self,
        choice: SandboxChoice,
        docker: Sandbox,
        docker_answers: Callable[[], bool],
        built_in: Sandbox | None,
    ) -> None:
        self._choice, self._docker, self._answers, self._built_in = choice, docker, docker_answers, built_in
        self._ready: set[str] = set()
        self._line = ""
        self._problem: SandboxError | None = None
        self._lock = threading.Lock()
        self._preparing: dict[str, threading.Thread] = {}
        self._looked = (float("-inf"), False)

    def current(self) -> Sandbox:
        """The sandbox to use now. Raises `SandboxUnavailable` where there is none."""
        if self._choice != "built-in" and self._docker_answers():
            return self._docker
        if self._choice == "docker":
            raise SandboxUnavailable("Docker isn't running.", "Start Docker, then try again.")
        if self._built_in is None:
            raise SandboxUnavailable(*_NEITHER.split(". ", 1))
        return self._built_in

    def prepared(
        self, on_progress: Callable[[str], None] = ignore, cancel: threading.Event | None = None
    ) -> Sandbox:
        """The sandbox to use now, ready. The first time this may take minutes, with lines for a person.

        Raises `SandboxError`; `Stopped` when `cancel` is set meanwhile (the preparing goes on).
        """
        chosen, token, said = self.current(), cancel or threading.Event(), ""
        preparing = None if chosen.name in self._ready else self._begin(chosen)
        while preparing and preparing.is_alive():
            if token.wait(_LOOK_SECONDS):
                raise Stopped
            if self._line and self._line != said:
                on_progress(said := self._line)
        if chosen.name not in self._ready:
            raise self._problem or SandboxUnavailable(
                "The sandbox could not be prepared.", "Look at Settings."
            )
        return chosen

    def prepare_in_background(self) -> None:
        """Begin to make the sandbox ready, so that the first program doesn't wait for it."""
        try:
            self._begin(self.current())
        except SandboxUnavailable as error:
            self._problem = error

    def view(self) -> SandboxView:
        """Where programs would run now. Never raises."""
        try:
            chosen = self.current()
        except SandboxUnavailable as error:
            return SandboxView("", False, "", f"{error.sentence} {error.next_step}")
        advice = _ADVICE if chosen is self._built_in and self._choice != "built-in" else ""
        if self._problem:
            advice = f"{self._problem.sentence} {self._problem.next_step}"
        name = "built-in" if chosen is self._built_in else "docker"
        return SandboxView(name, chosen.name in self._ready, self._line, advice)  # type: ignore[arg-type]

    def findings(self) -> tuple[Finding, ...]:
        """Of both. What the built-in sandbox can't hold is told where it is the one in use."""
        built_in = self._built_in.findings() if self._built_in else ()
        if self._choice != "built-in" and self._docker_answers():
            built_in = built_in[:1]
        return (*self._docker.findings(), *built_in)

    def close(self) -> None:
        """What waits for a program is ended. Used at the end of the process."""
        for sandbox in (self._docker, self._built_in):
            if sandbox is not None:
                sandbox.close()

    def _docker_answers(self) -> bool:
        """As it was a moment ago: a page asks twice a second, and an engine that hangs takes seconds to say so."""
        looked, answered = self._looked
        if time.monotonic() - looked > _TRUST_SECONDS:
            answered = self._answers()
            self._looked = (time.monotonic(), answered)
        return answered

    def _begin(self, chosen: Sandbox) -> threading.Thread:
        with self._lock:
            thread = self._preparing.get(chosen.name)
            if thread is None or not thread.is_alive():
                self._problem = None
                thread = threading.Thread(
                    target=self._prepare, args=(chosen,), name="oneoff-prepare", daemon=True
                )
                self._preparing[chosen.name] = thread
                thread.start()
            return thread

    def _prepare(self, chosen: Sandbox) -> None:
        try:
            chosen.prepare(self._tell)
            self._ready.add(chosen.name)
        except SandboxError as error:
            self._problem = error
        except OSError as error:
            self._problem = SandboxError(
                f"The sandbox could not be prepared: {error.strerror}.", "Look at Settings."
            )
        finally:
            self._line = ""

    def _tell(self, line: str) -> None:
        self._line = line
