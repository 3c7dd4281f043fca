"""Which model is connected, and how to connect one. A key goes in and is never shown again."""

from __future__ import annotations

import streamlit as st

from pages.language import _, joined, told
from pages.parts import local_models, notice, other_models
from workshop.models import Models
from workshop.views import ProviderView

_PROVIDER, _KEY, _ADDRESS = "model-provider", "model-key", "model-address"


def show(models: Models) -> None:
    st.header(_("Model"), anchor=False)
    view = models.view()
    if view.source == "environment":
        named = (
            _("{model} at {address}", model=view.model, address=view.api_base)
            if view.api_base
            else view.model
        )
        st.text(_("{model} is connected by the environment (ONEOFF_MODEL). Change it there.", model=named))
        _try(models)
        return
    st.text(
        _("{model} is connected.", model=view.model)
        if view.model
        else _("No model is connected. Recipes work without one; a model takes any request.")
    )
    _choose(models)
    with st.container(horizontal=True, gap="small"):
        st.button(_("Save"), key="model-save", type="primary", on_click=_save, args=(models,))
        if view.model:
            tried = st.button(_("Try it"), key="model-try")
            st.button(_("Disconnect"), key="model-off", type="tertiary", on_click=models.disconnect)
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
        _("Provider"), ids, first, key=_PROVIDER, format_func=lambda provider: told(known[provider].name)
    )
    provider, of_it = known[picked], chosen if chosen.get("provider") == picked else {}
    _model(provider, of_it.get("model", ""))
    if provider.api_base or provider.id == "compatible":
        st.text_input(_("Address"), of_it.get("api_base") or provider.api_base, key=_of(_ADDRESS, picked))
    if provider.needs_key or provider.id == "compatible":
        _key(models, provider)


def _model(provider: ProviderView, chosen: str) -> None:
    options = list(dict.fromkeys(name for name in (chosen, *provider.models) if name))
    st.selectbox(
        _("Model"),
        options,
        0 if options else None,
        key=_of("model-name", provider.id),
        accept_new_options=True,
        placeholder=_("Choose one or type its name"),
    )


def _key(models: Models, provider: ProviderView) -> None:
    st.text_input(
        _("Key"),
        key=_of(_KEY, provider.id),
        type="password",
        autocomplete="off",
        placeholder=_("A key is stored") if models.has_key(provider.id) else _("Paste it here"),
    )
    page = _("You get one at {address}.", address=provider.key_page) if provider.key_page else ""
    kept = _("It is kept in {place} and never shown again.", place=told(models.key_place))
    st.caption(joined(page, kept))


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
        notice.leave(told(str(refusal)))
        return
    if key:
        st.session_state[_of(_KEY, provider)] = ""
    notice.leave(_("Saved. Try it to see whether it answers."))


def _try(models: Models) -> None:
    if st.button(_("Try it"), key="model-try"):
        _answer(models)


def _answer(models: Models) -> None:
    with st.spinner(_("Asking the model for one word")):
        trial = models.try_it()
    with st.container(key="trial-ok" if trial.ok else "trial-not"):
        st.text(joined(told(trial.says), told(trial.next_step)))


def _of(name: str, provider: str) -> str:
    return f"{name}-{provider}"
