"""The form that has a tool run at a time of day."""

from __future__ import annotations

from datetime import datetime, time

import streamlit as st

from pages.language import N_, _
from pages.parts import conversation, given_values, notice
from pages.parts.words import plain
from workshop.given import GivenFile
from workshop.service import Workshop
from workshop.views import ToolView

DAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday")),
    *(N_("Friday"), N_("Saturday"), N_("Sunday")),
)
_EVERY = {"day": N_("Every day"), "week": N_("Every week"), "month": N_("Every month")}


def begin(workshop: Workshop, tool: ToolView) -> None:
    key = f"schedule-new-{tool.id}"
    behind = st.expander(_("Run it on a schedule"), type="compact", key=key, on_change="rerun")
    if behind.open:
        with behind:
            _form(workshop, tool, key)


def _form(workshop: Workshop, tool: ToolView, key: str) -> None:
    first, *between, last = st.columns(3 if st.session_state.get(f"{key}-every", "day") != "day" else 2)
    with first:
        every = st.selectbox(_("How often"), [*_EVERY], key=f"{key}-every", format_func=_how_often)
    for column in between:
        with column:
            _day(every, key)
    with last:
        st.time_input(_("At"), time(9), key=f"{key}-at", step=300)
    st.caption(plain(_("By the clock of {zone}.", zone=zone())))
    _files(tool, key)
    given_values.show(tool, key)
    st.text_input(
        _("Folder for results"), key=f"{key}-results", placeholder=_("Empty: they are only shown here")
    )
    notice.show(at=key)
    st.button(
        _("Run it at this time"),
        icon=":material/schedule:",
        key=f"{key}-begin",
        on_click=_begin,
        args=(workshop, tool, key),
    )


def how_to_copy() -> str:
    """To people who never typed a path."""
    return _(
        "To copy it: on Windows hold Shift, right-click the folder and choose “Copy as path”; on a Mac hold Option, right-click it and choose “Copy as Pathname”."
    )


def _day(every: str, key: str) -> None:
    if every == "week":
        st.selectbox(_("Day"), range(7), key=f"{key}-weekday", format_func=lambda day: _(DAYS[day]))
    elif every == "month":
        shorter = _("In a shorter month it is the last day.")
        st.number_input(_("Day of the month"), 1, 31, 1, key=f"{key}-monthday", help=shorter)


def _files(tool: ToolView, key: str) -> None:
    if not tool.tool.files:
        return
    chosen = st.radio(
        _("Files"),
        [False, True],
        key=f"{key}-from",
        format_func=lambda folder: _("All that lie in a folder then") if folder else _("Always these"),
        horizontal=True,
    )
    if chosen:
        place = _("The whole path, from its beginning")
        st.text_input(_("Folder"), key=f"{key}-folder", placeholder=place, help=how_to_copy())
    else:
        st.file_uploader(
            _("Files"), accept_multiple_files=True, key=f"{key}-files", label_visibility="collapsed"
        )


def _begin(workshop: Workshop, tool: ToolView, key: str) -> None:
    state = st.session_state
    every, folder = state[f"{key}-every"], state.get(f"{key}-folder", "") if state.get(f"{key}-from") else ""
    given = state.get(f"{key}-files") or [] if not state.get(f"{key}-from") else []
    on = {"week": f"{key}-weekday", "month": f"{key}-monthday"}.get(every)

    def add() -> None:
        if state.get(f"{key}-from") and not folder.strip():
            notice.leave(_("Say which folder."), at=key)
            return
        workshop.schedules.add(
            tool.id,
            every,
            state[f"{key}-at"],
            zone(),
            int(state[on]) if on else 0,
            given_values.chosen(tool, key),
            [GivenFile(one.name, one) for one in given],
            folder,
            results=state[f"{key}-results"],
        )
        state[f"{key}-results"] = ""
        notice.leave(_("It runs by itself from now on."), at=key)

    conversation.attempt(add, at=key)


def _how_often(every: str) -> str:
    return _(_EVERY[every])


def zone() -> str:
    """Of the person's browser; without one, of this computer."""
    given = st.context.timezone or ""
    return given or getattr(datetime.now().astimezone().tzinfo, "key", "") or "UTC"
