"""What works on this machine, what doesn't, and how to mend it."""

from __future__ import annotations

import streamlit as st

from pages.parts.words import plain
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    st.header("What works here", anchor=False)
    with st.spinner("Looking at this computer"):
        findings = workshop.doctor()
    with st.container(key="doctor", gap=None):
        for number, finding in enumerate(findings):
            with st.container(
                key=f"finding-{number}", horizontal=True, gap="small", vertical_alignment="top"
            ):
                mark = ":gray[:material/check:]" if finding.ok else ":orange[:material/priority_high:]"
                st.markdown(mark, width="content")
                with st.container(gap="xsmall"):
                    st.text(f"{finding.name}: {finding.says}")
                    if finding.fix and not finding.ok:
                        st.caption(plain(finding.fix))
    st.button("Look again", key="look-again", icon=":material/refresh:")
