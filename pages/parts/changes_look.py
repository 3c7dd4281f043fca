"""One file before and after: pictures side by side, tables by what differs, texts by their lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from pages import shown
from pages.language import _, many
from pages.parts import since
from pages.parts.changes_words import named
from pages.parts.words import plain, short, size
from workshop.comparing import Value
from workshop.folder.comparing import Passage, compared, is_picture, table_of
from workshop.folder.views import ChangeLine, Content
from workshop.service import NotThere, Workshop

_OFFERED = 2_000  # in the list to choose from; others are pressed in the table
_SHOWN = 20  # passages, and rows
_CHARACTERS = 3_000
_LINES, _PIXELS = 14, 320  # of a text that is shown whole, else that high
Side = Literal["before", "after"]


def choose(key: str, number: int) -> None:
    """The change that is looked at from now on."""
    st.session_state[_key(key)] = number


def one(workshop: Workshop, run: str, key: str, changes: Sequence[ChangeLine]) -> None:
    """Chosen by its name, or by pressing its line in the list."""
    files = {one.number: one for one in changes if not one.kind.startswith("folder")}
    if not files:
        return
    now = st.session_state.get(_key(key))
    if now is not None and now not in files:
        del st.session_state[_key(key)]
    offered = list(files)[:_OFFERED]
    if now in files and now not in offered:
        offered.append(now)
    number = st.selectbox(
        _("Look at one"),
        offered,
        index=0 if len(offered) == 1 else None,
        key=_key(key),
        format_func=lambda number: named(files[number]),
        placeholder=_("Choose a file, or press its line above"),
    )
    if number is not None:
        with st.container(key=f"looked-{key}", gap="small"):
            _show(workshop, run, files[number])


def _show(workshop: Workshop, run: str, change: ChangeLine) -> None:
    try:
        before = workshop.folders.before(run, change.number)
        now = workshop.folders.after(run, change.number)
    except (NotThere, OSError):
        before = now = None
    if before is None and now is None:
        st.caption(_("It can't be looked at any more: it was changed or taken away since."))
    elif change.kind == "edited" and before is not None and now is not None:
        _both(run, change, before, now)
    elif now is not None:
        st.caption(_("This would be in it:"))
        _content(now, _Address(run, change, "after"))
    elif before is not None:
        st.caption(
            _("This is in it, and would be gone:")
            if change.kind == "deleted"
            else _("What is in it stays the same:")
        )
        _content(before, _Address(run, change, "before"))


class _Address:
    """Where one side of a change is served as a picture."""

    def __init__(self, run: str, change: ChangeLine, side: Side) -> None:
        self.change, self._run, self._side = change, run, side

    def of(self, content: Content) -> str:
        kind = content.mime.partition("/")[2]
        return shown.change_address(self._run, self.change.number, self._side, kind)


def _both(run: str, change: ChangeLine, before: Content, now: Content) -> None:
    if is_picture(before) or is_picture(now):
        _beside(run, change, before, now)
        return
    found = compared(before, now)
    if found.table is not None:
        st.text(since.line(found.table) or _("All values are the same; it is only written otherwise."))
        values = (*since.totals(found.table), *found.table.values)
        in_order = [Value(one.what, before=one.now, now=one.before) for one in values]
        since.table(in_order, _("Before"), _("After"))
    elif found.passages:
        for passage in found.passages[:_SHOWN]:
            _passage(passage)
        if len(found.passages) > _SHOWN:
            st.caption(_("And {count} more places.", count=len(found.passages) - _SHOWN))
    else:
        _beside(run, change, before, now)
    if found.part:
        st.caption(_("Only its beginning was compared: the file is large."))


def _beside(run: str, change: ChangeLine, before: Content, now: Content) -> None:
    left, right = st.columns(2, gap="small")
    with left:
        st.caption(_("Before"))
        _content(before, _Address(run, change, "before"))
    with right:
        st.caption(_("After"))
        _content(now, _Address(run, change, "after"))


def _content(content: Content, address: _Address) -> None:
    if is_picture(content):
        st.image(address.of(content), alt=address.change.path, width="content")
    elif content.mime in ("text/csv", "text/tab-separated-values") and (table := table_of(content)):
        frame = pd.DataFrame(table.rows[:_SHOWN], columns=list(table.columns)).astype("string")
        st.dataframe(frame, hide_index=True, height="content", alt=address.change.path)
        if table.total > _SHOWN:
            st.caption(_("The first {shown} of {total} rows.", shown=_SHOWN, total=f"{table.total:,}"))
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


def _passage(passage: Passage) -> None:
    with st.container(gap="xsmall"):
        st.markdown(f"**{plain(_said(passage))}**")
        for before, now in passage.words:
            st.caption(plain(_word(before, now)))
        sides = [(_("Before"), passage.before), (_("After"), passage.now)]
        there = [(title, lines) for title, lines in sides if lines]
        for column, (title, lines) in zip(st.columns(len(there), gap="small"), there, strict=True):
            with column:
                if len(there) > 1:
                    st.caption(title)
                st.code("\n".join(lines)[:_CHARACTERS], language=None, wrap_lines=True)


def _said(passage: Passage) -> str:
    if not passage.before:
        count = len(passage.now)
        return many("Line {line} is new", "{count} new lines from line {line} on", count, line=passage.line)
    count = len(passage.before)
    if not passage.now:
        return many(
            "Line {line} is taken out",
            "{count} lines are taken out, from line {line} on",
            count,
            line=passage.line,
        )
    return many(
        "Line {line} is changed", "{count} lines are changed, from line {line} on", count, line=passage.line
    )


def _word(before: str, now: str) -> str:
    if not before:
        return _("“{now}” is put in", now=short(now, 80))
    if not now:
        return _("“{before}” is taken out", before=short(before, 80))
    return _("“{before}” becomes “{now}”", before=short(before, 80), now=short(now, 80))


def _key(key: str) -> str:
    return f"look-{key}"
