"""Turns in every state, written into a real store the way the workflow writes them."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from generator.codec import to_plain
from generator.evidence.types import Evidence
from generator.hunt.types import Answer, Look, Overview, Probe, Search
from generator.types import InputSpec
from sandbox.base import Change, Changes
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.folder.keeping import keep_changes
from workshop.folder.names import stored
from workshop.folder.scanning import scan
from workshop.folder.types import Given
from workshop.hunting_rows import HuntRows, Told, plain_of
from workshop.store import Store, new_id

TABLE = "application/vnd.dataresource+json"


@dataclass(frozen=True)
class Made:
    """An output to be seeded."""

    name: str
    mime: str
    data: bytes
    text: str = ""
    file: bool = False
    cut: str = ""


@dataclass(frozen=True)
class Step:
    """A step of a hunt to be seeded."""

    says: str
    action: Look | Search | Probe
    result: str = ""
    done: bool = True


@dataclass(frozen=True)
class Seeds:
    """Writes turns; every method returns an id."""

    store: Store
    blobs: Blobs
    recipe: str | None = None
    facts: dict[str, Any] = field(
        default_factory=lambda: {"given": ["sales.csv"], "opened": ["sales.csv"], "sandbox": "docker"}
    )

    def conversation(self) -> str:
        return self.store.start_conversation()

    def turns(self, conversation: str) -> list[str]:
        """Of a conversation that may not be there."""
        with self.store.session() as session:
            return list(session.scalars(select(t.Turn.id).where(t.Turn.conversation_id == conversation)))

    def turn(
        self, conversation: str, request: str, files: dict[str, bytes] | None = None, **fields: Any
    ) -> str:
        given = [
            {"name": name, "blob": self.blobs.put(data), "size": len(data)}
            for name, data in (files or {}).items()
        ]
        turn = self.store.add_turn(conversation, request, given)
        begin = t.now() - timedelta(seconds=14)
        usual = {"started_at": begin, "ended_at": t.now(), "status": "done"}
        self.store.update_turn(turn, **{**usual, **fields})
        return turn

    def result(
        self,
        conversation: str,
        request: str,
        outputs: tuple[Made, ...] = (),
        printed: str = "",
        title: str = "",
        source: str = "print(1)\n",
        kind: str = "python",
        inputs: tuple[InputSpec, ...] = (),
        understood: str = "",
        files: dict[str, bytes] | None = None,
        facts: dict[str, Any] | None = None,
        **fields: Any,
    ) -> str:
        """A turn that is done, with its program, run and outputs."""
        turn = self.turn(conversation, request, files, **fields)
        version, run = new_id(), new_id()
        match = {"understood": understood, "values": {}} if understood else None
        self.store.save_version(
            version,
            turn,
            source=source,
            kind=kind,
            title=title,
            inputs=to_plain(inputs),
            recipe=self.recipe,
            match=match,
        )
        self.store.start_run(run, turn, version)
        self._finish(run, outputs, printed, facts or self.facts)
        return turn

    def evidence(self, turn: str, evidence: Evidence) -> None:
        """What was found out about the result of `turn`; what was there before is replaced.

        The row itself says "done", so that no server takes up work that nobody does.
        """
        run = self.store.turn(turn).run_id
        with self.store.session() as session:
            row = t.Evidence(run_id=run, turn_id=turn, state="done", data=to_plain(evidence))
            session.merge(row)

    def other(self, turn: str, outputs: tuple[Made, ...] = (), printed: str = "", title: str = "") -> str:
        """The result of another program for the same request; returns its version."""
        shown, version = self.store.turn(turn), new_id()
        self.store.save_version(version, turn, source="print(2)\n", inputs=[], title=title)
        self.store.start_run(version, turn, version)
        self._finish(version, outputs, printed, self.facts)
        self.store.update_turn(turn, run_id=shown.run_id, version_id=shown.version_id)
        return version

    def _finish(self, run: str, outputs: tuple[Made, ...], printed: str, facts: dict[str, Any]) -> None:
        rows = [
            {
                "name": made.name,
                "mime": made.mime,
                "blob": self.blobs.put(made.data),
                "size": len(made.data),
                "text": made.text,
                "file": made.file,
                "cut": made.cut,
            }
            for made in outputs
        ]
        self.store.finish_run(
            run, rows, ended="exited", exit_code=0, seconds=0.4, stdout=printed, facts=facts
        )

    def changed(self, turn: str, root: Path, changes: tuple[Change, ...], zipped: str = "") -> str:
        """The result of `turn` worked in a view of the folder `root` and left these changes; returns its run's id."""
        given, run = Given(stored(str(root)), zipped), str(self.store.turn(turn).run_id)
        keep_changes(self.store, self.blobs, run, Changes(changes), given, scan(root, hidden=False))
        self.store.update_turn(turn, folder={"given": to_plain(given)})
        return run

    def hunt(
        self,
        complaint: str,
        root: Path,
        steps: tuple[Step, ...] = (),
        told: Told | None = None,
        **fields: Any,
    ) -> str:
        """A turn that hunts in the folder `root`, with steps that are done and what it ended with; returns its id."""
        budget = {"hunt": {"budget": {"steps": 30, "minutes": 15.0}}}
        turn = self.turn(self.conversation(), complaint, change=budget, **fields)
        self.store.update_turn(turn, folder={"given": to_plain(Given(stored(str(root))))})
        rows = HuntRows(self.store, turn)
        rows.begin(Overview())
        for number, step in enumerate(steps, 1):
            action = plain_of(Answer(step.says, step.action), False)
            rows.add(number, step.says, action, result=step.result, done=step.done, seconds=2.0)
        if told is not None:
            rows.best(told)
        return turn

    def working(self, conversation: str, request: str, line: str = "Running it", **fields: Any) -> str:
        turn = self.turn(conversation, request, status="working", **{"ended_at": None, **fields})
        self.store.say(turn, "line", text=line)
        return turn


def table(fields: list[tuple[str, str]], rows: list[list[Any]], total: int | None = None) -> bytes:
    """A table resource; `fields` are (name, type)."""
    names = [name for name, _kind in fields]
    return json.dumps(
        {
            "schema": {"fields": [{"name": name, "type": kind} for name, kind in fields]},
            "data": [dict(zip(names, row, strict=True)) for row in rows],
            "total_rows": len(rows) if total is None else total,
        }
    ).encode()


def png(width: int = 320, height: int = 160, colour: tuple[int, int, int] = (42, 75, 141)) -> bytes:
    """A picture of one colour with a lighter stripe."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    stripe = bytes(min(part + 60, 255) for part in colour)
    row = b"\0" + (bytes(colour) * (width // 2)) + stripe * (width - width // 2)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
