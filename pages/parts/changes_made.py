"""Changes that were made in the folder: how far, what was left as it was, and the way back."""

from __future__ import annotations

import streamlit as st

from pages.language import _, many, told
from pages.parts import conversation, news
from pages.parts.words import plain, short
from workshop.folder.views import ApplicationLine, ChangesView
from workshop.service import Workshop

_SKIPPED = 8  # said one by one


@st.fragment(run_every=0.5)
def working(workshop: Workshop, run: str, key: str) -> None:
    """How far it is; when it has ended, the whole page is drawn once more."""
    made = workshop.folders.made(run)
    if not made or not made[0].working:
        st.rerun()
    line = made[0]
    with st.container(key=f"folder-{key}", gap="small"):
        said = _doing(line)
        news.say(said, of=line.id)
        st.progress(
            min(line.done / line.total, 1.0) if line.total else 0.0,
            _("{label}: {done} of {total}", label=said, done=f"{line.done:,}", total=f"{line.total:,}"),
        )


def show(workshop: Workshop, view: ChangesView, line: ApplicationLine, key: str) -> None:
    """What was done, and what can be done about it."""
    with st.container(key=f"made-{key}", gap="small"):
        said = _said(line, view.has_folders)
        news.say(said, of=line.id)
        st.text(said)
        _skipped(line)
        with st.container(horizontal=True, gap="small"):
            if view.zip and line.state == "applied":
                _zip(workshop, view, key)
            if line.interrupted:
                _finish(workshop, line, key)
            if line.can_undo:
                _undo(workshop, line, key)


def before(view: ChangesView) -> None:
    """That nothing was made yet, or that it was put back."""
    if not view.applications:
        st.caption(_("Nothing is changed yet."))
        return
    line = view.applications[0]
    said = _said(line, view.has_folders)
    news.say(said, of=line.id)
    st.text(said)
    _skipped(line)


def _doing(line: ApplicationLine) -> str:
    return _("Changing files") if line.state == "applying" else _("Putting files back")


def _said(line: ApplicationLine, folders: bool) -> str:
    """`folders`: not all of it are files."""
    trouble, left = told(line.trouble), len(line.left)
    if line.interrupted:
        return trouble or _cut_off(line)
    if line.state == "undone" and trouble:
        return trouble
    if line.state == "undone":
        return (
            many("Put back. {count} is left as it was:", "Put back. {count} are left as they were:", left)
            if left
            else _("Everything is as it was before.")
        )
    done = _done(line.changed, folders)
    return (
        many("{done}; {count} is left as it was:", "{done}; {count} are left as they were:", left, done=done)
        if left
        else _("{done}.", done=done)
    )


def _done(count: int, folders: bool) -> str:
    if folders:
        return many("Made {count} change", "Made {count} changes", count)
    return many("Changed {count} file", "Changed {count} files", count)


def _cut_off(line: ApplicationLine) -> str:
    return _(
        "Oneoff was ended in the middle: {done} of {total} files were done. Go on, or put everything back.",
        done=f"{line.done:,}",
        total=f"{line.total:,}",
    )


def _skipped(line: ApplicationLine) -> None:
    left = [told(says) for says in line.left]
    for says in left[:_SKIPPED]:
        st.caption(plain(says))
    if len(left) > _SKIPPED:
        with st.expander(_("All {count} files", count=len(left)), type="compact"):
            st.code("\n".join(short(says, 300) for says in left), language=None, height=240)


def _finish(workshop: Workshop, line: ApplicationLine, key: str) -> None:
    st.button(
        _("Go on"),
        key=f"finish-{key}",
        type="primary",
        icon=":material/play_arrow:",
        on_click=lambda: conversation.attempt(lambda: workshop.folders.finish(line.id), at=f"changes-{key}"),
    )


def _undo(workshop: Workshop, line: ApplicationLine, key: str) -> None:
    st.button(
        _("Put everything back"),
        key=f"undo-{key}",
        icon=":material/undo:",
        on_click=lambda: conversation.attempt(lambda: workshop.folders.undo(line.id), at=f"changes-{key}"),
    )


def _zip(workshop: Workshop, view: ChangesView, key: str) -> None:
    st.download_button(
        _("Download the changed ZIP"),
        lambda: workshop.folders.zipped(view.run).read_bytes(),
        file_name=view.zip,
        mime="application/zip",
        key=f"folder-zip-{key}",
        type="primary",
        icon=":material/folder_zip:",
        on_click="ignore",
    )
