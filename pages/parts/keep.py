"""A result becomes a tool, or a tool gets another form: its name, its fields, its files."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from generator.tools.tool import FileSlot, Tool
from pages import ways
from pages.language import _, many, told
from pages.parts import conversation, keep_field, library, notice, tool_words
from pages.parts.words import plain, short
from workshop.reshaping import MOST_TAGS, may_ask, reshaped
from workshop.service import BadRequest, NotThere, Workshop
from workshop.toolbox import LONGEST_TITLE


def of_result(workshop: Workshop, turn: str) -> None:
    """The form of the tool that the result of `turn` would make."""
    try:
        draft, view = workshop.tools.draft(turn), workshop.turn(turn)
    except (NotThere, BadRequest) as problem:
        said = told(str(problem)) if isinstance(problem, BadRequest) else _("That isn't here any more.")
        _elsewhere(workshop, said)
        return
    tool_words.go({tool_words.KEEP: turn})
    tool_words.back(ways.make(), _("Back to the result"), {"c": view.conversation})
    st.title(_("Keep as a tool"), anchor=False)
    st.text(
        _("Next time you fill in its form and press a button: no model, no cost, the same work every time.")
    )
    _form(workshop, draft, turn, bool(view.files))
    notice.show(at=_at(turn))
    with st.container(key=f"kept-as-{turn}", horizontal=True, gap="small"):
        origin = _origin(workshop, turn)
        if origin:
            named = short(tool_words.title(workshop.tools.tool(origin).tool), 50)
            _button(
                _("Save as the new version of “{title}”", title=named),
                "again",
                _again,
                workshop,
                draft,
                turn,
                origin,
            )
        _button(
            _("Keep as another tool") if origin else _("Keep it"),
            "keep",
            _keep,
            workshop,
            draft,
            turn,
            first=not origin,
        )


def of_tool(workshop: Workshop, tool: str) -> None:
    """The form of a kept tool, to be changed."""
    try:
        view = workshop.tools.tool(tool)
    except NotThere:
        _elsewhere(workshop, _("That tool isn't here any more."))
        return
    tool_words.go({tool_words.EDIT: tool})
    tool_words.back(ways.tools(), plain(short(tool_words.title(view.tool), 60)), tool_words.at(tool))
    st.title(_("Edit the form"), anchor=False)
    _form(workshop, view.tool, tool, bool(view.sample))
    notice.show(at=_at(tool))
    with st.container(key=f"kept-as-{tool}", horizontal=True, gap="small"):
        _button(_("Save"), "save", _save, workshop, view.tool, tool)
        st.button(
            _("Leave it as it is"),
            key=f"leave-{tool}",
            on_click=tool_words.go,
            args=(tool_words.at(tool),),
        )


def _button(label: str, name: str, act: object, *args: object, first: bool = True) -> None:
    st.button(
        plain(label),
        key=f"{name}-tool",
        type="primary" if first else "secondary",
        on_click=act,  # type: ignore[arg-type]
        args=args,
    )


def _elsewhere(workshop: Workshop, said: str) -> None:
    tool_words.go({})
    notice.leave(said)
    library.show(workshop)


def _origin(workshop: Workshop, turn: str) -> str:
    with suppress(NotThere):
        return workshop.tools.origin(turn)
    return ""


def _form(workshop: Workshop, tool: Tool, place: str, has_files: bool) -> None:
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


def _keep(workshop: Workshop, draft: Tool, turn: str) -> None:
    def keep() -> None:
        tool = workshop.tools.keep(turn, made(draft, turn))
        tool_words.go(tool_words.at(tool))
        notice.leave(_("It is kept, and stands in Tools from now on. Here is how it is used:"))

    conversation.attempt(keep, at=_at(turn))


def _again(workshop: Workshop, draft: Tool, turn: str, tool: str) -> None:
    def save() -> None:
        workshop.tools.save(tool, made(draft, turn), turn)
        tool_words.go(tool_words.at(tool))
        notice.leave(_("The new version is in its place."))

    conversation.attempt(save, at=_at(turn))


def _save(workshop: Workshop, tool: Tool, id: str) -> None:
    def save() -> None:
        workshop.tools.save(id, made(tool, id))
        tool_words.go(tool_words.at(id))
        notice.leave(_("The form is changed."))

    conversation.attempt(save, at=_at(id))


def _at(place: str) -> str:
    return f"keep-{place}"
