"""Several results for one request, to choose from; those that weren't taken stay there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.language import _
from pages.parts import conversation, outputs, printed, versions
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.variants import NONE_OF_THESE
from workshop.views import TurnView, VariantView

_TITLE = 40

Take = Callable[[VariantView], None]


def ask(workshop: Workshop, turn: TurnView, last: bool) -> None:
    """Which one is wanted; only of the `last` turn it can be said."""
    if turn.question is None:
        return
    said = turn.question.text

    def answer(value: str) -> None:
        conversation.attempt(lambda: workshop.answer(turn.id, value, said))

    def take(one: VariantView) -> None:
        _press(_("Take this one"), f"take-{one.version}", answer, one.version, last)

    with st.container(key=f"variants-{turn.id}", gap="small"):
        st.subheader(_("Which of these do you want?"), anchor=False)
        _each(workshop, turn.variants, f"choose-{turn.id}", take)
        _press(
            _("None of these, keep what there was"),
            f"none-{turn.id}",
            answer,
            NONE_OF_THESE,
            last,
            "tertiary",
        )


def others(workshop: Workshop, turn: TurnView) -> None:
    """What else there was to choose."""
    left = tuple(one for one in turn.variants if one.version != turn.version)
    if not left or turn.question is not None:
        return
    opened = st.expander(_("The other variants"), type="compact", key=f"left-{turn.id}", on_change="rerun")
    if not opened.open:
        return

    def use(version: str) -> None:
        versions.use(workshop, turn.id, version)

    def take(one: VariantView) -> None:
        _press(_("Use this one"), f"use-{one.version}", use, one.version, True, "tertiary")

    with opened:
        _each(workshop, left, f"other-{turn.id}", take)


def _each(workshop: Workshop, shown: tuple[VariantView, ...], key: str, take: Take) -> None:
    """In the same place, to leaf through."""
    labels = [
        plain(f"{number}. {short(one.title, _TITLE) or _('Variant')}") for number, one in enumerate(shown, 1)
    ]
    for tab, one in zip(st.tabs(labels), shown, strict=True):
        with tab, st.container(key=f"variant-{key}-{one.version}", gap="small"):
            outputs.of(workshop, one.outputs, f"{key}-{one.version}", one.title)
            if not one.outputs:
                printed.text(one.console.strip("\n") or _("It showed nothing."), f"{key}-{one.version}")
            take(one)


def _press(
    label: str, key: str, act: Callable[[str], None], value: str, enabled: bool, kind: str = "secondary"
) -> None:
    st.button(label, key=key, disabled=not enabled, on_click=act, args=(value,), type=kind)  # type: ignore[arg-type]
