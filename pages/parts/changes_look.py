"""One file before and after: pictures side by side, tables by what differs, texts by their lines."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.language import _
from pages.parts import changes_content, changes_passage, since
from pages.parts.changes_words import named
from workshop.comparing import Value
from workshop.folder.comparing import compared, is_picture
from workshop.folder.views import ChangeLine, Content
from workshop.service import NotThere, Workshop

_OFFERED = 2_000  # in the list to choose from; others are pressed in the table
_SHOWN = 20  # passages


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
        changes_content.show(now, changes_content.Address(run, change, "after"))
    elif before is not None:
        st.caption(
            _("This is in it, and would be gone:")
            if change.kind == "deleted"
            else _("What is in it stays the same:")
        )
        changes_content.show(before, changes_content.Address(run, change, "before"))


def _both(run: str, change: ChangeLine, before: Content, now: Content) -> None:
    if is_picture(before) or is_picture(now):
        changes_content.beside(run, change, before, now)
        return
    found = compared(before, now)
    if found.table is not None:
        st.text(since.line(found.table) or _("All values are the same; it is only written otherwise."))
        values = (*since.totals(found.table), *found.table.values)
        in_order = [Value(one.what, before=one.now, now=one.before) for one in values]
        since.table(in_order, _("Before"), _("After"))
    elif found.passages:
        for passage in found.passages[:_SHOWN]:
            changes_passage.show(passage)
        if len(found.passages) > _SHOWN:
            st.caption(_("And {count} more places.", count=len(found.passages) - _SHOWN))
    else:
        changes_content.beside(run, change, before, now)
    if found.part:
        st.caption(_("Only its beginning was compared: the file is large."))


def _key(key: str) -> str:
    return f"look-{key}"
