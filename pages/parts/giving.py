"""A tool to give to others: as one file for Oneoff, or as a program that runs without it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.language import _
from pages.parts.words import plain, short, size
from workshop.giving import code_to_give, give, to_try
from workshop.packing import file_name
from workshop.service import Workshop
from workshop.taking_away import Form, forms_of_tool
from workshop.taking_away import file_name as code_name
from workshop.views import FileView, ToolView

_FORMS: dict[Form, str] = {"py": "text/x-python", "ipynb": "application/x-ipynb+json", "html": "text/html"}
_NAMED = 4


def show(workshop: Workshop, tool: ToolView) -> None:
    """Nothing is made before it is pressed. A tool that waits for a yes itself isn't given on."""
    if tool.received:
        return
    behind = st.expander(_("Give it to others"), type="compact", key=f"giving-{tool.id}", on_change="rerun")
    if not behind.open:
        return
    with behind:
        _as_tool(workshop, tool)
        _as_program(tool)


def _as_tool(workshop: Workshop, tool: ToolView) -> None:
    st.caption(
        _(
            "For somebody who has Oneoff, too: they drop the file on the page, and read what it does before it runs."
        )
    )
    may_go = to_try(tool)
    with_files = bool(may_go) and st.checkbox(
        plain(_("With the files that it was made with: {names}", names=_named(may_go))),
        key=f"sample-{tool.id}",
    )
    _download(
        _("As a tool for Oneoff"),
        lambda: give(workshop, tool.id, with_files),
        file_name(tool.tool),
        "application/zip",
        f"give-{tool.id}-{with_files}",
    )
    always = [file for file in tool.sample if file not in may_go]
    if always:
        st.caption(plain(_("It can't run without these, so they go with it: {names}", names=_named(always))))
    if not with_files:
        st.caption(
            _(
                "Of the files that you gave it, only the names of columns are in it, and what its fields are filled in with."
            )
        )


def _as_program(tool: ToolView) -> None:
    labels: dict[Form, str] = {
        "py": _("As a Python file"),
        "ipynb": _("As a notebook"),
        "html": _("As a page to open in a browser"),
    }
    forms = forms_of_tool(tool.tool)
    if not forms:
        st.caption(_("It can't run without Oneoff, which looks at each file first."))
        return
    page = forms == ("html",)
    st.caption(
        _("For anybody with a browser.")
        if page
        else _("For somebody who knows Python: it runs without Oneoff.")
    )
    with st.container(key=f"give-program-{tool.id}", horizontal=True, gap="small"):
        for form in forms:
            _download(
                labels[form],
                _code(tool, form),
                code_name(tool.tool, form),
                _FORMS[form],
                f"give-{form}-{tool.id}",
            )


def _code(tool: ToolView, form: Form) -> Callable[[], str]:
    return lambda: code_to_give(tool, form)[1]


def _named(files: list[FileView] | tuple[FileView, ...]) -> str:
    said = ", ".join(f"{short(file.name, 40)} ({size(file.size)})" for file in files[:_NAMED])
    return said + (", …" if len(files) > _NAMED else "")


def _download(label: str, made: Callable[[], bytes | str], name: str, mime: str, key: str) -> None:
    st.download_button(
        label,
        made,
        file_name=name,
        mime=mime,
        key=key,
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
