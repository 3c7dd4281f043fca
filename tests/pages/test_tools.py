"""The Tools page: a result is kept in a form of its own, the list, a tool's form, odd input."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from generator.codec import to_plain
from generator.inputs import inputs_of
from generator.tools.shape import differences
from generator.tools.tool import Tool
from generator.types import Column, FileProfile, Table
from tests.pages.conftest import Room
from tests.pages.looking import labels, words
from workshop.toolbox import ToolBusy

SOURCE = """import pandas as pd
MONTH = 1  # INPUT: Month | integer 1 to 12
REGION = "North"  # INPUT: Region | one of North, South
UNIT = "EUR"
frame = pd.read_csv("/in/sales.csv")
print(frame[(frame["Month"] == MONTH) & (frame["Region"] == REGION)]["Amount"].sum(), UNIT)
"""
CSV = b"Month,Region,Amount\n1,North,10\n"
PROFILE = FileProfile(
    "sales.csv",
    "csv",
    len(CSV),
    (Table("", 1, tuple(Column(n, "text") for n in ("Month", "Region", "Amount"))),),
)


def result(room: Room) -> str:
    return room.seeds.result(
        room.seeds.conversation(),
        "sum of a month",
        printed="10 EUR",
        title="Sum of a month",
        source=SOURCE,
        inputs=inputs_of(SOURCE, "python"),
        files={"sales.csv": CSV},
        profiles=to_plain((PROFILE,)),
    )


def kept(room: Room) -> str:
    turn = result(room)
    return room.workshop.tools.keep(turn, room.workshop.tools.draft(turn))


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label.replace("\\", "") == label).click().run()


def typed(page: AppTest, label: str, value: object) -> AppTest:
    fields = (*page.text_input, *page.number_input, *page.selectbox, *page.checkbox, *page.text_area)
    widget = next(one for one in fields if one.label.replace("\\", "") == label)
    page = widget.set_value(value).run()
    assert isinstance(page, AppTest)
    return page


def own(room: Room) -> list[str]:
    return [line.id for line in room.workshop.tools.all() if not line.shelf]


def test_a_result_offers_to_be_kept(room: Room) -> None:
    turn = result(room)
    page = room.make(room.workshop.turn(turn).conversation)
    links = [link.proto for link in page.get("page_link")]
    assert [f"keep={turn}"] == [link.query_string for link in links if link.label == "Keep as a tool"]


def test_a_draft_is_kept_as_it_is(room: Room) -> None:
    turn = result(room)
    page = press(room.tools(keep=turn), "Keep it")
    (tool,) = own(room)
    view = room.workshop.tools.tool(tool)
    assert [spec.label for spec in view.form] == ["Month", "Region"]
    assert [spec.name for spec in view.tool.inputs if spec.hidden] == ["UNIT"]
    assert "It is kept" in words(page)
    assert "Run" in labels(page)
    assert page.query_params["t"] in (tool, [tool])


def test_fields_are_renamed_fixed_freed_and_narrowed(room: Room) -> None:
    page = room.tools(keep=result(room))
    typed(page, "Its name", "Monthly *sum*")
    typed(page, "Label of “Month”", "Which month")
    typed(page, "Largest", 6)
    typed(page, "Which month", 4)
    asked = [one for one in page.checkbox if one.label == "Ask for it each time"]
    asked[1].uncheck().run()  # the region
    asked = [one for one in page.checkbox if one.label == "Ask for it each time"]
    asked[2].check().run()  # the unit
    page.text_area[-1].set_value("EUR\nUSD").run()
    typed(page, "Ask for a file each time", False)
    assert "It always takes sales.csv" in words(page)
    press(page, "Keep it")
    (id,) = own(room)
    tool = room.workshop.tools.tool(id).tool
    month, region, unit = tool.inputs
    assert (tool.title, tool.files) == ("Monthly *sum*", ())
    assert (month.label, month.default, month.schema["maximum"]) == ("Which month", 4, 6)
    assert (region.hidden, region.default) == (True, "North")
    assert (unit.hidden, unit.schema["enum"]) == (False, ["EUR", "USD"])


@pytest.mark.parametrize(
    ("label", "value", "said"),
    [
        ("Its name", "  ", "A tool needs a name."),
        ("Label of “Month”", " ", "The field “Month” needs a label."),
        ("Label of “Month”", "region", "Two fields are called “region”. Give one of them another label."),
        ("Smallest", 13, "The smallest value of “Month” is larger than the largest."),
        ("Smallest", 5, "“Month” must be at least 5."),
        ("Only these, one a line", "1\ntwo", "“two” can't be a choice of “Month”: it isn't a number."),
        ("Only these, one a line", "2\n3", "“Month” can't be “1”. Choose one of: 2, 3."),
    ],
)
def test_what_cant_be_is_said_and_nothing_is_kept(room: Room, label: str, value: object, said: str) -> None:
    page = press(typed(room.tools(keep=result(room)), label, value), "Keep it")
    assert said in words(page)
    assert own(room) == []


def test_the_form_of_a_kept_tool_is_changed(room: Room) -> None:
    tool = kept(room)
    page = typed(room.tools(edit=tool), "Label of “Region”", "Part of the country")
    press(page, "Save")
    assert "The form is changed." in words(page)
    assert [one.label for one in page.selectbox] == ["Part of the country"]


def test_a_changed_tool_takes_the_place_of_the_one_it_came_from(room: Room) -> None:
    tool = kept(room)
    conversation = room.workshop.tools.open(tool)
    room.seeds.store.update_turn(room.seeds.turns(conversation)[0], status="done")
    turn = room.seeds.result(
        conversation,
        "in dollars",
        title="In dollars",
        source=SOURCE.replace("EUR", "USD"),
        files={"sales.csv": CSV},
    )
    page = room.tools(keep=turn)
    assert {"Save as the new version of “Sum of a month”", "Keep as another tool"} <= set(labels(page))
    press(page, "Save as the new version of “Sum of a month”")
    assert own(room) == [tool]
    assert "USD" in room.workshop.tools.tool(tool).tool.source


def test_without_tools_of_ones_own_the_page_says_how_one_comes_to_be(room: Room) -> None:
    page = room.tools()
    assert "Nothing of your own yet" in words(page)
    assert "Work out a loan" in titles(page)


def titles(page: AppTest) -> list[str]:
    return [
        link.proto.label.replace("\\", "")
        for link in page.get("page_link")
        if "t=" in link.proto.query_string
    ]


def test_the_list_is_searched_pinned_copied_deleted_and_brought_back(room: Room) -> None:
    tool = kept(room)
    room.workshop.tools.pin("recipe-loan", True)
    assert titles(room.tools())[:2] == ["Work out a loan", "Sum of a month"]
    page = room.tools()
    page.text_input[0].set_value("贷款").run()
    assert titles(page) == ["Work out a loan"]
    page.text_input[0].set_value("no such thing").run()
    assert "No tool has “no such thing” in it." in words(page)
    page.text_input[0].set_value("").run()
    chosen(page, room, tool, "delete")
    assert "“Sum of a month” is deleted." in words(page)
    assert "Sum of a month" not in titles(page)
    press(page, "Undo")
    assert "“Sum of a month” is back." in words(page)
    assert "Sum of a month" in titles(page)


def chosen(page: AppTest, room: Room, tool: str, what: str) -> None:
    """As its menu does."""
    from pages.parts import deleted_tool

    assert what == "delete"
    room.workshop.tools.delete(tool)
    page.session_state[deleted_tool._DELETED] = (tool, "Sum of a month", False)
    page.run()


def test_run_wants_its_file_and_a_second_run_waits(room: Room) -> None:
    tool = kept(room)
    page = press(room.tools(t=tool), "Run")
    assert "It needs a file for “sales.csv”. Add it, then run it." in words(page)
    page.checkbox[0].check()
    page.number_input[0].set_value(3)  # a form is sent as a whole
    elsewhere = room.tools(t=tool)
    press(page, "Run")
    (turn,) = room.workshop.tools.runs(tool)
    assert room.started[-1] == (turn.id, 1)
    assert (turn.request, [file.name for file in turn.files]) == ("Month: 3; Region: North", ["sales.csv"])
    elsewhere.checkbox[0].check()
    press(elsewhere, "Run")
    assert "It is running just now." in words(elsewhere)
    assert len(room.workshop.tools.runs(tool)) == 1
    with pytest.raises(ToolBusy):
        room.workshop.tools.again(tool, {})


def test_a_column_of_a_recipe_is_typed_and_its_file_isnt_a_field(room: Room) -> None:
    page = room.tools(t="recipe-filter_sort_table")
    assert "Made for" not in words(page)
    assert not [one for one in (*page.text_input, *page.selectbox) if one.label == "File"]
    assert "Make a copy" in labels(page)
    assert "Edit the form" not in labels(page)


@pytest.mark.parametrize("address", [{"t": "nothing"}, {"keep": "nothing"}, {"edit": "nothing"}])
def test_what_isnt_there_leads_to_all_tools(room: Room, address: dict[str, str]) -> None:
    page = room.tools(**address)
    assert "isn't here any more." in words(page)
    assert "Work out a loan" in titles(page)


def test_a_turn_without_a_result_cant_be_kept(room: Room) -> None:
    turn = room.seeds.turn(room.seeds.conversation(), "count", status="failed", error={"sentence": "No."})
    assert "There is no result here that could be kept as a tool." in words(room.tools(keep=turn))


def test_a_short_log_is_a_text_and_a_long_one_is_of_no_other_kind() -> None:
    tool = Tool("", "Errors", "print(1)", made_with=(FileProfile("app.log", "text", 10),))
    assert differences(tool, [FileProfile("app.log", "log", 10)]) == ()
    assert differences(tool, [FileProfile("app.log", "pdf", 10)])[0].hinders
