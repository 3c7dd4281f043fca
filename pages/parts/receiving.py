"""A tool that somebody else made: opened here, told in plain words, and run only after a yes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import ways
from pages.language import _, told
from pages.parts import conversation, notice, tool_words
from pages.parts.words import plain, short
from workshop.giving import is_tool, receive
from workshop.introducing import About, Told, introduction
from workshop.packing import ENDING
from workshop.service import GivenFile, Workshop
from workshop.views import ToolView

_OPENED = "opened-tool"
_UPLOAD = "tool-file"


def show(workshop: Workshop, tool: ToolView) -> None:
    """What it reads, makes and needs, and a button that lets it run. Nothing where that was said already."""
    if not tool.received:
        return
    said = introduction(tool)
    with st.container(key=f"received-{tool.id}", gap="xsmall", border=True):
        st.subheader(_("Somebody else made this tool"), anchor=False)
        st.text(
            _("It has not run yet. Read what it does, and let it run only if you trust who gave it to you.")
        )
        titles: dict[About, str] = {
            "reads": _("What it reads"),
            "writes": _("What it makes"),
            "needs": _("What it needs"),
            "program": _("Its program"),
        }
        for about, title in titles.items():
            _group(title, [one for one in said if one.about == about])
        with st.expander(
            _("Look inside"), type="compact", key=f"received-inside-{tool.id}", on_change="rerun"
        ) as box:
            if box.open:
                st.code(
                    tool.tool.source, language="html" if tool.tool.kind == "html" else "python", height=440
                )
        st.button(
            _("Let it run"),
            key=f"accept-{tool.id}",
            type="primary",
            icon=":material/check:",
            on_click=lambda: conversation.attempt(lambda: workshop.tools.accept(tool.id)),
        )


def _group(title: str, said: Sequence[Told]) -> None:
    if said:
        st.caption(title)
        st.markdown("\n".join(f"- {_line(one)}" for one in said))


def _line(one: Told) -> str:
    """What is unusual has a sign and a word, not a colour alone."""
    sentence = plain(told(one.text))
    return f":material/warning: **{plain(_('Unusual:'))}** {sentence}" if one.unusual else sentence


def offer(workshop: Workshop) -> None:
    """A place to open a tool that was given as a file."""
    with st.expander(_("Open a tool that somebody gave you"), type="compact", icon=":material/file_open:"):
        st.file_uploader(
            _("A file that ends in .oneoff. It says what it does before anything of it runs."),
            type=[ENDING.removeprefix(".")],
            key=_UPLOAD,
            on_change=_uploaded,
            args=(workshop,),
        )
        notice.show(at=_UPLOAD)


def _uploaded(workshop: Workshop) -> None:
    file = st.session_state.get(_UPLOAD)
    if file is not None:
        conversation.attempt(lambda: tool_words.go(tool_words.at(receive(workshop, file))), at=_UPLOAD)


def dropped(workshop: Workshop, files: Sequence[GivenFile], text: str) -> bool:
    """Whether there is a tool among files that were given with a request: alone it is opened, among others it isn't, and
    the page says why. Nothing was asked then."""
    tools = [file for file in files if is_tool(file.name)]
    if not tools:
        return False
    if len(files) > 1:
        named = short(tools[0].name, 60)
        notice.leave(_("{name} is a tool. Add it alone, and it is opened.", name=named), kept=text)
        return True

    def opened() -> None:
        st.session_state[_OPENED] = receive(workshop, tools[0].content)

    conversation.attempt(opened, kept=text)
    return True


def go_on() -> None:
    """To the page of a tool that was just dropped elsewhere."""
    if tool := st.session_state.pop(_OPENED, ""):
        st.switch_page(ways.tools(), query_params=tool_words.at(tool))
