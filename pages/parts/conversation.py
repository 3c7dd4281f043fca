"""The conversation of this page. Its id stands in the address, so a reload shows the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages.language import _, joined, told
from pages.parts import dials, folder_next, notice
from workshop.blobs import NoRoom
from workshop.folder.views import Chosen
from workshop.service import BadInput, BadRequest, GivenFile, NotThere, Workshop
from workshop.views import ConversationView, TurnView

_PARAMETER = "c"
NEW = {_PARAMETER: ""}
"""The parameters of a link to a new page; without any, a link would keep those of now."""

_LAST = 20


def current(workshop: Workshop) -> ConversationView | None:
    """The conversation that the address names; None for a new page."""
    conversation = st.query_params.get(_PARAMETER)
    if not conversation:
        st.query_params.pop(_PARAMETER, None)
        return None
    try:
        st.query_params[_PARAMETER] = (
            conversation  # a link to the page one is on leaves the browser's address as it was
        )
        return workshop.conversation(conversation, st.session_state.get(_shown(conversation), _LAST))
    except NotThere:
        del st.query_params[_PARAMETER]
        notice.leave(_("That conversation isn't here any more. This is a new one."), notice.kept())
        return None


def ask(workshop: Workshop, text: str, files: Sequence[GivenFile] = (), spoken: bytes = b"") -> None:
    """Ask in this conversation; a new page starts one. `spoken`: a WAV recording."""

    def begin() -> None:
        conversation = st.query_params.get(_PARAMETER) or workshop.start_conversation()
        chosen = folder_next.now()
        folder = chosen.given if isinstance(chosen, Chosen) else chosen
        workshop.ask(conversation, text, files, dials.of_next(workshop.purse), spoken, folder)
        dials.forget()
        folder_next.forget()
        st.query_params[_PARAMETER] = conversation

    attempt(begin, kept=text)


def open_at(conversation: str) -> None:
    """The page shows that conversation from now on."""
    st.query_params[_PARAMETER] = conversation


def attempt(act: Callable[[], object], kept: str = "", at: str = notice.PAGE) -> None:
    """Do what was pressed; what can't be done is said in place."""
    try:
        act()
    except (BadRequest, BadInput) as refusal:
        notice.leave(told(str(refusal)), kept, at)
    except NotThere:
        notice.leave(_("That isn't here any more."), kept, at)
    except NoRoom as full:
        notice.leave(joined(told(full.sentence), told(full.next_step)), kept, at)


def still(workshop: Workshop, turn: str) -> TurnView:
    """A turn that is watched, as it is now. Where it was deleted meanwhile, the page is drawn again and says so."""
    try:
        return workshop.turn(turn)
    except NotThere:
        st.rerun()


def earlier(view: ConversationView) -> None:
    """A button for the turns before the ones that are shown."""
    if view.earlier:
        shown = len(view.turns) + _LAST
        st.button(
            _("Show earlier ({count})", count=view.earlier),
            key="earlier",
            type="tertiary",
            icon=":material/history:",
            on_click=lambda: st.session_state.update({_shown(view.id): shown}),
        )


def _shown(conversation: str) -> str:
    return f"shown-{conversation}"
