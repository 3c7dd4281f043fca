"""The form of a tool: its files, its fields, and one button."""

from __future__ import annotations

from typing import Any

import streamlit as st

from generator.tools.tool import FileSlot
from generator.types import InputSpec
from pages.language import _, told
from pages.parts import conversation, field, notice, tool_words
from pages.parts.words import plain, short
from workshop.service import GivenFile, Workshop
from workshop.views import FileView, ToolView, TurnView

_NAMED = 4  # files


def show(workshop: Workshop, view: ToolView, running: TurnView | None) -> None:
    """While a run goes on, there is no second one."""
    specs, ours = asked(view), tool_words.ours(view.tool)
    with st.form(f"run-{view.id}", border=False):
        for slot in view.tool.files:
            _file(view, slot, ours)
        for place in range(0, len(specs), 2):  # in rows, so that they keep their order on a phone
            for column, spec in zip(st.columns(2), specs[place : place + 2], strict=False):
                with column:
                    field.show(spec, _key(view, spec), ours=ours, suggested=bool(spec.source))
        notice.show(at=_at(view))
        st.form_submit_button(
            _("Run"),
            key=f"go-{view.id}",
            type="primary",
            icon=":material/play_arrow:",
            disabled=running is not None,
            on_click=_run,
            args=(workshop, view),
        )


def asked(view: ToolView) -> tuple[InputSpec, ...]:
    """The fields that a person fills in; which files there are is said by giving them."""
    return tuple(spec for spec in view.form if spec.source != "files")


def _file(view: ToolView, slot: FileSlot, ours: bool) -> None:
    label = slot.label or (_("Files") if slot.several else _("File"))
    label = plain(told(label) if ours else label)
    key = _file_key(view, slot)
    st.file_uploader(
        label if slot.required else _("{label} (may be left out)", label=label),
        type=[ending.lstrip(".") for ending in view.endings.get(slot.name, ())] or None,
        accept_multiple_files=slot.several,
        key=key,
    )
    if there := _made_with(view, slot):
        names = ", ".join(short(file.name, 40) for file in there[:_NAMED]) + (", …" if there[_NAMED:] else "")
        st.checkbox(
            plain(_("Without one, use what it was made with: {names}", names=names)), key=f"{key}-sample"
        )


def _made_with(view: ToolView, slot: FileSlot) -> list[FileView]:
    return [file for file in view.sample if not slot.name or file.name == slot.name]


def _given(workshop: Workshop, view: ToolView) -> list[GivenFile]:
    """What was added; where nothing was, what it was made with, if that was ticked."""
    found: list[GivenFile] = []
    for slot in view.tool.files:
        key = _file_key(view, slot)
        added = st.session_state.get(key) or []
        added = added if isinstance(added, list) else [added]
        found += [GivenFile(file.name, file, slot.name) for file in added]
        if not added and st.session_state.get(f"{key}-sample"):
            there = _made_with(view, slot)
            found += [GivenFile(file.name, workshop.blob_path(file.blob), slot.name) for file in there]
    return found


def _run(workshop: Workshop, view: ToolView) -> None:
    values: dict[str, Any] = {
        spec.name: field.value(spec, st.session_state.get(_key(view, spec))) for spec in asked(view)
    }

    def begin() -> None:
        turn = workshop.tools.run(view.id, values, _given(workshop, view))
        tool_words.go(tool_words.at(view.id, turn))

    conversation.attempt(begin, at=_at(view))


def _key(view: ToolView, spec: InputSpec) -> str:
    return f"value-{view.id}-{spec.name}"


def _file_key(view: ToolView, slot: FileSlot) -> str:
    return f"file-{view.id}-{slot.name}"


def _at(view: ToolView) -> str:
    return f"run-{view.id}"
