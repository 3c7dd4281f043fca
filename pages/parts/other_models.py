"""Other models for single jobs, behind one expander: the main one does what none is chosen for."""

from __future__ import annotations

import streamlit as st

from pages.language import _, told
from pages.parts import notice
from workshop.models import Models
from workshop.roles import JOBS, LISTENER

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
    chosen = models.others().get(job, {}).get("model", _MAIN)
    offered = list(dict.fromkeys([_MAIN, *_offered(models, job), *filter(None, [chosen])]))
    nothing = _nothing(models, job)
    st.selectbox(
        told(label),
        offered,
        offered.index(chosen),
        key=f"model-for-{job}",
        format_func=lambda name: name or nothing,
        accept_new_options=job == LISTENER,
        on_change=_save,
        args=(models, job),
    )


def _offered(models: Models, job: str) -> dict[str, str]:
    """Those that hear are others than those that write."""
    return models.listeners() if job == LISTENER else models.offered()


def _nothing(models: Models, job: str) -> str:
    if job == "instead":
        return _("No other model")
    if job != LISTENER:
        return _("The model above")
    hears = models.listener()
    return _("The provider's usual one ({model})", model=hears.model) if hears else _("None: you type")


def _save(models: Models, job: str) -> None:
    name = st.session_state[f"model-for-{job}"] or _MAIN
    provider = _offered(models, job).get(name, models.choice().get("provider", ""))
    try:
        models.choose_other(job, provider, name)
    except ValueError as refusal:
        notice.leave(told(str(refusal)))
