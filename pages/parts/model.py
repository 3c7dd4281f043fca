"""Which model is connected, and how to connect one. A key goes in and is never shown again."""

from __future__ import annotations

import streamlit as st

from pages.parts import local_models, notice, other_models
from workshop.models import Models
from workshop.views import ProviderView

_PROVIDER, _KEY, _ADDRESS = "model-provider", "model-key", "model-address"


def show(models: Models) -> None:
    st.header("Model", anchor=False)
    view = models.view()
    if view.source == "environment":
        at = f" at {view.api_base}" if view.api_base else ""
        st.text(f"{view.model}{at} is connected by the environment (ONEOFF_MODEL). Change it there.")
        _try(models)
        return
    st.text(
        f"{view.model} is connected."
        if view.model
        else "No model is connected. Recipes work without one; a model takes any request."
    )
    _choose(models)
    with st.container(horizontal=True, gap="small"):
        st.button("Save", key="model-save", type="primary", on_click=_save, args=(models,))
        if view.model:
            tried = st.button("Try it", key="model-try")
            st.button("Disconnect", key="model-off", type="tertiary", on_click=models.disconnect)
    if view.model and tried:
        _answer(models)
    if view.model:
        other_models.show(models)
    local_models.show(models, picked=_PROVIDER)


def _choose(models: Models) -> None:
    known = {provider.id: provider for provider in models.providers}
    chosen = models.choice()
    ids = list(known)
    first = ids.index(chosen["provider"]) if chosen.get("provider") in known else 0
    picked = st.selectbox(
        "Provider", ids, first, key=_PROVIDER, format_func=lambda provider: known[provider].name
    )
    provider, of_it = known[picked], chosen if chosen.get("provider") == picked else {}
    _model(provider, of_it.get("model", ""))
    if provider.api_base or provider.id == "compatible":
        st.text_input("Address", of_it.get("api_base") or provider.api_base, key=_of(_ADDRESS, picked))
    if provider.needs_key or provider.id == "compatible":
        _key(models, provider)


def _model(provider: ProviderView, chosen: str) -> None:
    options = list(dict.fromkeys(name for name in (chosen, *provider.models) if name))
    st.selectbox(
        "Model",
        options,
        0 if options else None,
        key=_of("model-name", provider.id),
        accept_new_options=True,
        placeholder="Choose one or type its name",
    )


def _key(models: Models, provider: ProviderView) -> None:
    st.text_input(
        "Key",
        key=_of(_KEY, provider.id),
        type="password",
        autocomplete="off",
        placeholder="A key is stored" if models.has_key(provider.id) else "Paste it here",
    )
    page = f"You get one at {provider.key_page}. " if provider.key_page else ""
    st.caption(f"{page}It is kept in {models.key_place} and never shown again.")


def _save(models: Models) -> None:
    provider = st.session_state[_PROVIDER]
    key = st.session_state.get(_of(_KEY, provider), "")
    try:
        models.choose(
            provider,
            st.session_state.get(_of("model-name", provider)) or "",
            st.session_state.get(_of(_ADDRESS, provider), ""),
            key,
        )
    except ValueError as refusal:
        notice.leave(str(refusal))
        return
    if key:
        st.session_state[_of(_KEY, provider)] = ""
    notice.leave("Saved. Try it to see whether it answers.")


def _try(models: Models) -> None:
    if st.button("Try it", key="model-try"):
        _answer(models)


def _answer(models: Models) -> None:
    with st.spinner("Asking the model for one word"):
        trial = models.try_it()
    with st.container(key="trial-ok" if trial.ok else "trial-not"):
        st.text(f"{trial.says} {trial.next_step}".strip())


def _of(name: str, provider: str) -> str:
    return f"{name}-{provider}"
