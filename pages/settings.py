"""The model, and what works on this machine."""

from __future__ import annotations

import streamlit as st

from pages.parts import doctor, model, notice, opening
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    st.title("Settings", anchor=False)
    notice.show()
    model.show(workshop.models)
    doctor.show(workshop)


if __name__ == "__main__":
    show(opening.workshop())
