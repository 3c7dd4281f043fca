"""Kept tools, for pages and the command line: looked through, kept, changed, and run without a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Literal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from generator.codec import from_plain, to_plain
from generator.evidence.types import Claim, Evidence
from generator.tools import Tool
from generator.tools.drafting import tool_of_program
from generator.tools.filling import Given, check_values, endings_of, placed, with_choices, with_values
from generator.types import Program
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.context import program_of
from workshop.given import BadRequest, GivenFile, each_once, in_words, keep
from workshop.kept import Kept, KeptTools
from workshop.permissions import permissions_of
from workshop.reading import read_runs
from workshop.store import Busy, NotThere, Store
from workshop.taking_away import needs_of
from workshop.views import SHELF, FileView, ToolLine, ToolView, TurnView
from workshop.with_tool import others_of
from workshop.workbench import profiles_of

By = Literal["person", "watch", "schedule", "command", "assistant"]
MOST_CHECKS = 5  # that a tool keeps
LONGEST_TITLE = 120
_SHIPS = "This tool comes with Oneoff and stays as it is. Make a copy, and change that."


class ToolBusy(BadRequest):
    """It runs already: one run at a time a tool."""


class Toolbox:
    """`start(turn, segment)` begins to work on a turn when its time comes, `start_here` at once and in this process."""

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        kept: KeptTools,
        start: Callable[[str, int], None],
        start_here: Callable[[str, int], None] | None = None,
    ) -> None:
        self._store, self._blobs, self._kept, self._start = store, blobs, kept, start
        self._start_here = start_here or start

    # looking

    def all(self, said: str = "", tag: str = "") -> tuple[ToolLine, ...]:
        """Pinned ones first, then kept ones by last use, then those that come with Oneoff. All words of `said` stand in one."""
        words = said.casefold().split()
        return tuple(_line(one) for one in self._kept.all() if _has(one.tool, words, tag))

    def tags(self) -> tuple[str, ...]:
        """All that are in use, by name."""
        return tuple(sorted({tag for one in self._kept.all() for tag in one.tool.tags}))

    def tool(self, tool: str) -> ToolView:
        """Raises `NotThere`."""
        one = self._kept.get(tool)
        files = tuple(FileView(file["name"], file["size"], file["blob"]) for file in one.sample)
        endings = {slot.name: endings_of(slot) for slot in one.tool.files}
        known = one.id, one.tool, one.shelf, one.pinned, one.received, files, one.used_at, one.runs
        return ToolView(*known, with_choices(one.tool), endings)

    def runs(self, tool: str, last: int = 20) -> tuple[TurnView, ...]:
        """The newest first."""
        return read_runs(self._store, tool, last)

    # keeping

    def draft(self, turn: str) -> Tool:
        """The tool that the result of `turn` would make. Raises `NotThere`, `BadRequest` where there is no result."""
        this = self._store.turn(turn)
        if this.status != "done" or not this.version_id or not this.run_id:
            raise BadRequest("There is no result here that could be kept as a tool.")
        if this.folder:
            raise BadRequest(
                "A program that works in a folder can't be kept as a tool. Ask for it again when you need it."
            )
        version = self._store.version(this.version_id)
        first = (*self._store.earlier_turns(turn, this.number), this)[0]
        made = self._of_recipe(version) or tool_of_program(
            program_of(self._store, version.id), first.request, profiles_of(this)
        )
        allowed = permissions_of(self._store, turn)
        installed = tuple(sorted(name for kind, name in allowed.allowed if kind == "package"))
        needs = needs_of(version.source) if version.kind == "python" else ()
        return replace(
            made,
            title=(version.title or made.title)[:LONGEST_TITLE],
            checks=made.checks or self._checks(this),
            packages=needs,
            installed=installed,
            hosts=allowed.hosts,
        )

    def origin(self, turn: str) -> str:
        """The tool that the conversation of `turn` began with, "" for none: what is kept may take its place."""
        this = self._store.turn(turn)
        first = (*self._store.earlier_turns(turn, this.number), this)[0]
        change = first.change or {}
        tool = str(change.get("tool") or change.get("adapts") or "")
        try:
            return "" if not tool or self._kept.get(tool).shelf else tool
        except NotThere:
            return ""

    def keep(self, turn: str, tool: Tool) -> str:
        """Keep `tool`, a draft of `turn` or what a person made of it, with the files it was made with; returns its id.
        Raises `BadRequest`."""
        _refuse(tool)
        return self._kept.add(tool, self._sample(turn, tool))

    def save(self, tool: str, changed: Tool, turn: str = "") -> None:
        """Put `changed` in the place of `tool`; with the files of `turn`, where it is a later version. Raises `NotThere`,
        `BadRequest`."""
        if tool.startswith(SHELF):
            raise BadRequest(_SHIPS)
        _refuse(changed)
        fields: dict[str, Any] = {"tool": to_plain(replace(changed, id=""))}
        if turn:
            fields["sample"] = self._sample(turn, changed)
        self._kept.change(tool, **fields)

    def add(self, tool: Tool, sample: Sequence[GivenFile] = (), received: bool = False) -> str:
        """A tool from elsewhere; `received`: it isn't run before `accept`. Raises `BadRequest`, `blobs.NoRoom`."""
        _refuse(tool)
        return self._kept.add(tool, keep(self._blobs, sample), received)

    def accept(self, tool: str) -> None:
        """The person read what it does and wants it. Raises `NotThere`."""
        self._kept.change(tool, received=False)

    def duplicate(self, tool: str) -> str:
        """A copy of its own, also of a recipe; returns its id. Raises `NotThere`."""
        one = self._kept.get(tool)
        all_of_them = [each.tool for each in self._kept.all()]
        title = _another(one.tool.title, {tool.title for tool in all_of_them})
        chinese = one.tool.title_zh and _another(one.tool.title_zh, {tool.title_zh for tool in all_of_them})
        copy = replace(one.tool, title=title, title_zh=chinese)
        return self._kept.add(copy, one.sample, one.received)

    def pin(self, tool: str, pinned: bool) -> None:
        """Raises `NotThere`."""
        self._kept.pin(tool, pinned)

    def delete(self, tool: str) -> None:
        """It can be brought back with `restore` for a day; then it is gone with its runs. Raises `NotThere`, `BadRequest`."""
        if tool.startswith(SHELF):
            raise BadRequest("This tool comes with Oneoff and can't be deleted.")
        self._kept.delete(tool)

    def restore(self, tool: str) -> None:
        """Raises `NotThere`."""
        self._kept.restore(tool)

    # running

    def run(
        self,
        tool: str,
        values: Mapping[str, Any],
        files: Sequence[GivenFile] = (),
        by: By = "person",
        turn: str = "",
    ) -> str:
        """Run it; returns the turn's id at once. `turn`: its id, where it must not run twice: one that is there is returned.

        Raises `NotThere`, `BadInput` (a value or a file doesn't fit), `ToolBusy`, `BadRequest`, `blobs.NoRoom`.
        """
        one = self._may_run(tool)
        values = check_values(one.tool, values)
        given = self._placed(one, files)
        try:
            conversation = self._store.conversation_of_tool(tool)
            change = {"tool": tool, "given": values, "by": by}
            words = in_words(to_plain(one.tool.inputs), values)
            begun = self._store.add_turn(conversation, words, given, change, turn=turn, alone=True)
        except Busy:
            raise ToolBusy("It is running just now. Wait for it, or press Stop.") from None
        (self._start if by in ("watch", "schedule") else self._start_here)(begun, 1)
        return begun

    def again(self, tool: str, values: Mapping[str, Any]) -> str:
        """Run it on the files it was made with. Raises as `run`."""
        return self.run(tool, values, self._sampled(self._kept.get(tool)))

    def open(
        self, tool: str, values: Mapping[str, Any] | None = None, files: Sequence[GivenFile] = ()
    ) -> str:
        """A conversation that begins with a run of it, to say what should be different; returns its id. Without `files`, on
        those it was made with. Raises as `run`."""
        one = self._may_run(tool)
        change = {"tool": tool, "given": check_values(one.tool, values or {}), "by": "person"}
        given = self._placed(one, files or self._sampled(one))
        conversation, request = self._store.start_conversation(), one.tool.request or one.tool.title
        self._start(self._store.add_turn(conversation, request, given, change), 1)
        return conversation

    def adapt(self, turn: str) -> str:
        """A conversation in which a model makes the tool of a run fit the files of that run; returns its id. Raises
        `NotThere`, `BadRequest`."""
        this = self._store.turn(turn)
        tool = str((this.change or {}).get("tool", ""))
        one = self._may_run(tool)
        others = " ".join(other.text for other in others_of(one.tool, this))
        request = f"Make “{one.tool.title}” work with this data, too. {others}".strip()
        program = Program(one.tool.source, one.tool.kind, one.tool.title, one.tool.inputs)
        conversation, change = self._store.start_conversation(), {
            "adapts": tool,
            "program": to_plain(program),
        }
        self._start(self._store.add_turn(conversation, request, this.files, change), 1)
        return conversation

    # inside

    def _may_run(self, tool: str) -> Kept:
        one = self._kept.get(tool)
        if one.received:
            raise BadRequest("This tool came from somebody else. Look at what it does and accept it first.")
        return one

    def _placed(self, one: Kept, files: Sequence[GivenFile]) -> list[dict[str, Any]]:
        """The files under the names that the program finds them by, `given` is what each was called; and those that the tool
        never asks for, as it was made with them."""
        names = placed(one.tool, [Given(file.name, file.slot) for file in files])
        kept = keep(self._blobs, files)
        asked = {slot.name for slot in one.tool.files}
        fixed = [file for file in one.sample if file["name"] not in asked and "" not in asked]
        rows = [
            {**row, "name": name, **({"given": row["name"]} if name != row["name"] else {})}
            for row, name in zip(kept, names, strict=True)
        ]
        return each_once([*rows, *fixed])

    def _sampled(self, one: Kept) -> list[GivenFile]:
        wanted = {slot.name for slot in one.tool.files}
        return [
            GivenFile(file["name"], self._blobs.path(file["blob"]))
            for file in one.sample
            if file["name"] in wanted or "" in wanted
        ]

    def _sample(self, turn: str, tool: Tool) -> list[dict[str, Any]]:
        there = {profile.name for profile in tool.made_with}
        return [
            {name: file[name] for name in ("name", "blob", "size")}
            for file in self._store.turn(turn).files
            if file["name"] in there
        ]

    def _of_recipe(self, version: t.Version) -> Tool | None:
        """A recipe's own manifest, with the values it was filled in with."""
        if not version.recipe:
            return None
        recipe = self._kept.get(SHELF + version.recipe).tool
        return replace(with_values(recipe, (version.match or {}).get("values", {})), id="")

    def _checks(self, this: t.Turn) -> tuple[Claim, ...]:
        """Those that agreed and can fail."""
        plain = self._store.evidence(this.run_id or "")
        checks = from_plain(Evidence, plain).checks if plain else ()
        return tuple(check.claim for check in checks if check.counts and check.verdict == "agrees")[
            :MOST_CHECKS
        ]


def _line(one: Kept) -> ToolLine:
    tool = one.tool
    return ToolLine(
        one.id,
        tool.title,
        tool.does,
        tool.title_zh,
        tool.does_zh,
        tool.tags,
        one.shelf,
        one.pinned,
        one.received,
        one.used_at,
        one.runs,
    )


def _has(tool: Tool, words: Sequence[str], tag: str) -> bool:
    said = (
        tool.title,
        tool.does,
        tool.title_zh,
        tool.does_zh,
        tool.request,
        *tool.tags,
        *tool.examples,
        *tool.examples_zh,
    )
    text = "\n".join(said).casefold()
    return all(word in text for word in words) and (not tag or tag in tool.tags)


def _another(title: str, taken: set[str]) -> str:
    return next(name for number in count(2) if (name := f"{title} ({number})") not in taken)


def _refuse(tool: Tool) -> None:
    """What isn't a tool, or is larger than one should be."""
    if not tool.title.strip():
        raise BadRequest("A tool needs a name.")
    if len(tool.title) > LONGEST_TITLE:
        raise BadRequest(f"The name is too long; {LONGEST_TITLE} letters are the most.")
    names = [spec.name for spec in tool.inputs]
    if len(set(names)) < len(names):
        raise BadRequest("Two fields of this tool have the same name.")
    for spec in tool.form:
        if not spec.label.strip():
            raise BadRequest(f"The field {spec.name} needs a label.")
        try:
            Draft202012Validator.check_schema(spec.schema)
        except SchemaError:
            raise BadRequest(f"What the field “{spec.label}” may hold can't be read.") from None
