"""What stands behind the line of marks: what was assumed, facts, checks, other programs, and what became of the result before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from generator.evidence.types import CheckWords, Difference, Fact, OpinionWords, Panel
from pages import language
from pages.language import N_, _, told
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.views import TurnView

_DIFFERENCES = 10
_OURS = ("Rows", "In the list")  # what differs, in words of ours; else in those of the results

_FACT = {True: ":material/error:", False: ":material/visibility:"}
_VERDICT = {
    "agrees": (":material/check_circle:", N_("Agrees.")),
    "disagrees": (":material/error:", N_("Disagrees.")),
    "couldn't tell": (":material/help:", N_("Couldn't tell.")),
}


def show(workshop: Workshop, turn: TurnView) -> None:
    """Nothing is sent before it is opened: a page of twenty turns would be twice as large."""
    panel = turn.evidence
    behind = st.expander(_("What was checked"), type="compact", key=f"checks-{turn.id}", on_change="rerun")
    if not behind.open:
        return
    with behind, st.container(key=f"checked-{turn.id}", gap="small"):
        _assumed(turn)
        _facts(panel.facts)
        _checks(panel)
        _opinions(panel)
        _before(panel)
        st.download_button(
            _("As a text"),
            partial(_as_text, workshop, turn.id, language.now()),
            file_name=_("{title}, what was checked", title=short(turn.title, 60) or _("result")) + ".txt",
            mime="text/plain",
            key=f"checked-text-{turn.id}",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )


def _as_text(workshop: Workshop, turn: str, spoken: str) -> str:
    return language.lines_told(spoken, workshop.what_was_checked(turn))


def _assumed(turn: TurnView) -> None:
    """What was decided for the person, who might have decided otherwise: no check and no second program asks that."""
    if turn.plan is not None and turn.plan.assumptions:
        _heading(_("Assumed"))
        st.markdown("\n".join(f"- {plain(line)}" for line in turn.plan.assumptions))


def _facts(facts: Sequence[Fact]) -> None:
    _heading(_("Facts"))
    if not facts:
        st.caption(_("Nothing was measured."))
    for fact in facts:
        _item(f"{_FACT[fact.flag]} {plain(told(fact.text))}", differs=fact.flag)


def _checks(panel: Panel) -> None:
    _heading(_("Checks"))
    for check in panel.checks:
        _check(check)
    if panel.checks_note or not panel.checks:
        st.caption(plain(told(panel.checks_note) or _("Not checked.")))


def _check(check: CheckWords) -> None:
    said = f"{_VERDICT[check.verdict][0]} {plain(check.claim)} **{_(_VERDICT[check.verdict][1])}**"
    _item(said, differs=check.verdict == "disagrees")
    st.caption(plain(told(check.compared)))


def _opinions(panel: Panel) -> None:
    _heading(_("Second program"))
    for opinion in panel.opinions:
        _opinion(opinion)
    note = panel.opinions_note if panel.opinions_note != panel.checks_note else ""  # said once is enough
    if note or not panel.opinions:
        st.caption(plain(told(note) or _("No second program.")))


def _opinion(opinion: OpinionWords) -> None:
    _item(plain(told(opinion.says)), differs=opinion.flag)
    if opinion.why:
        st.caption(plain(told(opinion.why)))
    _differences(opinion.differences, _("This result"), _("The other one"))


def _before(panel: Panel) -> None:
    if not panel.earlier and not panel.mended:
        return
    _heading(_("Before"))
    for said in filter(None, (panel.mended, panel.earlier)):
        st.markdown(plain(told(said)))
    _differences(panel.earlier_differences, _("Now"), _("Before"))


def _differences(differences: Sequence[Difference], here: str, there: str) -> None:
    if not differences:
        return
    rows = [_row(one) for one in differences[:_DIFFERENCES]]
    frame = pd.DataFrame(rows, columns=[_("Value"), here, there])
    st.table(
        frame,
        border="horizontal",
        hide_index=True,
        alt=_("What differs: {here}, {there}", here=here, there=there),
    )
    if len(differences) > _DIFFERENCES:
        st.caption(_("And {count} more.", count=len(differences) - _DIFFERENCES))


def _row(one: Difference) -> tuple[str, ...]:
    cells = (one.what, one.here, one.there)
    return tuple(plain(told(cell) if one.what in _OURS else cell) or "–" for cell in cells)


def _heading(said: str) -> None:
    st.markdown(f"#### {said}")


def _item(said: str, differs: bool) -> None:
    st.markdown(f":orange[{said}]" if differs else said)
