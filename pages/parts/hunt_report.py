"""What a bug hunt found: for the person first, for a programmer on demand, and the fix as changes in the folder."""

from __future__ import annotations

import streamlit as st

from pages.language import _, told
from pages.parts import changes, hunt_words
from pages.parts.words import plain, prose
from workshop.hunts_views import ReportView
from workshop.service import Workshop

_ICONS = {
    "fixed": ":material/task_alt:",
    "shown": ":material/visibility:",
    "claimed": ":material/help:",
}
_LONG = 1_500  # characters of an output that is shown whole
_PIXELS = 280


def show(workshop: Workshop, report: ReportView, key: str) -> None:
    """`key` is unique on the page."""
    with st.container(key=f"report-{key}", gap="small"):
        if report.wrong:
            st.subheader(_("What is wrong"), anchor=False)
            st.markdown(prose(report.wrong))
        icon = _ICONS.get(report.verdict, ":material/search_off:")
        st.markdown(f"{icon} {plain(told(report.line))}")
        for note in report.notes:
            st.caption(plain(told(note)))
        if tests := hunt_words.tests(told(report.tests_before), told(report.tests_after)):
            st.text(tests)
        if report.ruled_out:
            st.subheader(_("What it isn't"), anchor=False)
            st.markdown(prose(report.ruled_out))
        _for_programmers(report)
        _shows(report)
    if report.run:
        changes.show(workshop, report.run, key)


def _for_programmers(report: ReportView) -> None:
    if not (report.where or report.why):
        return
    with st.expander(_("Where and why, for a programmer"), type="compact"):
        if report.where:
            st.code(report.where, language=None, wrap_lines=True)
        st.markdown(prose(report.why))
        if report.tests:
            st.caption(_("The project's own tests are run with:"))
            st.code(report.tests, language="bash", wrap_lines=True)


def _shows(report: ReportView) -> None:
    if not report.shows:
        return
    with st.expander(_("The program that shows it"), type="compact"):
        st.code(report.shows, language=report.language or None, wrap_lines=True)
        if report.before:
            st.caption(_("On the folder as it is, it fails and says:"))
            _output(report.before)
        if report.after:
            st.caption(_("With the fix it says:"))
            _output(report.after)


def _output(said: str) -> None:
    st.code(said, language=None, wrap_lines=True, height=_PIXELS if len(said) > _LONG else "content")
