"""The box to ask in, and the page before anything was asked."""

from __future__ import annotations

import streamlit as st

from pages.language import N_, _
from pages.parts import conversation, cut_off, dials, folder, folder_zip, place, receiving
from workshop.service import GivenFile, Workshop
from workshop.views import ConversationView, TurnView

_BOX = "box"
_TO_TRY = (
    (N_("QR code"), ":material/qr_code_2:", N_("make a QR code for https://example.org")),
    (N_("Password"), ":material/password:", N_("make a password with 16 characters")),
    (N_("Timer"), ":material/timer:", N_("a timer for 5 minutes")),
    (
        N_("Split a bill"),
        ":material/receipt_long:",
        N_("split a bill of 84.50 between 4 people with 10 % tip"),
    ),
    (
        N_("Days between"),
        ":material/date_range:",
        N_("how many days between 2026-01-15 and 2026-09-01"),
    ),
    (N_("Checklist"), ":material/checklist:", N_("a checklist: passport, tickets, charger, toothbrush")),
)


def invite(workshop: Workshop) -> None:
    """The page of an empty conversation."""
    with st.container(key="invite"):
        st.title(_("What do you need?"), anchor=False)
        st.text(
            _(
                "Say it in plain words and add files if there are any: a small program is written for it and run "
                "in a safe place, and you see the result."
            )
        )
        cut_off.show(workshop)
        with st.container(key="invite-box"):
            has_folder = folder.line(workshop)
            _box(workshop, None, _("Sum the amounts by month"))
            folder_zip.ask(workshop)
            _beside(workshop, has_folder)
        _to_try(workshop)
        place.show(workshop)


def box(workshop: Workshop, view: ConversationView) -> None:
    """The box at the bottom of a conversation; it also answers a question."""
    last = view.turns[-1]
    if not last.active:
        folder_zip.ask(workshop)
        has_folder = folder.line(workshop, last.folder)
        _beside(workshop, has_folder or last.status == "asking", last.conversation)
    asking = last.question is not None and last.question.free_text
    hint = _("Answer in your own words") if asking else _("Ask for a change, or for something else")
    _box(workshop, last, _("Working on it") if last.active else hint)


def _beside(workshop: Workshop, has_folder: bool, of: str = "") -> None:
    """The dials, for which recipes have no use, and a way to choose a folder."""
    with st.container(key="beside-box", horizontal=True, vertical_alignment="center", gap="medium"):
        if workshop.models.view().model:
            dials.popover(workshop.purse, of)
        if not has_folder:
            folder.button(workshop)


def _box(workshop: Workshop, last: TurnView | None, hint: str) -> None:
    st.chat_input(
        hint,
        key=_BOX,
        accept_file="multiple",
        accept_audio=workshop.models.listener() is not None and not (last and last.status == "asking"),
        disabled=last is not None and last.active,
        on_submit=_take,
        args=(workshop, last),
    )


def _take(workshop: Workshop, last: TurnView | None) -> None:
    said = st.session_state[_BOX]
    files = [GivenFile(file.name.replace("%22", '"'), file) for file in said.files]  # as browsers send it
    if receiving.dropped(workshop, files, said.text):
        return
    if workshop.folders.on and folder_zip.dropped(files, said.text):
        return
    spoken = said.audio.getvalue() if getattr(said, "audio", None) is not None else b""
    asked = last.question if last is not None and last.status == "asking" else None
    if (
        last is not None
        and asked is not None
        and asked.free_text
        and said.text.strip()
        and not files
        and not spoken
    ):
        conversation.attempt(lambda: workshop.answer(last.id, said.text, asked.text), kept=said.text)
    else:
        conversation.ask(workshop, said.text, files, spoken)


def _to_try(workshop: Workshop) -> None:
    st.caption(_("Or try one of these"))
    with st.container(key="to-try", horizontal=True, gap="small"):
        for label, icon, request in _TO_TRY:
            st.button(
                _(label),
                key=f"try-{label}",
                icon=icon,
                help=_(request),
                width="stretch",
                on_click=conversation.ask,
                args=(workshop, _(request)),
            )
