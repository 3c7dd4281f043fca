"""Tools that come from others and go to them, on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from generator.evidence.types import Claim
from generator.inputs import inputs_of
from generator.tools import FileSlot, Tool
from generator.types import FileProfile
from tests.pages.conftest import Room
from workshop.giving import give, receive
from workshop.packing import packed, unpacked
from workshop.service import GivenFile, Workshop

SOURCE = """MONTH = 3  # INPUT: Month | integer 1 to 12
rates = open("/in/rates.csv").read()
open("/out/total.txt", "w").write(rates)
"""
TOOL = Tool(
    "",
    "Sum *a* month",
    SOURCE,
    inputs=inputs_of(SOURCE, "python"),
    files=(FileSlot("sales.csv", "Sales", ("csv", "excel")),),
    checks=(Claim("It holds", "def check(result):\n    return True, 1, 1\n"),),
    made_with=(FileProfile("sales.csv", "csv", 4), FileProfile("rates.csv", "csv", 5)),
)
FILES = (("sales.csv", b"sold"), ("rates.csv", b"rates"))


def _received(workshop: "Workshop", tool: str) -> None:  # noqa: UP037 (its source is run on its own)
    from pages.parts import receiving

    receiving.show(workshop, workshop.tools.tool(tool))


def _given(workshop: "Workshop", tool: str) -> None:  # noqa: UP037
    from pages.parts import giving

    giving.show(workshop, workshop.tools.tool(tool))


def received(room: Room, tool: str) -> AppTest:
    return AppTest.from_function(_received, args=(room.workshop, tool), default_timeout=30).run()


def given(room: Room, tool: str) -> AppTest:
    page = AppTest.from_function(_given, args=(room.workshop, tool), default_timeout=30)
    page.session_state[f"giving-{tool}"] = True
    return page.run()


def labels(page: AppTest) -> list[str]:
    return [str(getattr(one, "label", "")) for one in page.get("download_button")]


def said(page: AppTest) -> str:
    return "\n".join(
        one.value for one in (*page.text, *page.markdown, *page.caption, *page.subheader)
    ).replace("\\", "")


def kept(room: Room, tool: Tool = TOOL) -> str:
    return room.workshop.tools.add(tool, [GivenFile(name, content) for name, content in FILES])


def test_a_tool_from_others_says_what_it_does_and_runs_after_a_yes(room: Room) -> None:
    tool = receive(room.workshop, packed(TOOL, FILES))
    with pytest.raises(Exception, match="came from somebody else"):
        room.workshop.tools.run(tool, {}, [GivenFile("sales.csv", b"")])
    page = received(room, tool)
    for sentence in (
        "Somebody else made this tool",
        "“Sales”: one file that you give it (CSV / Excel).",
        "It brings files of its own along: rates.csv.",
        "It makes files for you to download: total.txt.",
        "It can't reach the internet.",
        "found nothing unusual",
        "It brings checks along",
    ):
        assert sentence in said(page), said(page)
    assert "Unusual" not in said(page)
    page.button(key=f"accept-{tool}").click().run()
    assert not room.workshop.tools.tool(tool).received
    assert said(received(room, tool)) == ""
    assert room.workshop.tools.run(tool, {}, [GivenFile("sales.csv", b"")])


def test_what_is_unusual_stands_out(room: Room) -> None:
    source = "import leftpadder, requests\nrequests.get('https://evil.example/x')\nrequests.get('https://fine.example')\ninput()\n"
    tool = replace(
        TOOL, source=source, inputs=(), hosts=("fine.example",), installed=("cowsay", "some-odd-thing")
    )
    page = received(room, receive(room.workshop, packed(tool)))
    unusual = [line for line in said(page).splitlines() if "Unusual:" in line]
    assert [line.partition("** ")[2][:40] for line in unusual] == [
        "The package some-odd-thing is fetched fr",
        "It may reach fine.example on the interne",
        "Its program uses leftpadder, which isn't",
        "Its program waits for somebody to type, ",
        "It names evil.example on the internet, a",
    ]
    assert "The package cowsay is fetched" in said(page)


def test_a_page_says_that_it_reads_nothing(room: Room) -> None:
    page = Tool(
        "", "A page", "<html><script src='https://cdn.example/x.js'></script><p>hi</p></html>", "html"
    )
    told = said(received(room, receive(room.workshop, packed(page))))
    assert "It is a page and reads no files of yours." in told
    assert "It wants to load something from the internet" in told


def test_one_that_waits_already_is_not_kept_twice(room: Room) -> None:
    first = receive(room.workshop, packed(TOOL, FILES))
    assert receive(room.workshop, packed(TOOL, FILES)) == first
    room.workshop.tools.accept(first)
    assert receive(room.workshop, packed(TOOL, FILES)) != first


def test_given_with_and_without_the_files_it_was_made_with(room: Room) -> None:
    tool = kept(room)
    assert dict(unpacked(give(room.workshop, tool)).sample) == {"rates.csv": b"rates"}
    assert dict(unpacked(give(room.workshop, tool, sample=True)).sample) == dict(FILES)
    page = given(room, tool)
    assert labels(page) == ["As a tool for Oneoff", "As a Python file", "As a notebook"]
    assert "It can't run without these, so they go with it: rates.csv" in said(page)
    assert "Of the files that you gave it" in said(page)
    page.checkbox(key=f"sample-{tool}").check().run()
    assert "Of the files that you gave it" not in said(page)


def test_a_recipe_that_needs_oneoff_says_so_and_a_tool_that_waits_isnt_given_on(room: Room) -> None:
    page = given(room, "recipe-summarise_table")
    assert labels(page) == ["As a tool for Oneoff"]
    assert "It can't run without Oneoff" in said(page)
    assert labels(given(room, "recipe-timer"))[1:] == ["As a page to open in a browser"]
    assert said(given(room, receive(room.workshop, packed(TOOL, FILES)))) == ""


def test_a_tool_dropped_with_a_request_among_others_isnt_asked_about(room: Room) -> None:
    page = room.make()
    box = page.chat_input[0].set_value("sum it").upload("t.oneoff", packed(TOOL), "application/zip")
    page = box.upload("a.csv", b"x\n1\n", "text/csv").run()
    assert "t.oneoff is a tool. Add it alone, and it is opened." in said(page)
    assert room.started == []
    page = room.make()
    page.chat_input[0].set_value("").upload("bad.oneoff", b"PK\3\4 but no tool", "application/zip").run()
    assert "damaged" in said(page)
    assert room.started == []
