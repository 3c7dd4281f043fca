"""Frames become events as they come, and in the end an `Execution`. Nothing a frame says is trusted."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from typing import Any, Literal, get_args

from sandbox import measured
from sandbox.base import (
    Changes,
    Dropped,
    Ended,
    Event,
    Execution,
    Facts,
    Failure,
    Job,
    LimitHit,
    LimitName,
    Progressed,
    Read,
    Shown,
    Started,
    Text,
    Wrote,
)
from sandbox.changing import OF_VIEW, Changing
from sandbox.network.policy import host_name
from sandbox.runner.frames import BadFrame, Frame, Kind
from sandbox.shelf import Shelf
from sandbox.text import Decoder, clean, settle

Stream = Literal["stdout", "stderr"]

_LIMITS = 40  # sentences
_WARNINGS = 100
_HOSTS = 100
_READS = _DROPPED = 200
_LOST = Failure("Lost", "The program ended the sandbox that it ran in.", None, "")
_SIGNALS = {
    4: "SIGILL",
    6: "SIGABRT",
    7: "SIGBUS",
    8: "SIGFPE",
    9: "SIGKILL",
    11: "SIGSEGV",
    15: "SIGTERM",
    25: "SIGXFSZ",
}


class _Stream:
    def __init__(self, room: int) -> None:
        self.decoder, self.parts, self.room, self.cut = Decoder(), list[str](), room, False

    def feed(self, data: bytes, final: bool = False) -> str:
        self.cut = self.cut or len(data) > self.room
        text = self.decoder.feed(data[: self.room], final)
        self.room -= len(data[: self.room])
        self.parts.append(text)
        return text

    def text(self) -> Text:
        self.feed(b"", final=True)
        return Text(settle("".join(self.parts)), self.cut)


class Recording:
    """One run, as its frames tell it. `started_at` and `ended_at` are `time.monotonic()`. `laid`: its view is, over the folder."""

    def __init__(
        self,
        job: Job,
        sandbox: str,
        given: tuple[str, ...],
        on_event: Callable[[Event], None],
        runtime: str = "",
        *,
        laid: bool = False,
    ) -> None:
        self._limits, self._given, self._tell = job.limits, given, on_event
        self._sandbox, self._runtime = sandbox, runtime
        self._streams = {name: _Stream(job.limits.stream_bytes) for name in ("stdout", "stderr")}
        self._shelf = Shelf(job.limits.outputs, job.limits.output_bytes)
        self._opened: dict[str, None] = {}
        self._warnings: dict[str, None] = {}
        self._reads: dict[Read, None] = {}
        self._dropped: dict[Dropped, None] = {}
        self._hosts: dict[str, bool] = {}  # asked for, and whether it was refused
        self._says: dict[str, LimitHit] = {}
        self._failure: Failure | None = None
        self._memory = False
        self._end: dict[str, Any] = {}
        self._told_progress = 0.0
        self._progress: Progressed | None = None
        self.view = Changing(job.view, job.limits, "overlay" if laid else "copy") if job.view else None
        self.begun_at = time.monotonic()  # or what the caller knows
        self.ready = self.done = False
        self.started_at: float | None = None
        self.ended_at: float | None = None

    def take(self, frame: Frame) -> None:
        """Raises BadFrame where the frame can't be, or comes out of turn."""
        if frame.kind is Kind.READY:
            self.ready = True
        elif frame.kind is Kind.STARTED and self.started_at is None:
            self.started_at = time.monotonic()
            self._tell(Started())
        elif self.started_at is None:
            raise BadFrame("Something was said before the start.")
        else:
            self._take_running(frame)

    def _take_running(self, frame: Frame) -> None:
        about = frame.about
        if frame.kind in OF_VIEW:
            self._take_view(frame)
            return
        match frame.kind:
            case Kind.STDOUT:
                self._wrote("stdout", frame.payload)
            case Kind.STDERR:
                self._wrote("stderr", frame.payload)
            case Kind.DISPLAY:
                self._shelf.begin_display(about)
            case Kind.FILE:
                self._shelf.begin_file(about)
            case Kind.CHUNK | Kind.FILE_CHUNK:
                self._add(frame)
            case Kind.PROGRESS:
                self._progressed(about)
            case Kind.FACT:
                self._fact(about)
            case Kind.FAILURE:
                self._failed(about)
            case Kind.LIMIT:
                self.say(_limit_name(about), _words(about, "says", 300))
                if about.get("stream") in ("stdout", "stderr"):
                    self._streams[about["stream"]].cut = True
            case Kind.ENDED if self.ended_at is None:
                self._end, self.ended_at = about, time.monotonic()
                self._tell_progress()
                self._shelf.abandon()
            case Kind.EXIT:
                self.done = self.ended_at is not None
            case _:
                raise BadFrame("That was said already.")
        self._put_empty()

    @property
    def reads_view(self) -> bool:
        """The program is over, and what it left in its view isn't all there yet."""
        return self.view is not None and self.ended_at is not None and not self.view.over

    def _take_view(self, frame: Frame) -> None:
        if self.view is None or self.ended_at is None:
            raise BadFrame("There is no view, or it is still worked in.")
        self.view.take(frame)

    def _wrote(self, name: Stream, data: bytes) -> None:
        text = self._streams[name].feed(data)
        if text:
            self._tell(Wrote(name, text.replace("\r\n", "\n").replace("\r", "\n")))

    def _add(self, frame: Frame) -> None:
        if (frame.kind is Kind.FILE_CHUNK) != self._shelf.in_file:
            raise BadFrame("A piece of something else.")
        self._shelf.add(frame.payload)

    def _put_empty(self) -> None:
        output = self._shelf.take()
        if output is not None and not output.file:
            self._tell(Shown(output))

    def _progressed(self, about: dict[str, Any]) -> None:
        done, total = _number(about, "done"), _number(about, "total")
        now = time.monotonic()
        if done is None:
            return
        self._progress = Progressed(done, total, _words(about, "label", 200))
        if now - self._told_progress > 0.05:
            self._told_progress = now
            self._tell_progress()

    def _tell_progress(self) -> None:
        """What was last heard of it, once."""
        if self._progress is not None:
            self._tell(self._progress)
            self._progress = None

    def _fact(self, about: dict[str, Any]) -> None:
        if (opened := _words(about, "opened", 300)) in self._given:
            self._opened.setdefault(opened)
        read = measured.read(about.get("read"))
        if read is not None and read.file in self._given:
            self._opened.setdefault(read.file)  # some libraries open files where Python doesn't see it
            if len(self._reads) < _READS:
                self._reads.setdefault(read)
        dropped = measured.dropped(about.get("dropped"))
        if dropped is not None and len(self._dropped) < _DROPPED:
            self._dropped.setdefault(dropped)
        if (warning := _words(about, "warning", 1000)) and len(self._warnings) < _WARNINGS:
            self._warnings.setdefault(warning)
        self.asked(_words(about, "host", 300), refused=True)

    def asked(self, host: str, *, refused: bool) -> None:
        """A host that the program wanted. Once let through, it counts as let through, and is always noted."""
        host = _host(host)
        if host and (not refused or host in self._hosts or len(self._hosts) < _HOSTS):
            self._hosts[host] = self._hosts.get(host, True) and refused

    def _failed(self, about: dict[str, Any]) -> None:
        line = about.get("line")
        self._failure = Failure(
            _words(about, "kind", 200) or "Error",
            _words(about, "message", 20_000),
            line if isinstance(line, int) and 0 < line < 10_000_000 else None,
            _words(about, "traceback", 20_000),
        )
        self._memory = about.get("memory") is True

    def say(self, limit: LimitName | Literal[""], sentence: str) -> None:
        """A limit that was hit."""
        if sentence and len(self._says) < _LIMITS:
            self._says.setdefault(sentence, LimitHit(limit, sentence))

    def broken(self, reason: str) -> None:
        """The frames couldn't be read on: what came until then counts, and it isn't a success."""
        self._failure = self._failure or Failure(_LOST.kind, _LOST.message, None, reason)
        self._end = {}

    def execution(self, ended: Ended | None = None) -> Execution:
        """How it went. `ended` where the host ended it, None where it came to its own end."""
        code, ended = self._outcome() if ended is None else (None, ended)
        now = time.monotonic()
        seconds = (self.ended_at or now) - (self.started_at or now)
        outputs, made = self._shelf.close()
        for limit, says in self._shelf.says:
            self.say(limit, says)
        self._say_end(ended)
        changed = self._changed(by_itself=ended == "exited" and code is not None)
        return Execution(
            exit_code=code,
            ended=ended,
            stdout=self._streams["stdout"].text(),
            stderr=self._streams["stderr"].text(),
            outputs=outputs,
            facts=Facts(
                given=self._given,
                opened=tuple(self._opened),
                made=made,
                warnings=tuple(self._warnings),
                peak_memory_bytes=_whole(self._end, "peak"),
                sandbox=self._sandbox,
                runtime=self._runtime,
                hosts_asked=tuple(self._hosts),
                hosts_refused=tuple(host for host, refused in self._hosts.items() if refused),
                reads=tuple(self._reads),
                dropped=tuple(self._dropped),
            ),
            seconds=seconds,
            failure=self._failure,
            limits_hit=tuple(self._says.values()),
            changed=changed,
        )

    def _changed(self, *, by_itself: bool) -> Changes | None:
        if self.view is None:
            return None
        ready = (self.started_at or time.monotonic()) - self.begun_at
        changes = self.view.changes(ready, by_itself=by_itself)
        if self.view.trouble:
            self.say("", self.view.trouble)
        if not changes.complete and not self._says:
            self.say("", "What it left in the folder couldn't be read to its end.")
        return changes

    def _say_end(self, ended: Ended) -> None:
        limits = self._limits
        if ended == "timed_out":
            self.say("wall_seconds", f"It was stopped after {limits.wall_seconds:g} seconds.")
        elif ended == "out_of_memory":
            self.say("memory_mb", f"It needed more than the {limits.memory_mb:,} MB of memory it may use.")
        elif ended == "too_much_output":
            self.say(
                "stream_bytes", f"It printed far more than {limits.stream_bytes:,} bytes, so it was stopped."
            )

    def _outcome(self) -> tuple[int | None, Ended]:
        code, signal = _whole(self._end, "code"), _whole(self._end, "signal")
        if self._end.get("too_much") is True:
            return None, "too_much_output"
        if self._end.get("oom") is True or (self._memory and code):
            return code, "out_of_memory"
        if signal:
            name = _SIGNALS.get(signal, f"signal {signal}")
            self._failure = self._failure or Failure(name, f"The program was ended by {name}.", None, "")
            return 128 + signal, "exited"
        if code is None:
            self._failure = self._failure or _LOST
        return code, "exited"


def _host(text: str) -> str:
    """A name or an address as it may be shown, "" for anything else that a program says."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        pass
    try:
        return host_name(text)
    except (ValueError, UnicodeError):
        return ""


def _limit_name(about: dict[str, Any]) -> LimitName | Literal[""]:
    value = about.get("limit")
    return next((name for name in get_args(LimitName) if name == value), "")


def _words(about: dict[str, Any], key: str, longest: int) -> str:
    value = about.get(key, "")
    if not isinstance(value, str):
        raise BadFrame(f"{key} isn't text.")
    return clean(value[:longest])


def _number(about: dict[str, Any], key: str) -> float | None:
    value = about.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > 1e300:
        return None
    return float(value) if math.isfinite(value) else None


def _whole(about: dict[str, Any], key: str) -> int | None:
    value = about.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 60 else None
