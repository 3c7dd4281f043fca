"""Days and times as a person says them, where they are."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from pages.language import N_, _

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def moment(at: datetime) -> str:
    """ "today at 14:05", "yesterday", "28 November", "28 November 2025"."""
    here = here_of(at)
    days = (here_of(datetime.now(at.tzinfo)).date() - here.date()).days
    if days == 0:
        return _("today at {time}", time=f"{here:%H:%M}")
    return _("yesterday") if days == 1 else day(at)


def day(at: datetime) -> str:
    """ "28 November", with the year where it isn't this one."""
    here = here_of(at)
    month = _(_MONTHS[here.month - 1])
    if here.year == here_of(datetime.now(at.tzinfo)).year:
        return _("{day} {month}", day=here.day, month=month)
    return _("{day} {month} {year}", day=here.day, month=month, year=here.year)


def here_of(at: datetime) -> datetime:
    """As the clock of the person's browser shows it; without one, as this computer's."""
    try:
        return at.astimezone(ZoneInfo(st.context.timezone or ""))
    except (ZoneInfoNotFoundError, ValueError):
        return at.astimezone()
