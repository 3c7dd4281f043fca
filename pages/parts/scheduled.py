"""Times at which a tool runs: what comes next, what was missed."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from pages.language import N_, _, joined, many, told
from pages.parts import conversation, given_values, notice
from pages.parts.schedule_form import DAYS, zone
from pages.parts.when import day as day_of
from pages.parts.when import here_of
from pages.parts.words import plain
from workshop.scheduling import ScheduleView
from workshop.service import Workshop
from workshop.views import ToolView

_NAMED = 3  # missed times


def show(workshop: Workshop, tool: ToolView, schedule: ScheduleView) -> None:
    with st.container(key=f"schedule-{schedule.id}", gap="xsmall"):
        st.text(_rule(schedule))
        if schedule.trouble:
            notice.warn(told(schedule.trouble))
        _missed(workshop, schedule)
        state = _("Paused.") if schedule.paused else _("Next: {when}.", when=_when(schedule.next_at))
        st.caption(plain(joined(state, _last(schedule))))
        if about := joined(_works_on(schedule), given_values.in_words(tool, schedule.values)):
            st.caption(plain(about))
        notice.show(at=schedule.id)
        _buttons(workshop, schedule)


def _missed(workshop: Workshop, schedule: ScheduleView) -> None:
    if not schedule.missed_count:
        return
    named = _(", ").join(_when(one) for one in schedule.missed[-_NAMED:])
    if schedule.missed_count > _NAMED:
        named = _("{names}, and earlier ones", names=named)
    said = many(
        "{count} run was missed: {when}.",
        "{count} runs were missed: {when}.",
        schedule.missed_count,
        when=named,
    )
    notice.warn(joined(said, _("Oneoff wasn't open then.")))
    with st.container(horizontal=True, gap="small"):
        _button(
            _("Run it now"),
            ":material/play_arrow:",
            f"missed-run-{schedule.id}",
            partial(workshop.schedules.run_now, schedule.id),
            schedule,
        )
        _button(
            _("Leave it"),
            ":material/close:",
            f"missed-leave-{schedule.id}",
            partial(workshop.schedules.dismiss, schedule.id),
            schedule,
        )


def _buttons(workshop: Workshop, schedule: ScheduleView) -> None:
    schedules, paused = workshop.schedules, schedule.paused
    with st.container(horizontal=True, gap="small"):
        if not schedule.missed_count:
            _button(
                _("Run it now"),
                ":material/play_arrow:",
                f"schedule-run-{schedule.id}",
                partial(schedules.run_now, schedule.id),
                schedule,
            )
        label, icon = (_("Go on"), ":material/update:") if paused else (_("Pause"), ":material/pause:")
        _button(
            label,
            icon,
            f"schedule-pause-{schedule.id}",
            partial(schedules.pause, schedule.id, not paused),
            schedule,
        )
        _button(
            _("Delete this schedule"),
            ":material/close:",
            f"schedule-delete-{schedule.id}",
            partial(schedules.delete, schedule.id),
            schedule,
        )


def _button(label: str, icon: str, key: str, act: partial[None], schedule: ScheduleView) -> None:
    st.button(
        label, icon=icon, key=key, type="tertiary", on_click=lambda: conversation.attempt(act, at=schedule.id)
    )


def _rule(schedule: ScheduleView) -> str:
    at = f"{schedule.at:%H:%M}"
    if schedule.every == "week":
        said = _("Every {weekday} at {time}", weekday=_(DAYS[schedule.day]), time=at)
    elif schedule.every == "month":
        said = _("Every month on day {day} at {time}", day=schedule.day, time=at)
    else:
        said = _("Every day at {time}", time=at)
    return (
        said
        if schedule.zone == zone()
        else _("{rule}, by the clock of {zone}", rule=said, zone=schedule.zone)
    )


def _works_on(schedule: ScheduleView) -> str:
    names = _(", ").join(schedule.files)
    if schedule.folder:
        names = _("all in {folder}", folder=schedule.folder)
    files = _("Files: {names}.", names=names) if names else ""
    return joined(files, _("Results: {folder}.", folder=schedule.results) if schedule.results else "")


def _last(schedule: ScheduleView) -> str:
    if schedule.last is None:
        return ""
    at, state, sentence, _turn = schedule.last
    if state == "failed":
        return _("The last run, {when}, failed: {reason}", when=_when(at), reason=told(sentence))
    return _("Last: {when}.", when=_when(at)) if state == "done" else _("It is running now.")


def _when(at: datetime) -> str:
    here = here_of(at)
    days = (here.date() - here_of(datetime.now(at.tzinfo)).date()).days
    named = {-1: N_("yesterday at {time}"), 0: N_("today at {time}"), 1: N_("tomorrow at {time}")}
    if days in named:
        return _(named[days], time=f"{here:%H:%M}")
    return _("{day} at {time}", day=day_of(at), time=f"{here:%H:%M}")
