"""What a bug hunt begins with: what goes wrong, where to look, and how much it may take."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts import conversation, folder, folder_next, hunt_words, notice
from workshop.folder.views import Chosen
from workshop.hunts_views import HuntBudget
from workshop.names import safe_name
from workshop.service import GivenFile, Workshop

_COMPLAINT, _FILES, _PASTED, _NAME = "hunt-complaint", "hunt-files", "hunt-pasted", "hunt-name"
_STEPS, _MINUTES, _USD = "hunt-steps", "hunt-minutes", "hunt-usd"
_USUAL = HuntBudget()


def show(workshop: Workshop) -> None:
    st.text(
        _(
            "Say what goes wrong, and where the program lies. Small throwaway programs look for the cause in a view of the folder; the folder itself stays as it is. In the end you see what is wrong, a small program that shows it, and a fix that you can make with a click."
        )
    )
    st.text_area(
        _("What goes wrong?"),
        key=_COMPLAINT,
        placeholder=_("It says 13 where it should be 12"),
        height=110,
    )
    with st.container(key="hunt-where", gap="small"):
        if not folder.line(workshop, at=folder_next.HUNT):
            folder.button(workshop, folder_next.HUNT)
            _files()
        else:
            st.caption(_("The history (.git) is seen, its settings aren't."))
    _budget()
    notice.show(at=_COMPLAINT)
    st.button(
        _("Hunt for it"),
        key="hunt-start",
        type="primary",
        icon=":material/bug_report:",
        on_click=_start,
        args=(workshop,),
    )


def _files() -> None:
    with st.expander(_("Or give single files, or paste one"), type="compact", key="hunt-by-hand"):
        st.file_uploader(_("Files of the program"), accept_multiple_files=True, key=_FILES)
        st.text_area(_("Or paste a program"), key=_PASTED, height=160)
        st.text_input(
            _("What the pasted file is called"),
            key=_NAME,
            placeholder=_("for example {name}", name="cart.py"),
        )


def _budget() -> None:
    with st.expander(_("How much it may take"), type="compact", key="hunt-budget"):
        steps, minutes, usd = st.columns(3)
        with steps:
            st.number_input(_("Steps"), 3, 200, _USUAL.steps, 5, key=_STEPS)
        with minutes:
            st.number_input(_("Minutes"), 1, 240, int(_USUAL.minutes), 5, key=_MINUTES)
        with usd:
            st.number_input(
                _("Dollars"), 0.01, None, None, 0.5, key=_USD, placeholder=_("No limit"), format="%.2f"
            )
        st.caption(
            _("When it is used up, the hunt ends with what it knows. The limits in Settings hold as well.")
        )


def _start(workshop: Workshop) -> None:
    complaint = str(st.session_state[_COMPLAINT]).strip()
    chosen = folder_next.now(folder_next.HUNT)

    def begin() -> None:
        given = chosen.given if isinstance(chosen, Chosen) else None
        turn = workshop.hunts.start(complaint, given, [] if given else _given(), _chosen_budget())
        folder_next.forget()
        st.query_params[hunt_words.PARAMETER] = turn

    conversation.attempt(begin, at=_COMPLAINT)


def _given() -> list[GivenFile]:
    files = [GivenFile(file.name, file) for file in st.session_state.get(_FILES) or ()]
    pasted = str(st.session_state.get(_PASTED) or "")
    if pasted.strip():
        name = safe_name(str(st.session_state.get(_NAME) or "").strip() or "program.py")
        files.append(GivenFile(name, pasted.encode()))
    return files


def _chosen_budget() -> HuntBudget:
    usd = st.session_state.get(_USD)
    return HuntBudget(
        int(st.session_state.get(_STEPS) or _USUAL.steps),
        float(st.session_state.get(_MINUTES) or _USUAL.minutes),
        float(usd) if usd else None,
    )
