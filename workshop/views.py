"""What a page or the command line is shown of a turn: plain values, read from the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from generator.evidence.types import Panel
from generator.tools import Tool
from generator.types import InputSpec, Plan, Question
from workshop.folder.types import Given
from workshop.snippets import Pieces, Place

SHELF = "recipe-"  # before the id of a recipe, where it stands among tools
DRAWN = "; page="
"""Stands in the media type of a picture that we made of a page of a file; what a program shows has none."""

Status = Literal["queued", "working", "asking", "done", "declined", "failed", "stopped"]
ACTIVE: tuple[Status, ...] = ("queued", "working")


@dataclass(frozen=True, slots=True)
class FileView:
    name: str
    size: int  # bytes
    blob: str
    given: str = ""  # what it was called where a program finds it by another name


@dataclass(frozen=True, slots=True)
class OutputView:
    """One thing to show. The bytes are `Workshop.blob(blob)`."""

    name: str
    mime: str
    blob: str
    size: int  # bytes
    text: str
    file: bool  # a file to keep; else something displayed
    cut: str

    @property
    def drawn(self) -> bool:
        """A picture of a page of a file among the outputs, made by us so that it can be seen."""
        return DRAWN in self.mime


class OtherView(NamedTuple):
    """The result of another program for the same request."""

    version: str
    outputs: tuple[OutputView, ...]
    console: str  # what it printed


class VariantView(NamedTuple):
    """One of several results to choose from."""

    version: str
    title: str
    kind: str  # "python" | "html"
    outputs: tuple[OutputView, ...]
    console: str


@dataclass(frozen=True, slots=True)
class ErrorView:
    sentence: str
    next_step: str
    tried: tuple[str, ...] = ()  # what was tried, one plain sentence each


@dataclass(frozen=True, slots=True)
class ProgressView:
    done: float
    total: float | None
    label: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """Everything a page shows of one turn, whatever its status."""

    id: str
    conversation: str
    number: int
    request: str
    files: tuple[FileView, ...]
    spoken: bool  # what was said aloud isn't put into words yet
    status: Status
    line: str  # what is happening now, e.g. "Running it"
    notes: tuple[str, ...]  # e.g. "The model is busy, trying again in 4 s."
    progress: ProgressView | None
    seconds: float  # so far, or in all
    cost_usd: float | None  # None: no call that took tokens has a price
    tokens: int  # of all calls, in and out
    unpriced: int  # tokens among them whose price isn't known
    plan: Plan | None
    question: Question | None  # when status is "asking"
    understood: str  # "sum of Net Amount by month of Order Date, as a bar chart"; "" with a model
    form: tuple[InputSpec, ...]  # fields that may be changed; `default` is the value used
    title: str
    outputs: tuple[OutputView, ...]
    console: str  # what the program printed
    words: str
    evidence: Panel  # empty until there is a result
    others: tuple[OtherView, ...]  # results of other programs that differ from this one
    limits: tuple[str, ...]  # what the program was held to and met, one sentence each
    error: ErrorView | None
    source: str  # the program
    kind: str  # "python" | "html"
    sandbox: str  # "docker" | "built-in" | "" (a page needs none)
    created_at: datetime
    run: str = ""  # what `Workshop.changed` compares; "" without a result
    before: str = ""  # the run of the result before it in the conversation
    changed_checked: tuple[int, int] | None = (
        None  # (how many, of how many) values differ, by what was checked
    )
    variants: tuple[VariantView, ...] = ()  # to choose from, or that were
    variants_of: str = ""  # the turn whose result is shown in other ways here
    version: str = ""  # the program's
    back_to: str = ""  # the turn whose result this one only shows again
    tool: str = ""  # the tool that this is a run of, among its runs; "" for a turn of a conversation
    by: str = ""  # of such a run: "person" | "watch" | "schedule" | "command" | "assistant"
    other_data: tuple[str, ...] = ()  # how its data differs from what the tool was made with
    folder: Given | None = None  # that its program works in a view of
    hunt: bool = False  # a bug is hunted: see `Workshop.hunts`

    @property
    def active(self) -> bool:
        return self.status in ACTIVE

    @property
    def ours(self) -> bool:
        """Its program is a recipe, so that its words are ours."""
        return bool(self.understood) or self.tool.startswith(SHELF)


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool in a list."""

    id: str
    title: str
    does: str
    title_zh: str
    does_zh: str
    tags: tuple[str, ...]
    shelf: bool  # it ships with Oneoff
    pinned: bool
    received: bool
    used_at: datetime | None
    runs: int


@dataclass(frozen=True, slots=True)
class ToolView:
    """A tool, and what is known of it here."""

    id: str
    tool: Tool
    shelf: bool
    pinned: bool
    received: bool  # from somebody else, and nobody has said yes to it
    sample: tuple[FileView, ...]  # what it was made with
    used_at: datetime | None
    runs: int
    form: tuple[InputSpec, ...] = ()  # as in the tool, with the columns of what it was made with as choices
    endings: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of fitting files, by the slot's name


@dataclass(frozen=True, slots=True)
class ConversationView:
    id: str
    title: str
    turns: tuple[TurnView, ...]  # the last ones, oldest first
    earlier: int  # how many turns came before those


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result of a conversation, to choose it by."""

    turn: str
    number: int
    title: str
    request: str


@dataclass(frozen=True, slots=True)
class ConversationLine:
    id: str
    title: str
    updated_at: datetime
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """Where the words of a search stand: a turn, its request where the title doesn't say it, and other places in it."""

    turn: str
    request: Pieces
    others: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    id: str
    title: str
    marked: Pieces  # the title
    updated_at: datetime
    pinned: bool
    requests: int
    deleted_at: datetime | None  # None: it is kept
    place: HistoryPlace | None  # of a search


@dataclass(frozen=True, slots=True)
class HistoryPage:
    lines: tuple[HistoryLine, ...]
    total: int  # of all pages
    number: int  # from 1
    pages: int


@dataclass(frozen=True, slots=True)
class ModelView:
    """The model in use. `source` says where it was set; a key is never part of it."""

    model: str  # "" where none is connected
    api_base: str
    has_key: bool
    source: Literal["environment", "settings", ""]


@dataclass(frozen=True, slots=True)
class ProviderView:
    id: str  # "openai"
    name: str  # "OpenAI"
    models: tuple[str, ...]  # suggestions, best first
    needs_key: bool
    api_base: str  # "" for the provider's own
    key_page: str  # where a key is to be had


@dataclass(frozen=True, slots=True)
class SandboxView:
    """Where programs run. `line` says what is being prepared, "" when it is ready."""

    name: Literal["docker", "built-in", ""]  # "": neither can be had
    ready: bool
    line: str
    advice: str  # where it isn't Docker: a sentence on what that means and how to get Docker
