"""The durable workflow of one request: every model call and every run is a step that is done once.

begin -> (spoken? listen) -> (files? look at them) -> (a folder? look at it) -> recipe: choose -> run
                                  tool:   prepare -> run
                                  model:  write -> run -> (repair -> run, at most twice) -> explain
      -> finish -> (done: evidence, a workflow of its own)
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import OperationalError

from generator.types import FileProfile
from sandbox.base import InputFile
from workshop import tables as t
from workshop.blobs import NoRoom
from workshop.durable import step
from workshop.expected import expect_evidence
from workshop.folder.looking import look_at_folder
from workshop.hunting import HuntTurn
from workshop.listening import listen, recording_of
from workshop.reading_files import look_at_files, profiles_from
from workshop.steps import ending_step
from workshop.with_model import ModelTurn
from workshop.with_recipe import changed_recipe, choose_recipe, run_recipe
from workshop.with_tool import ToolTurn, asks_how_to_read
from workshop.workbench import Ended, Plain, Workbench, failed

log = logging.getLogger("oneoff.turn")


class TurnWork:
    """Takes a turn from "queued" to where it ends, or to a question that waits for an answer. `then(turn, segment)` begins
    what is done while its result is already shown."""

    def __init__(self, bench: Workbench, then: Callable[[str, int], None]) -> None:
        self._bench, self._then = bench, then

    def __call__(self, turn: str, segment: int) -> str:
        """The workflow. Returns the status that the turn ended with."""
        try:
            ended = self._work(turn, segment)
        except Ended as end:
            ended = end
        except Exception:  # the one broad except: whatever happens, a turn ends with a sentence
            if not self._bench.store.is_there(turn):
                return "deleted"
            log.exception("turn %s failed", turn)
            ended = failed(
                "Something went wrong inside Oneoff itself.",
                f"Ask again. If it stays so, report run {turn[:8]}.",
            )
        step("finish", self._finish, turn, segment, ended.status, ended.fields)
        if ended.status == "done" and ended.fields.get("run_id", True):
            self._then(turn, segment)
        return ended.status

    def _work(self, turn: str, segment: int) -> Ended:
        how = ending_step("begin", self._begin, turn)
        if how["way"] == "hunt":
            return HuntTurn(self._bench, ending_step, turn, segment).work()
        if how.get("spoken"):
            how = {**how, **ending_step("listen", listen, self._bench, turn)}
        if how["files"]:
            ending_step("look at files", self._look, turn, how["way"] == "tool")
        if how.get("folder"):
            ending_step("look at folder", self._look_at_folder, turn)
        if how["way"] == "change":
            match = ending_step("change", changed_recipe, self._bench, turn)
        elif how["way"] == "tool":
            return ToolTurn(self._bench, turn).work(ending_step, segment)
        elif how["way"] == "recipe":
            match = ending_step("choose", choose_recipe, self._bench, turn)
        else:
            return ModelTurn(self._bench, ending_step, turn, segment).work(how["way"])
        ending_step("run", self._run_recipe, turn, f"{turn}-{segment}", match)
        return Ended("done")

    def _begin(self, turn: str) -> Plain:
        """Mark it as working and decide, once, how it is done."""
        store = self._bench.store
        this = store.turn(turn)
        if this.stop_requested:
            raise Ended("stopped")
        fresh: dict[str, Any] = {} if this.started_at else {"started_at": t.now()}
        if not store.move_turn(turn, ["queued", "working"], "working", **fresh):
            raise Ended("stopped")
        if this.folder and not self._bench.models.settings():
            raise failed(
                "To work on a folder, a model has to write the program.",
                "Connect one in Settings, then ask again.",
            )
        told = {"files": bool(this.files), "folder": bool(this.folder), "spoken": bool(recording_of(this))}
        return {**told, "way": self._way(this)}

    def _way(self, this: t.Turn) -> str:
        """ "hunt" for a bug, "tool" for a kept one, "change" of a recipe's values, "rerun" of a written program, "recipe", "variants", "model"."""
        if this.change and "hunt" in this.change:
            return "hunt"
        if this.change and "tool" in this.change:
            return "tool"
        if this.change and "values" in this.change:
            return "change" if self._bench.store.version(this.change["version"]).recipe else "rerun"
        if this.question:  # whoever asked hears the answer, whatever was connected meanwhile
            return str(this.question["way"])
        if this.change and "variants_of" in this.change:
            return "variants"
        return "model" if self._bench.models.settings() else "recipe"

    def _look(self, turn: str, tool: bool) -> Plain:
        """A tool's program knows its files; what is in them is looked at whole once its result is shown."""
        quick = tool and not asks_how_to_read(self._bench, turn)
        look_at_files(self._bench, turn, quick)
        return {}

    def _look_at_folder(self, turn: str) -> Plain:
        def profile(files: list[InputFile]) -> list[FileProfile]:
            return profiles_from(self._bench, turn, files, "Looking into some of its files", quick=True)

        look_at_folder(self._bench, turn, profile)
        return {}

    def _run_recipe(self, turn: str, version: str, match: Plain) -> Plain:
        run_recipe(self._bench, turn, version, match)
        return {}

    def _finish(self, turn: str, segment: int, status: str, fields: Plain) -> None:
        """Store the end. Where the disk is full just now, wait a little: a turn must not stay "working"."""
        if not self._bench.store.is_there(turn):
            return
        if status == "asking" and self._bench.store.turn(turn).stop_requested:
            status, fields = "stopped", {}
        ended: dict[str, Any] = {} if status == "asking" else {"ended_at": t.now()}
        for pause in (1.0, 2.0, 4.0, 8.0):
            try:
                if status == "done" and fields.get("run_id", True):
                    expect_evidence(self._bench.store, turn)
                self._bench.store.move_turn(turn, ["queued", "working"], status, **fields, **ended)
                return
            except (NoRoom, OperationalError) as error:
                log.warning("turn %s, segment %s: its end can't be stored: %s", turn, segment, error)
                time.sleep(pause)
        self._bench.store.move_turn(turn, ["queued", "working"], status, **fields, **ended)
