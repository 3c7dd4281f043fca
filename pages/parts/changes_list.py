"""The list of what would change: by kind and folder, thousands of lines, each of which may be left out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.language import _, many
from pages.parts import changes_look
from pages.parts.changes_words import counted, file, folder, kinds, summary, what
from pages.parts.words import plain, size
from workshop.folder.summing import Done
from workshop.folder.views import ChangeLine

_WHOLE = 12  # lines shown without scrolling
_PIXELS = 420
_SIZES = 150  # pixels


def show(key: str, changes: Sequence[ChangeLine], may_choose: bool) -> list[int]:
    """The numbers of those that are chosen; at first, all of them. `key` is unique on the page."""
    by_kind = kinds(changes)
    if may_choose and len(by_kind) > 1:
        wanted = _kinds(key, by_kind)
    else:
        wanted = list(by_kind)
        st.text(summary(changes))
    listed = [one for kind in wanted for one in by_kind[kind]]
    if not listed:
        return []
    lines = f"lines-{key}-{'-'.join(wanted)}-{may_choose}"
    every = {"selection": {"rows": list(range(len(listed))), "columns": [], "cells": []}}
    said = st.dataframe(
        _frame(listed),
        key=lines,
        hide_index=True,
        height="content" if len(listed) <= _WHOLE else _PIXELS,
        on_select=lambda: _look(key, lines, listed),
        selection_mode=["multi-row", "single-cell"] if may_choose else "single-cell",
        selection_default=every if may_choose else None,  # type: ignore[arg-type]
        column_config={
            _("What"): st.column_config.TextColumn(width="small"),
            _("File"): st.column_config.TextColumn(width="large"),
            _("Size"): st.column_config.TextColumn(width=_SIZES if "edited" in wanted else "small"),
        },
        alt=_("What would change"),
    )
    if not may_choose:
        return []
    chosen = sorted(listed[row].number for row in said.selection.rows if row < len(listed))
    _count(len(chosen), len(listed))
    return chosen


def _kinds(key: str, by_kind: dict[Done, list[ChangeLine]]) -> list[Done]:
    """All of a kind at once."""
    with st.container(key=f"kinds-{key}", horizontal=True, gap="small"):
        return [
            kind
            for kind, them in by_kind.items()
            if st.checkbox(plain(counted(kind, them)), value=True, key=f"kind-{key}-{kind}", width="content")
        ]


def _count(chosen: int, listed: int) -> None:
    if chosen < listed:
        st.caption(
            many("{chosen} of {count} is chosen.", "{chosen} of {count} are chosen.", listed, chosen=chosen)
        )


def _look(key: str, lines: str, listed: Sequence[ChangeLine]) -> None:
    """A line that was pressed is the one that is looked at."""
    cells = st.session_state[lines]["selection"]["cells"]
    if cells and cells[0][0] < len(listed):
        changes_look.choose(key, listed[cells[0][0]].number)


def _frame(listed: Sequence[ChangeLine]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            _("What"): [what(one) for one in listed],
            _("File"): [file(one) for one in listed],
            _("Folder"): [folder(one) for one in listed],
            _("Size"): [_sizes(one) for one in listed],
        }
    )
    return frame if frame[_("Folder")].any() else frame.drop(columns=_("Folder"))


def _sizes(change: ChangeLine) -> str:
    if change.kind.startswith("folder"):
        return ""
    before = change.before_size
    if change.kind == "edited" and before is not None and before != change.size:
        return f"{size(before)} → {size(change.size)}"
    return size(before if change.kind == "deleted" and before is not None else change.size)
