"""What a person decides about a tool: its name, its fields, its files, its tags."""

from __future__ import annotations

import streamlit as st

from generator.tools.tool import FileSlot, Tool
from pages.language import _, many, told
from pages.parts import keep_field, tool_words
from pages.parts.words import plain, short
from workshop.reshaping import MOST_TAGS, may_ask, reshaped
from workshop.service import Workshop
from workshop.toolbox import LONGEST_TITLE


def show(workshop: Workshop, tool: Tool, place: str, has_files: bool) -> None:
    ours = tool_words.ours(tool)
    st.text_input(_("Its name"), tool_words.title(tool), key=f"name-{place}", max_chars=LONGEST_TITLE)
    specs = [spec for spec in tool.inputs if may_ask(spec)]
    now = [spec for spec in specs if not spec.hidden]
    fixed = [spec for spec in specs if spec.hidden]
    st.header(_("What it asks for"), anchor=False)
    if not now and not tool.files:
        st.text(_("Nothing: it is one press on Run."))
    for spec in now:
        keep_field.show(spec, place, ours)
    for slot in tool.files:
        _file(slot, place, has_files, ours)
    if fixed:
        count = len(fixed)
        with st.expander(
            many("{count} value that stays as it is", "{count} values that stay as they are", count),
            type="compact",
        ):
            st.caption(_("Tick one, and the form asks for it, too."))
            for spec in fixed:
                keep_field.show(spec, place, ours)
    st.multiselect(
        _("Tags, to find it again"),
        sorted({*workshop.tools.tags(), *tool.tags}),
        list(tool.tags),
        key=f"tags-{place}",
        accept_new_options=True,
        max_selections=MOST_TAGS,
        placeholder=_("None"),
        format_func=told,
    )


def _file(slot: FileSlot, place: str, has_files: bool, ours: bool) -> None:
    """Without files that could be taken instead, it always asks."""
    named = slot.label or (_("Files") if slot.several else _("File"))
    named = told(named) if ours else named
    with st.container(key=f"keep-file-{place}-{slot.name}", gap="xsmall"):
        st.text_input(
            plain(_("Label of the file “{name}”", name=short(named, 40))),
            named,
            key=f"slot-{place}-{slot.name}",
            max_chars=80,
        )
        if not has_files:
            return
        if not st.checkbox(_("Ask for a file each time"), True, key=f"slot-asked-{place}-{slot.name}"):
            named = slot.name or _("the files it was made with")
            st.caption(plain(_("It always takes {name}, as it was when you kept it.", name=short(named, 60))))


def made(tool: Tool, place: str) -> Tool:
    """The tool as the form on the page wants it. Raises BadInput."""
    state = st.session_state
    fields = {spec.name: keep_field.wish(spec, place) for spec in tool.inputs if may_ask(spec)}
    files = {
        slot.name: (
            state.get(f"slot-{place}-{slot.name}", slot.label)
            if state.get(f"slot-asked-{place}-{slot.name}", True)
            else None
        )
        for slot in tool.files
    }
    return reshaped(
        tool, state.get(f"name-{place}", tool.title), fields, files, state.get(f"tags-{place}", tool.tags)
    )
