"""What can be taken away: files that a program made, and tables as CSV."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import streamlit as st

from pages.language import _
from pages.parts import table
from pages.parts.words import plain, short, size
from workshop.service import Workshop
from workshop.views import OutputView, TurnView

_AT_ONCE = 4


def show(workshop: Workshop, turn: TurnView) -> None:
    """The files a program left: a few as buttons, many behind one, all of them as one archive."""
    made = [output for output in turn.outputs if output.file]
    if not made:
        return
    with st.container(key=f"files-{turn.id}", horizontal=True, gap="small"):
        for number, output in enumerate(made[:_AT_ONCE]):
            one(workshop, output, f"{turn.id}-file-{number}")
    if len(made) <= _AT_ONCE:
        return
    with st.expander(_("All {count} files", count=len(made)), type="compact"):
        _archive(workshop, turn, made)
        for number, output in enumerate(made[_AT_ONCE:]):
            one(workshop, output, f"{turn.id}-more-{number}")


def one(workshop: Workshop, output: OutputView, key: str) -> None:
    """One output as a download, read when it is pressed."""
    st.download_button(
        plain(_("{name} ({size})", name=short(output.name, 50), size=size(output.size))),
        partial(workshop.blob, output.blob),
        file_name=output.name,
        mime=output.mime,
        key=f"download-{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def tables(workshop: Workshop, turn: TurnView) -> None:
    """Each table as a CSV that a spreadsheet opens without running anything in it."""
    shown = [output for output in turn.outputs if output.mime == table.TABLE]
    if not shown:
        return
    with st.container(key=f"tables-{turn.id}", horizontal=True, gap="small"):
        for number, output in enumerate(shown, 1):
            st.download_button(
                _("Table as CSV") if len(shown) == 1 else _("Table {number} as CSV", number=number),
                partial(_csv, workshop, output.blob),
                file_name=f"{short(turn.title, 60) or _('table')}{f' {number}' if len(shown) > 1 else ''}.csv",
                mime="text/csv",
                key=f"csv-{turn.id}-{number}",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


def _csv(workshop: Workshop, blob: str) -> bytes:
    return table.as_csv(workshop.blob(blob))


def _archive(workshop: Workshop, turn: TurnView, made: list[OutputView]) -> None:
    st.download_button(
        _("All of them as one ZIP ({size})", size=size(sum(output.size for output in made))),
        partial(_zip, workshop, made),
        file_name=_("files") + ".zip",
        mime="application/zip",
        key=f"zip-{turn.id}",
        icon=":material/folder_zip:",
        on_click="ignore",
    )


def _zip(workshop: Workshop, made: list[OutputView]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for output in made:
            archive.writestr(output.name, workshop.blob(output.blob))
    return packed.getvalue()
