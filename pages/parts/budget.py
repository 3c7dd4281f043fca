"""The limits, and what was spent today."""

from __future__ import annotations

import streamlit as st

from pages.language import N_, _, told
from pages.parts import notice
from pages.parts.words import plain
from workshop.budget import LIMITS, Budget
from workshop.money import amount, money, tokens
from workshop.purse import Purse

_USD = {
    "request": N_("One request, in dollars"),
    "conversation": N_("One conversation, in dollars"),
    "day": N_("One day, in dollars"),
}
_TOKENS = {"tokens_request": N_("One request, in tokens"), "tokens_day": N_("One day, in tokens")}


def show(purse: Purse) -> None:
    st.header(_("Budget"), anchor=False)
    st.text(_("Before a request goes over a limit, it stops and asks you. An empty field means no limit."))
    counted, now = purse.counts_tokens(), purse.budget()
    st.caption(plain(_today(purse, now)))
    with st.form("budget", border=False):
        for column, (name, label) in zip(st.columns(3), _USD.items(), strict=True):
            with column:
                _limit(purse, now, name, _(label))
        if counted:
            st.caption(_("No price is known for this model, so its tokens (pieces of words) are counted."))
            for column, (name, label) in zip(st.columns(2), _TOKENS.items(), strict=True):
                with column:
                    _limit(purse, now, name, _(label))
        for name in purse.given:
            st.caption(
                plain(
                    _(
                        "Set by the environment: {variable}. Change it there.",
                        variable=f"ONEOFF_BUDGET_{name.upper()}",
                    )
                )
            )
        notice.show(at="budget")
        st.form_submit_button(_("Save limits"), key="budget-save", on_click=_save, args=(purse,))


def _limit(purse: Purse, now: Budget, name: str, label: str) -> None:
    """Streamlit lets a field be emptied only where its default is empty: what is kept goes in by its key."""
    whole, kept = name.startswith("tokens"), getattr(now, name)
    st.session_state.setdefault(f"budget-{name}", kept if kept is None else float(kept))
    st.number_input(
        label,
        value=None,
        step=10_000.0 if whole else 0.5,
        format="%.0f" if whole else "%.2f",
        key=f"budget-{name}",
        placeholder=_("No limit"),
        disabled=name in purse.given,
    )


def _today(purse: Purse, now: Budget) -> str:
    spent = purse.today()
    said = told(money(spent.usd))
    if now.day:
        said = _("{spent} of {limit}", spent=said, limit=told(amount(now.day, "usd")))
    if not spent.tokens:
        return _("Spent today: {spent}.", spent=said)
    return _(
        "Spent today: {spent}, and {tokens} of models without a known price.",
        spent=said,
        tokens=told(tokens(spent.tokens)),
    )


def _save(purse: Purse) -> None:
    now = purse.budget()
    said = {name: st.session_state.get(f"budget-{name}", getattr(now, name)) for name in LIMITS}
    try:
        purse.set_budget(Budget(**said))
    except ValueError as refusal:
        notice.leave(told(str(refusal)), at="budget")
        return
    notice.leave(_("Saved."), at="budget")
