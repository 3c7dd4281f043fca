"""The two dials, each position with a plain sentence, and what a request will probably cost there."""

from __future__ import annotations

from typing import cast, get_args

import streamlit as st

from pages.language import N_, _, joined, told
from pages.parts.words import plain
from workshop.dials import Asks, Dials, Tries
from workshop.money import about
from workshop.purse import Purse

_ASKS: dict[Asks, tuple[str, str]] = {
    "first": (N_("Asks first"), N_("Shows its plan and waits for your yes.")),
    "matters": (N_("Asks when it matters"), N_("Asks only where your answer changes the result.")),
    "never": (N_("Just does it"), N_("Takes the likeliest meaning and says which.")),
}
_TRIES: dict[Tries, tuple[str, str]] = {
    "quick": (N_("Quick"), N_("One program, little thought.")),
    "careful": (N_("Careful"), N_("One program, thought through, and its result checked.")),
    "thorough": (N_("Thorough"), N_("Three programs, checked; what most of them agree on is shown.")),
}
_NEXT = "next"


def settings(purse: Purse) -> None:
    """What holds for whatever is asked; saved at once."""
    st.header(_("How it works for you"), anchor=False)
    _both(purse, purse.dials(), "kept")
    chosen = _chosen("kept", purse.dials())
    if chosen != purse.dials():
        purse.set_dials(chosen)


def popover(purse: Purse, conversation: str = "") -> None:
    """A quiet control for what is asked next."""
    now = _chosen(_NEXT, purse.dials())
    label = _("{asks}, {tries}", asks=_(_ASKS[now.asks][0]), tries=_(_TRIES[now.tries][0]).lower())
    with st.container(key="dials-next"), st.popover(label, type="tertiary", icon=":material/tune:"):
        _both(purse, now, _NEXT)
        st.caption(_("For what you ask next. Settings has what holds otherwise."))
        spent = purse.in_conversation(conversation) if conversation else None
        if spent and (spent.usd or spent.tokens):
            said = told(about(spent.usd, spent.tokens, spent.tokens))
            st.caption(plain(_("This conversation so far: {cost}.", cost=said)))


def of_next(purse: Purse) -> Dials:
    """The dials for what is being asked."""
    return _chosen(_NEXT, purse.dials())


def forget() -> None:
    """It was asked: the next request begins with the settings again."""
    for name in ("asks", "tries"):
        st.session_state.pop(f"{name}-{_NEXT}", None)


def _both(purse: Purse, now: Dials, place: str) -> None:
    asks, tries = list(get_args(Asks)), list(get_args(Tries))
    st.radio(
        _("How much it asks"),
        asks,
        asks.index(now.asks),
        key=f"asks-{place}",
        format_func=lambda one: _(_ASKS[one][0]),
        captions=[_(sentence) for _label, sentence in _ASKS.values()],
    )
    st.radio(
        _("How hard it tries"),
        tries,
        tries.index(now.tries),
        key=f"tries-{place}",
        format_func=lambda one: _(_TRIES[one][0]),
        captions=[_with_cost(purse, Dials(now.asks, one)) for one in tries],
    )


def _with_cost(purse: Purse, dials: Dials) -> str:
    estimate = purse.estimate(dials)
    sentence = _(_TRIES[dials.tries][1])
    if estimate is None:
        return sentence
    said = told(about(estimate.usd, estimate.tokens))
    return plain(joined(sentence, _("{cost} a request.", cost=f"{said[0].upper()}{said[1:]}")))


def _chosen(place: str, kept: Dials) -> Dials:
    asks = st.session_state.get(f"asks-{place}", kept.asks)
    return Dials(cast(Asks, asks), cast(Tries, st.session_state.get(f"tries-{place}", kept.tries)))
