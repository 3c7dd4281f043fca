"""The fields of a result that a person may change."""

from __future__ import annotations

import streamlit as st

from generator.types import InputSpec
from pages.language import _
from pages.parts import conversation, field, notice
from workshop.service import Workshop
from workshop.views import TurnView


def show(workshop: Workshop, turn: TurnView) -> None:
    """The fields are sent once it is opened."""
    if not turn.form:
        return
    behind = st.expander(_("Change it"), type="compact", key=f"fields-{turn.id}", on_change="rerun")
    if not behind.open:
        return
    with behind, st.form(f"form-{turn.id}", border=False):
        columns = st.columns(2)
        for place, spec in enumerate(turn.form):
            with columns[place % 2]:
                field.show(spec, _key(turn, spec), ours=bool(turn.understood))
        notice.show(at=turn.id)
        st.form_submit_button(
            _("Run it again"), icon=":material/replay:", on_click=_change, args=(workshop, turn)
        )


def _change(workshop: Workshop, turn: TurnView) -> None:
    said = {spec.name: field.value(spec, st.session_state.get(_key(turn, spec))) for spec in turn.form}
    changed = {spec.name: said[spec.name] for spec in turn.form if said[spec.name] != spec.default}
    conversation.attempt(lambda: workshop.change(turn.id, changed), at=turn.id)


def _key(turn: TurnView, spec: InputSpec) -> str:
    return f"field-{turn.id}-{spec.name}"
