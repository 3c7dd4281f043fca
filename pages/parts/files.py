"""What can be taken away: files that a program made, tables for spreadsheets, all of it as one archive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from pages.language import _, many
from pages.parts.words import plain, short, size
from workshop import spreadsheets
from workshop.archive import zipped
from workshop.service import Workshop
from workshop.table_frames import TABLE
from workshop.views import OutputView, TurnView

_AT_ONCE = 4
_LISTED = 50  # buttons; what is beyond them is in the archive
_PACKED = ("image/", "audio/", "video/", "text/html", TABLE)  # of what is shown
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(workshop: Workshop, turn: TurnView) -> None:
    """The files a program left: a few as buttons, many behind one, all of them as one archive."""
    made = [output for output in turn.outputs if output.file]
    packed = _to_pack(turn)
    if not made and len(packed) < 2:
        return
    with st.container(key=f"files-{turn.id}", horizontal=True, gap="small"):
        for number, output in enumerate(made[:_AT_ONCE]):
            one(workshop, output, f"{turn.id}-file-{number}")
        if len(packed) > 1:
            _archive(workshop, turn, packed)
    if len(made) > _AT_ONCE:
        _more(workshop, turn, made)


def _more(workshop: Workshop, turn: TurnView, made: list[OutputView]) -> None:
    with st.expander(_("All {count} files", count=len(made)), type="compact"):
        for number, output in enumerate(made[_AT_ONCE:_LISTED]):
            one(workshop, output, f"{turn.id}-more-{number}")
        if len(made) > _LISTED:
            st.caption(_("The other {count} are in the ZIP.", count=len(made) - _LISTED))


def one(workshop: Workshop, output: OutputView, key: str, quiet: bool = False) -> None:
    """One output as a download, read when it is pressed."""
    st.download_button(
        plain(_("{name} ({size})", name=short(output.name, 50), size=size(output.size))),
        partial(workshop.blob, output.blob),
        file_name=output.name,
        mime=output.mime,
        key=f"download-{key}",
        type="tertiary" if quiet else "secondary",
        icon=":material/download:",
        on_click="ignore",
    )


def tables(workshop: Workshop, turn: TurnView) -> None:
    """Tables as CSV and as one Excel workbook, in which nothing is ever taken for a formula."""
    shown = [output for output in turn.outputs if output.mime == TABLE]
    if not shown:
        return
    name = short(turn.title, 60) or _("table")
    with st.container(key=f"tables-{turn.id}", horizontal=True, gap="small", width="content"):
        if len(shown) == 1:
            _quiet(_("Table as CSV"), _csv(workshop, shown[0]), f"{name}.csv", "text/csv", f"csv-{turn.id}")
        workbook = many("Table as Excel", "Tables as Excel", len(shown))
        _quiet(workbook, _excel(workshop, shown), f"{name}.xlsx", _EXCEL, f"xlsx-{turn.id}")
        if len(shown) > 1:
            with st.popover(_("Tables as CSV"), icon=":material/download:", type="tertiary"):
                for number, output in enumerate(shown[:_LISTED], 1):
                    label = _("Table {number} as CSV", number=number)
                    made = _csv(workshop, output)
                    _quiet(label, made, f"{name} {number}.csv", "text/csv", f"csv-{turn.id}-{number}")


def _quiet(label: str, made: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    st.download_button(
        label,
        made,
        file_name=name,
        mime=mime,
        key=key,
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def _csv(workshop: Workshop, output: OutputView) -> Callable[[], bytes]:
    return lambda: spreadsheets.as_csv(workshop.blob(output.blob))


def _excel(workshop: Workshop, shown: list[OutputView]) -> Callable[[], bytes]:
    return lambda: _workbook(workshop, shown)


def _workbook(workshop: Workshop, shown: list[OutputView]) -> bytes:
    sheets = [_("Table {number}", number=number) for number in range(1, len(shown) + 1)]
    return spreadsheets.as_excel([workshop.blob(output.blob) for output in shown], sheets)


def _to_pack(turn: TurnView) -> list[OutputView]:
    """The files, and where several pictures, pages or sounds are shown, those and the tables; each thing once."""
    files = [output for output in turn.outputs if output.file]
    seen = {output.blob for output in files}
    shown = [
        output
        for output in turn.outputs
        if not (output.file or output.drawn) and output.mime.startswith(_PACKED)
    ]
    looked_at = [output for output in shown if output.mime != TABLE and output.blob not in seen]
    return [*files, *shown] if len(files) > 1 or len(looked_at) > 1 else files


def _archive(workshop: Workshop, turn: TurnView, packed: list[OutputView]) -> None:
    st.download_button(
        _("All as one ZIP ({size})", size=size(sum(output.size for output in packed))),
        lambda: zipped([_entry(workshop, output) for output in packed]),
        file_name=f"{short(turn.title, 60) or _('files')}.zip",
        mime="application/zip",
        key=f"zip-{turn.id}",
        icon=":material/folder_zip:",
        on_click="ignore",
    )


def _entry(workshop: Workshop, output: OutputView) -> tuple[str, bytes | Path]:
    if output.mime == TABLE:
        name = f"{output.name.removesuffix('.json')}.xlsx"
        return name, _workbook(workshop, [output])
    return output.name, workshop.blob_path(output.blob)
