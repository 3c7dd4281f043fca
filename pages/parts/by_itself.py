"""What a tool does without a press: folders that are watched for it, and times at which it runs."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts import schedule_form, scheduled, watched
from workshop.service import Workshop
from workshop.views import ToolView


def show(workshop: Workshop, tool: ToolView) -> None:
    """The section "Runs by itself" of a tool's page. A tool from somebody else has none before it is accepted."""
    if tool.received:
        return
    with st.container(key=f"by-itself-{tool.id}", gap="small"):
        st.header(_("Runs by itself"), anchor=False)
        _going_on(workshop, tool)
        watched.begin(workshop, tool)
        schedule_form.begin(workshop, tool)


@st.fragment(run_every=3.0)
def _going_on(workshop: Workshop, tool: ToolView) -> None:
    """As it is now: what another process does is seen here."""
    watches, schedules = workshop.watches.of(tool.id), workshop.schedules.of(tool.id)
    if not watches and not schedules:
        st.text(
            _(
                "Nothing yet. It can run for each new file in a folder, or at a time of day, as long as Oneoff is open on this computer."
            )
        )
    for watch in watches:
        watched.show(workshop, tool, watch)
    for schedule in schedules:
        scheduled.show(workshop, tool, schedule)
