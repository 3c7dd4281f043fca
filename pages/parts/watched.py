"""A folder that is watched for a tool: how it goes, and the form that begins one."""

from __future__ import annotations

import re

import streamlit as st

from pages.language import _, joined, many, told
from pages.parts import conversation, given_values, notice, schedule_form
from pages.parts.words import plain
from workshop.service import Workshop
from workshop.views import ToolView
from workshop.watching import WatchView


def show(workshop: Workshop, tool: ToolView, watch: WatchView) -> None:
    with st.container(key=f"watch-{watch.id}", gap="xsmall"):
        st.text(_("Watches {folder}", folder=watch.folder))
        for trouble in watch.troubles:
            notice.warn(told(trouble))
        st.caption(plain(_how_it_goes(watch)))
        st.caption(plain(_what_it_does(tool, watch)))
        for note in watch.notes:
            st.caption(plain(told(note)))
        _failures(watch)
        _buttons(workshop, watch)


def begin(workshop: Workshop, tool: ToolView) -> None:
    """A form, or why there is none."""
    if reason := workshop.watches.cannot(tool.tool):
        st.caption(plain(told(reason)))
        return
    key = f"watch-new-{tool.id}"
    behind = st.expander(_("Watch a folder"), type="compact", key=key, on_change="rerun")
    if behind.open:
        with behind:
            _form(workshop, tool, key)


def _form(workshop: Workshop, tool: ToolView, key: str) -> None:
    st.caption(
        _("Each new or changed file in it is run, once it is complete. Folders inside it are left alone.")
    )
    place = _("The whole path, from its beginning")
    st.text_input(_("Folder"), key=f"{key}-folder", placeholder=place, help=schedule_form.how_to_copy())
    st.radio(
        _("Which files"),
        [False, True],
        key=f"{key}-present",
        format_func=lambda present: (
            _("New ones from now on") if not present else _("Also those that are there now")
        ),
        horizontal=True,
    )
    usual = ", ".join(workshop.watches.usual(tool.tool))
    st.text_input(
        _("Names that match"), usual, key=f"{key}-patterns", help=_("The star stands for any letters.")
    )
    st.text_input(
        _("Folder for results"), key=f"{key}-results", placeholder=_("Empty: a folder “Results” in it")
    )
    given_values.show(tool, key)
    notice.show(at=key)
    st.button(
        _("Watch this folder"),
        icon=":material/visibility:",
        key=f"{key}-begin",
        on_click=_begin,
        args=(workshop, tool, key),
    )


def _begin(workshop: Workshop, tool: ToolView, key: str) -> None:
    state = st.session_state
    patterns = [one for one in re.split(r"[,;，；、]", state[f"{key}-patterns"]) if one.strip()]

    def add() -> None:
        workshop.watches.add(
            tool.id,
            state[f"{key}-folder"],
            state[f"{key}-results"],
            patterns,
            given_values.chosen(tool, key),
            state[f"{key}-present"],
        )
        state[f"{key}-folder"] = state[f"{key}-results"] = ""
        notice.leave(_("It is watched from now on."), at=key)

    conversation.attempt(add, at=key)


def _how_it_goes(watch: WatchView) -> str:
    if watch.handled:
        done = many("{count} file so far.", "{count} files so far.", watch.handled)
    else:
        done = _("No file yet.")
    waiting = many("{count} file waits.", "{count} files wait.", watch.waiting) if watch.waiting else ""
    return joined(_("Paused.") if watch.paused else "", done, waiting)


def _what_it_does(tool: ToolView, watch: WatchView) -> str:
    names = _(
        "Files: {patterns}. Results: {folder}.", patterns=_(", ").join(watch.patterns), folder=watch.results
    )
    return joined(names, given_values.in_words(tool, watch.values))


def _failures(watch: WatchView) -> None:
    if not watch.failed:
        return
    with st.expander(many("{count} file failed", "{count} files failed", watch.failed), type="compact"):
        for one in watch.last_failed:
            st.caption(plain(_("{label}: {value}", label=one.name, value=told(one.sentence))))
        st.caption(_("A file that failed is run again when it changes."))


def _buttons(workshop: Workshop, watch: WatchView) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Go on") if watch.paused else _("Pause"),
            icon=":material/play_arrow:" if watch.paused else ":material/pause:",
            key=f"watch-pause-{watch.id}",
            type="tertiary",
            on_click=lambda: conversation.attempt(lambda: workshop.watches.pause(watch.id, not watch.paused)),
        )
        st.button(
            _("Stop watching"),
            icon=":material/close:",
            key=f"watch-delete-{watch.id}",
            type="tertiary",
            on_click=lambda: workshop.watches.delete(watch.id),
        )
