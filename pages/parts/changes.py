"""What would change in the person's folder: seen first, changed on a click, put back on another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from pages.language import _, joined, many, told
from pages.parts import changes_list, changes_look, changes_made, conversation, notice
from pages.parts.words import plain, short
from workshop.folder.views import ChangesView
from workshop.service import Workshop

_NAMES = 3


def show(workshop: Workshop, run: str, key: str, opened: bool = True) -> None:
    """Of the run with that id; nothing where it had no folder. `key` is unique on the page. `opened`: it is there at once, and
    so it is where something was made of it."""
    made = workshop.folders.made(run)
    if opened or (made and made[0].state != "undone"):
        _now(workshop, run, key)
        return
    behind = st.expander(
        _("What would change in the folder"), type="compact", key=f"list-{key}", on_change="rerun"
    )
    if behind.open:
        with behind:
            _now(workshop, run, key)


def _now(workshop: Workshop, run: str, key: str) -> None:
    made = workshop.folders.made(run)
    if made and made[0].working:
        changes_made.working(workshop, run, key)
    else:
        _seen(workshop, run, key)


@st.fragment
def _seen(workshop: Workshop, run: str, key: str) -> None:
    """Drawn again by itself when something is chosen or looked at."""
    view = workshop.folders.changes(run)
    if view is None:
        return
    if view.current and view.current.working:
        st.rerun()
    with st.container(key=f"folder-{key}", gap="small"):
        if view.changes:
            st.subheader(_title(view), anchor=False)
        else:
            st.text(_("Nothing in the folder would change."))
        _left_out(view)
        if view.possible:
            _choice(workshop, view, key)
        notice.show(at=f"changes-{key}")


def _choice(workshop: Workshop, view: ChangesView, key: str) -> None:
    made = view.current
    chosen = changes_list.show(key, view.possible, may_choose=view.may_apply and made is None)
    changes_look.one(workshop, view.run, key, view.possible)
    if made is not None:
        changes_made.show(workshop, view, made, key)
    elif view.may_apply:
        changes_made.before(view)
        _button(workshop, view, key, chosen)
    else:
        notice.warn(told(view.why_not))


def _button(workshop: Workshop, view: ChangesView, key: str, chosen: Sequence[int]) -> None:
    folders = any(one.kind.startswith("folder") for one in view.changes if one.number in set(chosen))
    all_of_it = (
        many("Make this change", "Make these {count} changes", len(chosen))
        if folders
        else many("Change this file", "Change these {count} files", len(chosen))
    )
    st.button(
        all_of_it if chosen else _("Nothing is chosen"),
        key=f"apply-{key}",
        type="primary",
        icon=":material/check:",
        disabled=not chosen,
        on_click=lambda: conversation.attempt(
            lambda: workshop.folders.apply(view.run, chosen), at=f"changes-{key}"
        ),
    )


def _title(view: ChangesView) -> str:
    made, name = view.current, plain(short(_name(view), 60))
    if made is not None and made.state == "applied":
        return _("What was changed in {name}", name=name)
    return _("What would change in {name}", name=name)


def _name(view: ChangesView) -> str:
    return view.zip or PurePath(view.root).name


def _left_out(view: ChangesView) -> None:
    """What isn't in the list, and why."""
    never = [one for one in view.changes if one.hidden]
    names = _(", ").join(short(one.path, 50) for one in never[:_NAMES])
    about_never = (
        many(
            "{names} is never changed: it is hidden, or looks like a secret.",
            "{count} files are never changed, as they are hidden or look like secrets: {names}",
            len(never),
            names=names + (", …" if len(never) > _NAMES else ""),
        )
        if never
        else ""
    )
    said = joined(about_never, *map(told, view.left_out))
    if said:
        st.caption(plain(said))
