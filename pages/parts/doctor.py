"""What works on this machine, what doesn't, and how to mend it."""

from __future__ import annotations

import re

import streamlit as st

from pages.language import _, told
from pages.parts.words import plain
from workshop.service import Workshop

_COMMAND = re.compile(r"(pip|python|make|docker) [^.]+|docker info")


def show(workshop: Workshop) -> None:
    st.header(_("What works here"), anchor=False)
    with st.spinner(_("Looking at this computer")):
        findings = workshop.doctor()
    with st.container(key="doctor", gap=None):
        for number, finding in enumerate(findings):
            with st.container(
                key=f"finding-{number}", horizontal=True, gap="small", vertical_alignment="top"
            ):
                mark = ":gray[:material/check:]" if finding.ok else ":orange[:material/priority_high:]"
                st.markdown(mark, width="content")
                with st.container(gap="xsmall"):
                    st.text(_("{name}: {says}", name=told(finding.name), says=told(finding.says)))
                    if finding.fix and not finding.ok:
                        _fix(finding.fix)
    st.button(_("Look again"), key="look-again", icon=":material/refresh:")


def _fix(fix: str) -> None:
    """A command to copy, or a step in words."""
    if _COMMAND.fullmatch(fix):
        st.caption(_("This mends it, typed where Oneoff was started:"))
        st.code(fix, language="bash")
    else:
        st.caption(plain(told(fix)))
