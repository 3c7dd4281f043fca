"""The model, the dials, the budget, and what works on this machine."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts import budget, dials, doctor, keeping, model, notice, opening, tongue
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    st.title(_("Settings"), anchor=False)
    notice.show()
    model.show(workshop.models)
    if workshop.models.view().model:
        dials.settings(workshop.purse)
        budget.show(workshop.purse)
    keeping.show(workshop.history)
    tongue.show(workshop)
    doctor.show(workshop)


if __name__ == "__main__":
    show(opening.workshop())
