"""Model servers that answer on this computer, and a button to use one."""

from __future__ import annotations

import streamlit as st

from pages.language import _, told
from pages.parts import notice
from pages.parts.words import plain
from workshop.models import Models

_LOOKED = "model-looked"


def show(models: Models, picked: str) -> None:
    """`picked`: the key of the field that holds the provider."""
    if st.button(
        _("Look for models on this computer"), key="model-look", type="tertiary", icon=":material/search:"
    ):
        st.session_state[_LOOKED] = True
    if not st.session_state.get(_LOOKED):
        return
    with st.spinner(_("Looking for Ollama, LM Studio and llama.cpp")):
        found = _servers(models)
    if not found:
        st.text(_("None answers here. Start Ollama, LM Studio or llama.cpp, then look again."))
    for provider, name, address, offered in found:
        with st.container(key=f"local-{provider}", horizontal=True, vertical_alignment="bottom", gap="small"):
            model = st.selectbox(
                plain(name), offered, key=f"local-model-{provider}", placeholder=_("It has no model yet")
            )
            st.button(
                _("Use it"),
                key=f"use-{provider}",
                disabled=not offered,
                on_click=_use,
                args=(models, picked, provider, model, address),
            )


@st.cache_data(ttl=5, show_spinner=False)
def _servers(_models: Models) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.provider, one.name, one.api_base, one.models) for one in _models.local_servers()]


def _use(models: Models, picked: str, provider: str, model: str, address: str) -> None:
    try:
        models.choose(provider, model, address)
    except ValueError as refusal:
        notice.leave(told(str(refusal)))
        return
    st.session_state[picked] = provider
    notice.leave(_("Saved. Try it to see whether it answers."))
