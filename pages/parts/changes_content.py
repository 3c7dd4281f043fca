"""What a file of a folder holds: a picture, the first rows of a table, how a text begins."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

from pages import shown
from pages.language import _
from pages.parts.words import size
from workshop.folder.comparing import is_picture, table_of
from workshop.folder.views import ChangeLine, Content

_ROWS = 20
_CHARACTERS = 3_000
_LINES, _PIXELS = 14, 320  # of a text that is shown whole, else that high
Side = Literal["before", "after"]


class Address:
    """Where one side of a change is served as a picture."""

    def __init__(self, run: str, change: ChangeLine, side: Side) -> None:
        self.change, self._run, self._side = change, run, side

    def of(self, content: Content) -> str:
        kind = content.mime.partition("/")[2]
        return shown.change_address(self._run, self.change.number, self._side, kind)


def beside(run: str, change: ChangeLine, before: Content, now: Content) -> None:
    left, right = st.columns(2, gap="small")
    with left:
        st.caption(_("Before"))
        show(before, Address(run, change, "before"))
    with right:
        st.caption(_("After"))
        show(now, Address(run, change, "after"))


def show(content: Content, address: Address) -> None:
    if is_picture(content):
        st.image(address.of(content), alt=address.change.path, width="content")
    elif content.mime in ("text/csv", "text/tab-separated-values") and (table := table_of(content)):
        frame = pd.DataFrame(table.rows[:_ROWS], columns=list(table.columns)).astype("string")
        st.dataframe(frame, hide_index=True, height="content", alt=address.change.path)
        if table.total > _ROWS:
            st.caption(_("The first {shown} of {total} rows.", shown=_ROWS, total=f"{table.total:,}"))
    elif content.text:
        text = content.text[:_CHARACTERS]
        long = text.count("\n") > _LINES or len(text) > _LINES * 80
        st.code(text, language=None, wrap_lines=True, height=_PIXELS if long else "content")
        if content.cut or len(content.text) > _CHARACTERS:
            st.caption(_("Only its beginning is shown."))
    elif not content.size:
        st.caption(_("It is empty."))
    else:
        st.caption(_("This kind of file can't be shown here ({size}).", size=size(content.size)))
