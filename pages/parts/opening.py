"""The workshop of this process, for a page."""

from __future__ import annotations

import streamlit as st

from pages.language import _, told
from workshop import wiring
from workshop.config import ConfigError
from workshop.service import Workshop


def workshop() -> Workshop:
    """The workshop; where it can't be opened, a sentence instead of the page."""
    try:
        with st.spinner(_("Opening the workshop")):
            return wiring.workshop()
    except (ConfigError, wiring.CannotStart) as problem:
        st.header(_("Oneoff can't start yet"), anchor=False)
        st.text(told(str(problem)))
        st.text(_("Change it, then start Oneoff again."))
        st.stop()
