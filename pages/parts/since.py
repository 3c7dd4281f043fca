"""What changed in a result since the one before: a line, and the values on demand; pages before and after beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages import shown
from pages.language import _, many
from pages.parts.words import plain, short
from workshop.comparing import Changed, Value
from workshop.service import Workshop
from workshop.views import TurnView

_MOST = 15  # values in the table
_NAMES = 3  # named one by one
_PIXELS = 640


def show(workshop: Workshop, turn: TurnView) -> None:
    """Nothing where there was no result before, or one that has nothing in common with this."""
    if turn.back_to or not turn.before or turn.before == turn.run:
        return
    found = workshop.changed(turn.before, turn.run)
    if found is None:
        return
    said = line(found, turn.changed_checked)
    if not said:
        st.caption(_("The same as the result before."))
        return
    label = plain(_("Since the result before: {changes}", changes=said))
    if not _has_details(found):
        st.caption(label)
        return
    opened = st.expander(label, type="compact", key=f"since-{turn.id}", on_change="rerun")
    if opened.open:
        with opened:
            _details(workshop, turn, found)


def line(found: Changed, checked: tuple[int, int] | None = None) -> str:
    """In one line: "2 of 12 values changed; 1 row less"; "" where nothing differs. `checked`: as the evidence counted."""
    differing, compared = checked or (found.changed, found.compared)
    rows = (
        many("{count} row more", "{count} rows more", found.rows_more) if found.rows_more else "",
        many("{count} row less", "{count} rows less", found.rows_less) if found.rows_less else "",
    )
    said = (
        _values(differing, compared) if differing else "",
        *rows,
        _named(_("new column {names}", names="{names}"), found.columns_new),
        _named(_("without column {names}", names="{names}"), found.columns_gone),
        _named(_("new file {names}", names="{names}"), found.files_new),
        _named(_("changed file {names}", names="{names}"), found.files_changed),
        _named(_("without file {names}", names="{names}"), found.files_gone),
        many("{count} other picture", "{count} other pictures", found.pictures) if found.pictures else "",
        _("the page changed") if found.page else "",
        _("other words") if found.words else "",
    )
    return "; ".join(filter(None, said))


def table(values: Sequence[Value], now: str, before: str) -> None:
    """Values that differ, one a row; `now` and `before` head the columns."""
    if not values:
        return
    rows = [
        tuple(plain(short(cell, 80)) or "–" for cell in (one.what, one.now, one.before))
        for one in values[:_MOST]
    ]
    frame = pd.DataFrame(rows, columns=[_("Value"), now, before])
    st.table(frame, border="horizontal", hide_index=True, alt=_("What differs"))
    if len(values) > _MOST:
        st.caption(_("And {count} more.", count=len(values) - _MOST))


def totals(found: Changed) -> tuple[Value, ...]:
    """The sums of columns, named so."""
    return tuple(Value(_("Sum of {column}", column=one.what), one.before, one.now) for one in found.totals)


def _values(differing: int, compared: int) -> str:
    return many(
        "{differing} of {count} value changed",
        "{differing} of {count} values changed",
        compared,
        differing=differing,
    )


def _named(said: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    more = f" +{len(names) - _NAMES}" if len(names) > _NAMES else ""
    return said.replace("{names}", ", ".join(short(name, 40) for name in names[:_NAMES]) + more)


def _has_details(found: Changed) -> bool:
    return bool(found.values or found.totals or found.page)


def _details(workshop: Workshop, turn: TurnView, found: Changed) -> None:
    known = turn.evidence.earlier_differences if turn.changed_checked else ()
    values = tuple(Value(one.what, one.there, one.here) for one in known) or found.values
    with st.container(key=f"changes-{turn.id}", gap="small"):
        table((*totals(found), *values), _("Now"), _("Before"))
        if found.page:
            _pages(workshop, turn)


def _pages(workshop: Workshop, turn: TurnView) -> None:
    """Live, in frames of their own, half as large."""
    before, now = st.columns(2, gap="small")
    for column, run, said in ((before, turn.before, _("Before")), (now, turn.run, _("Now"))):
        page = next((one for one in workshop.outputs(run) if one.mime == "text/html"), None)
        if page is None:
            continue
        with column, st.container(key=f"half-{said}-{turn.id}", gap="xsmall"):
            st.caption(said)
            st.iframe(shown.address(page.blob, "html"), height=_PIXELS, alt=f"{said}: {turn.title}")
