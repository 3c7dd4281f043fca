"""What came of a turn, as an assistant is told it: text, tables as CSV, pictures, and paths of what was written."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import mcp_types as types

from generator.evidence.panel import lines
from workshop import spreadsheets, table_frames
from workshop.asking import free
from workshop.service import Workshop
from workshop.table_frames import TABLE
from workshop.views import OutputView, TurnView

Content = types.TextContent | types.ImageContent
_LONGEST = 20_000  # characters of one text or table
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_LARGEST_PICTURE, _LARGEST_PICTURES = 1_500_000, 4_000_000  # bytes
_MOST = 30  # outputs that are told one by one
_TEXTS = ("text/plain", "text/markdown", "text/csv", "application/json")


def result_of(workshop: Workshop, view: TurnView, folder: Path, again: bool = False) -> types.CallToolResult:
    """Files go into `folder`, which is made where it is needed. `again`: it may be called once more in its conversation."""
    told = _Told(workshop, folder)
    content = [*_said(view), *(one for output in view.outputs[:_MOST] for one in told.output(output))]
    if more := len(view.outputs) - _MOST:
        content += [_text(f"{more} more outputs are left out here.")] if more > 0 else []
    content += [_text(line) for line in lines(view.evidence)]
    if again:
        content.append(_text(f"Conversation: {view.conversation}"))
    return types.CallToolResult(content=list(content), is_error=view.status in ("failed", "stopped"))


def refusal(sentence: str) -> types.CallToolResult:
    return types.CallToolResult(content=[_text(sentence)], is_error=True)


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


def _said(view: TurnView) -> Iterator[Content]:
    if view.understood:
        yield _text(f"Understood as: {view.understood}")
    if view.error:
        yield _text(f"{view.error.sentence} {view.error.next_step}".strip())
    elif view.status == "stopped":
        yield _text("It was stopped.")
    if view.words:
        yield _text(view.words)
    if view.console.strip():
        yield _text(_cut(view.console.strip(), "what it printed"))
    if view.question is not None:
        choices = [f"- {choice.label} {choice.detail}".rstrip() for choice in view.question.choices]
        yield _text("\n".join([view.question.text, *choices]))
    for limit in view.limits:
        yield _text(limit)


def _cut(text: str, what: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}\n(These are the first {_LONGEST:,} of {len(text):,} characters of {what}.)"


class _Told:
    """`pictures`: bytes of those that were sent so far."""

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        self._workshop, self._folder, self._pictures = workshop, folder, 0

    def output(self, output: OutputView) -> Iterator[Content]:
        if output.drawn:
            return
        if output.mime == TABLE:
            yield self._table(output)
        elif output.mime in _PICTURES:
            yield from self._picture(output)
        elif output.mime.startswith(_TEXTS) and not output.file:
            yield _text(
                _cut(output.text or self._workshop.blob(output.blob).decode("utf-8", "replace"), output.name)
            )
        else:
            yield _text(f"{output.name}: {self._written(output.name, self._workshop.blob(output.blob))}")

    def _table(self, output: OutputView) -> Content:
        content = self._workshop.blob(output.blob)
        written = spreadsheets.as_csv(content)
        text = written.decode("utf-8-sig")
        if len(text) <= _LONGEST:
            return _text(text)
        path = self._written(f"{output.name.removesuffix('.json')}.csv", written)
        shown = text[:_LONGEST].rpartition("\r\n")[0]
        count = sum(1 for _ in csv.reader(io.StringIO(shown))) - 1
        rows = table_frames.read(content).rows
        return _text(f"{shown}\n(These are the first {count:,} of {rows:,} rows. All that was kept: {path})")

    def _picture(self, output: OutputView) -> Iterator[Content]:
        content = self._workshop.blob(output.blob)
        room = _LARGEST_PICTURES - self._pictures
        if len(content) <= min(_LARGEST_PICTURE, room):
            self._pictures += len(content)
            data = base64.b64encode(content).decode()
            yield types.ImageContent(type="image", data=data, mime_type=output.mime)
        yield _text(f"{output.name}: {self._written(output.name, content)}")

    def _written(self, name: str, content: bytes) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = free(self._folder, name)
        path.write_bytes(content)
        return path.resolve()
