"""Lines of a text that differ, in words."""

from __future__ import annotations

import streamlit as st

from pages.language import _, many
from pages.parts.words import plain, short
from workshop.folder.comparing import Passage

_CHARACTERS = 3_000


def show(passage: Passage) -> None:
    with st.container(gap="xsmall"):
        st.markdown(f"**{plain(_said(passage))}**")
        for before, now in passage.words:
            st.caption(plain(_word(before, now)))
        sides = [(_("Before"), passage.before), (_("After"), passage.now)]
        there = [(title, lines) for title, lines in sides if lines]
        for column, (title, lines) in zip(st.columns(len(there), gap="small"), there, strict=True):
            with column:
                if len(there) > 1:
                    st.caption(title)
                st.code("\n".join(lines)[:_CHARACTERS], language=None, wrap_lines=True)


def _said(passage: Passage) -> str:
    if not passage.before:
        count = len(passage.now)
        return many("Line {line} is new", "{count} new lines from line {line} on", count, line=passage.line)
    count = len(passage.before)
    if not passage.now:
        return many(
            "Line {line} is taken out",
            "{count} lines are taken out, from line {line} on",
            count,
            line=passage.line,
        )
    return many(
        "Line {line} is changed", "{count} lines are changed, from line {line} on", count, line=passage.line
    )


def _word(before: str, now: str) -> str:
    if not before:
        return _("“{now}” is put in", now=short(now, 80))
    if not now:
        return _("“{before}” is taken out", before=short(before, 80))
    return _("“{before}” becomes “{now}”", before=short(before, 80), now=short(now, 80))
