"""Two results of a conversation beside each other, one below the other on a phone, with what differs."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts import outputs, printed, since
from pages.parts.words import plain, short
from workshop.service import NotThere, Workshop
from workshop.views import ResultLine, TurnView

_TITLE = 50


def toggle(turn: str) -> None:
    """Begin or end comparing the result of `turn`."""
    st.session_state[_key(turn)] = not st.session_state.get(_key(turn), False)


def is_open(turn: str) -> bool:
    return bool(st.session_state.get(_key(turn), False))


def show(workshop: Workshop, turn: TurnView) -> None:
    """Nothing unless it was asked for."""
    if not is_open(turn.id):
        return
    others = {
        line.turn: line
        for line in workshop.results(turn.conversation)
        if line.turn not in (turn.id, turn.back_to)
    }
    with st.container(key=f"compare-{turn.id}", gap="small"):
        if others:
            _choose(workshop, turn, others)
        st.button(
            _("Close the comparison"),
            key=f"close-{turn.id}",
            type="tertiary",
            icon=":material/close:",
            on_click=toggle,
            args=(turn.id,),
        )


def _choose(workshop: Workshop, turn: TurnView, others: dict[str, ResultLine]) -> None:
    earlier = [one for one, line in others.items() if line.number < turn.number]
    begin = list(others).index(earlier[-1] if earlier else next(iter(others)))
    chosen = st.selectbox(
        _("Compare with"),
        list(others),
        begin,
        key=f"with-{turn.id}",
        format_func=lambda one: _of_run(others[one]) if turn.tool else named(others[one]),
    )
    try:
        other = workshop.turn(chosen)
    except NotThere:
        return
    _differing(workshop, turn, other)
    columns = st.columns(2, gap="medium")
    for column, one in zip(columns, (turn, other), strict=True):
        with column:
            _one(workshop, one, f"{turn.id}-{one.id}")


def named(line: ResultLine) -> str:
    """By its place, its title and what was asked."""
    asked = f" ({short(line.request, _TITLE)})" if line.title and line.request else ""
    return f"{line.number}. {short(line.title or line.request, _TITLE)}{asked}"


def _of_run(line: ResultLine) -> str:
    """All runs of a tool have its title: told apart by their values."""
    return f"{line.number}. {short(line.request, _TITLE) or _('Without values')}"


def _differing(workshop: Workshop, turn: TurnView, other: TurnView) -> None:
    found = workshop.changed(other.run, turn.run)
    if found is None:
        st.caption(_("These two have nothing in common that could be compared by value."))
        return
    said = since.line(found)
    st.caption(
        plain(_("This one, against the other: {changes}", changes=said)) if said else _("They are the same.")
    )
    since.table((*since.totals(found), *found.values), _("This one"), _("The other"))


def _one(workshop: Workshop, turn: TurnView, key: str) -> None:
    named = (turn.request or _("Without values")) if turn.tool else turn.title or turn.request
    st.markdown(f"**{plain(short(named, 80))}**")
    outputs.of(workshop, turn.outputs, f"beside-{key}", turn.title)
    if not turn.outputs:
        printed.text(turn.console.strip("\n") or _("It showed nothing."), f"beside-{key}")


def _key(turn: str) -> str:
    return f"comparing-{turn}"
