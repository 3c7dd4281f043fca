"""A result becomes a tool, or a tool gets another form."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from generator.tools.tool import Tool
from pages import ways
from pages.language import _, told
from pages.parts import conversation, keep_form, library, notice, tool_words
from pages.parts.words import plain, short
from workshop.service import BadRequest, NotThere, Workshop


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
    keep_form.show(workshop, draft, turn, bool(view.files))
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
    keep_form.show(workshop, view.tool, tool, bool(view.sample))
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


def _keep(workshop: Workshop, draft: Tool, turn: str) -> None:
    def keep() -> None:
        tool = workshop.tools.keep(turn, keep_form.made(draft, turn))
        tool_words.go(tool_words.at(tool))
        notice.leave(_("It is kept, and stands in Tools from now on. Here is how it is used:"))

    conversation.attempt(keep, at=_at(turn))


def _again(workshop: Workshop, draft: Tool, turn: str, tool: str) -> None:
    def save() -> None:
        workshop.tools.save(tool, keep_form.made(draft, turn), turn)
        tool_words.go(tool_words.at(tool))
        notice.leave(_("The new version is in its place."))

    conversation.attempt(save, at=_at(turn))


def _save(workshop: Workshop, tool: Tool, id: str) -> None:
    def save() -> None:
        workshop.tools.save(id, keep_form.made(tool, id))
        tool_words.go(tool_words.at(id))
        notice.leave(_("The form is changed."))

    conversation.attempt(save, at=_at(id))


def _at(place: str) -> str:
    return f"keep-{place}"
