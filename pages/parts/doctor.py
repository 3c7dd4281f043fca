"""What works on this machine, what doesn't, and how to mend it."""

from __future__ import annotations

import streamlit as st

from pages.language import _, told
from pages.parts.words import plain
from workshop.doctor import Finding
from workshop.service import Workshop


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
                    if not finding.ok:
                        _fix(finding)
    st.button(_("Look again"), key="look-again", icon=":material/refresh:")


def _fix(finding: Finding) -> None:
    if finding.fix:
        st.caption(plain(told(finding.fix)))
    if finding.command:
        st.caption(_("To be typed where Oneoff was started:"))
        st.code(finding.command, language="bash")
