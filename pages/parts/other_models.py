"""Other models for single jobs, behind one expander: the main one does what none is chosen for."""

from __future__ import annotations

import streamlit as st

from pages.language import _, told
from pages.parts import notice
from workshop.models import Models
from workshop.roles import JOBS

_MAIN = ""


def show(models: Models) -> None:
    with st.expander(_("Other models for single tasks")):
        st.caption(
            _(
                "The model above does everything that none is chosen for here. "
                "Models of every provider whose key you have saved are offered."
            )
        )
        for job, label in JOBS.items():
            _choose(models, job, label)


def _choose(models: Models, job: str, label: str) -> None:
    offered = [_MAIN, *models.offered()]
    chosen = models.others().get(job, {}).get("model", _MAIN)
    nothing = _("No other model") if job == "instead" else _("The model above")
    st.selectbox(
        told(label),
        offered,
        offered.index(chosen) if chosen in offered else 0,
        key=f"model-for-{job}",
        format_func=lambda name: name or nothing,
        on_change=_save,
        args=(models, job),
    )


def _save(models: Models, job: str) -> None:
    name = st.session_state[f"model-for-{job}"]
    provider = models.offered().get(name, models.choice().get("provider", ""))
    try:
        models.choose_other(job, provider, name)
    except ValueError as refusal:
        notice.leave(told(str(refusal)))
