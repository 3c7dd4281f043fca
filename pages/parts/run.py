"""One run of a tool: with what, and what came of it."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import N_, _, told
from pages.parts import beside, conversation, error, news, notice, progress, question, result, when
from pages.parts.words import plain, short
from workshop.money import about
from workshop.service import Workshop
from workshop.views import ToolView, TurnView

_BY = {
    "watch": N_("by a watched folder"),
    "schedule": N_("by its schedule"),
    "command": N_("from the command line"),
    "assistant": N_("by an assistant"),
}
_FILES, _VALUES = 3, 160


def show(workshop: Workshop, view: ToolView, turn: TurnView, newest: bool) -> None:
    with st.container(key=f"turn-{turn.id}"):
        with st.container(key=f"request-{turn.id}", gap="xsmall"):
            st.header(_("Result") if newest else _("An earlier run"), anchor=False)
            if said := with_what(turn):
                st.caption(plain(said))
            st.caption(plain(about_it(turn)))
        if turn.active:
            progress.show(workshop, turn.id)
        elif turn.question is not None:
            question.show(workshop, turn, last=True)
            _adapt(workshop, turn)
        elif turn.status != "done":
            error.show(workshop, turn, last=False)
            if turn.other_data:
                _adapt(workshop, turn)
        else:
            result.show(workshop, turn)
            _other_data(turn)
            if view.runs > 1:
                _compare(workshop, turn)
    news.of(turn)


def with_what(turn: TurnView) -> str:
    """Its values and files in a line; "" for none."""
    say = told if turn.ours else str
    shown = [f"{say(spec.label)}: {_value(spec.default)}" for spec in turn.form if spec.source != "files"]
    values = short("; ".join(shown) or turn.request, _VALUES)
    names = [short(file.given or file.name, 40) for file in turn.files[:_FILES]]
    files = ", ".join(names) + (", …" if turn.files[_FILES:] else "")
    return " · ".join(filter(None, (values, files)))


def about_it(turn: TurnView) -> str:
    """When, and by whom where it wasn't a person."""
    by = _(_BY[turn.by]) if turn.by in _BY else ""
    return ", ".join(filter(None, (when.moment(turn.created_at), by)))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "–" if value in (None, "") else str(value)


def _other_data(turn: TurnView) -> None:
    if not turn.other_data:
        return
    with st.container(key=f"other-data-{turn.id}", gap=None):
        st.caption(_("This data is not quite like the data the tool was made with:"))
        for sentence in turn.other_data:
            st.caption(plain(told(sentence)))


def _compare(workshop: Workshop, turn: TurnView) -> None:
    if not beside.is_open(turn.id):
        st.button(
            _("Compare with another run"),
            key=f"beside-{turn.id}",
            type="tertiary",
            icon=":material/compare:",
            on_click=beside.toggle,
            args=(turn.id,),
        )
    beside.show(workshop, turn)


def _adapt(workshop: Workshop, turn: TurnView) -> None:
    """Changing the program to fit is a model's work, and is said to be."""
    with st.container(key=f"adapt-{turn.id}", gap="xsmall"):
        model = workshop.models.view().model
        if not model:
            st.caption(_("It could be adapted to this data, too; that needs a model, and none is connected."))
            st.page_link(ways.settings(), label=_("Connect a model"), icon=":material/arrow_forward:")
            return
        if st.button(_("Have it adapted"), key=f"adapted-{turn.id}", icon=":material/build:"):
            _begin(workshop, turn)
        st.caption(plain(_cost(workshop, turn, model)))
        notice.show(at=f"adapt-{turn.id}")


def _cost(workshop: Workshop, turn: TurnView, model: str) -> str:
    estimate = workshop.may_cost(turn.id)
    named = short(model, 60)
    if estimate is None or estimate.usd is None:
        return _("{model} is asked to change the program to fit. The tool stays as it is.", model=named)
    return _(
        "{model} is asked to change the program to fit, which usually costs {cost}. The tool stays as it is.",
        model=named,
        cost=told(about(estimate.usd, estimate.tokens)),
    )


def _begin(workshop: Workshop, turn: TurnView) -> None:
    begun: list[str] = []
    conversation.attempt(lambda: begun.append(workshop.tools.adapt(turn.id)), at=f"adapt-{turn.id}")
    if begun:
        st.switch_page(ways.make(), query_params={"c": begun[0]})
