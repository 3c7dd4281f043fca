"""Kept tools: from a result of a model to runs without one, through the real workflow and the real sandbox."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from generator.types import InputSpec
from tests.durable.test_asking import MakeWorkshop, with_model
from tests.scripted_server import ScriptedServer
from tests.support import answer
from workshop.dials import Dials
from workshop.service import BadInput, BadRequest, GivenFile, NotThere, Workshop
from workshop.toolbox import ToolBusy
from workshop.views import TurnView

SALES = "Month,Region,Amount\n1,North,10\n1,South,20\n2,North,5\n"
SUM = """import pandas as pd
MONTH = 1  # INPUT: Month | integer 1 to 12
UNIT = "EUR"
frame = pd.read_csv("/in/sales.csv")
print(int(frame[frame["Month"] == MONTH]["Amount"].sum()), UNIT)
"""


def kept(workshop: Workshop, name: str = "sales.csv", source: str = SUM) -> tuple[str, str]:
    """The ids of a tool that was made with a model, and of the turn it came from."""
    turn = workshop.ask(
        workshop.start_conversation(),
        "sum of a month",
        [GivenFile(name, SALES.encode())],
        Dials(tries="quick"),
    )
    view = workshop.wait(turn, 90)
    assert view.status == "done", view.error
    return workshop.tools.keep(turn, workshop.tools.draft(turn)), turn


def ran(workshop: Workshop, turn: str) -> TurnView:
    return workshop.wait(turn, 90)


def csv(text: str, name: str = "sales.csv") -> GivenFile:
    return GivenFile(name, text.encode())


@pytest.fixture
def made(make_workshop: MakeWorkshop) -> Workshop:
    with ScriptedServer([answer(SUM, "Sum of a month"), "It is 30."]) as server:
        workshop = with_model(make_workshop, server)
        tool, _ = kept(workshop)
        assert tool
    return workshop  # the model can't be reached any more


def the_tool(workshop: Workshop) -> str:
    return next(line.id for line in workshop.tools.all() if not line.shelf)


def test_a_result_becomes_a_tool_that_runs_without_a_model(made: Workshop) -> None:
    tool = made.tools.tool(the_tool(made))
    assert [spec.label for spec in tool.tool.form] == ["Month"]
    assert [slot.name for slot in tool.tool.files] == ["sales.csv"]
    assert [file.name for file in tool.sample] == ["sales.csv"]
    assert (tool.tool.title, tool.tool.request) == ("Sum of a month", "sum of a month")
    assert any(one.startswith("pandas==") for one in tool.tool.packages)
    again = ran(made, made.tools.again(tool.id, {"MONTH": 2}))
    assert (again.status, again.console.strip(), again.request) == ("done", "5 EUR", "Month: 2")
    other = "Month,Region,Amount\n2,West,100\n2,East,1\n"
    view = ran(made, made.tools.run(tool.id, {"MONTH": 2.0}, [csv(other, "february figures.CSV")]))
    assert (view.status, view.console.strip()) == ("done", "101 EUR")
    assert [(file.name, file.given) for file in view.files] == [("sales.csv", "february figures.CSV")]
    assert [one.id for one in made.tools.runs(tool.id)] == [view.id, again.id]
    assert made.tools.tool(tool.id).runs == 2
    assert view.cost_usd is None
    assert not [line for line in made.recent() if line.id == view.conversation]
    assert view.conversation not in [line.id for line in made.history.page().lines]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"MONTH": 13}, "“Month” must be at most 12."),
        ({"MONTH": "three"}, "“Month” must be a whole number."),
        ({"UNIT": "USD"}, "“UNIT” is not a field of “Sum of a month”."),
    ],
)
def test_values_are_checked_before_anything_runs(
    made: Workshop, values: dict[str, object], said: str
) -> None:
    tool = the_tool(made)
    with pytest.raises(BadInput, match=re.escape(said)):
        made.tools.again(tool, values)
    with pytest.raises(BadInput, match=r"It needs a file for “sales\.csv”"):
        made.tools.run(tool, {})
    with pytest.raises(BadInput, match=r"b\.csv is one more"):
        made.tools.run(tool, {}, [csv("a\n"), csv("b\n", "b.csv")])
    assert made.tools.runs(tool) == ()


def test_a_fixed_value_is_freed_and_a_file_no_longer_asked_for(made: Workshop) -> None:
    tool = made.tools.tool(the_tool(made))
    fixed = next(spec for spec in tool.tool.inputs if spec.hidden)
    assert (fixed.name, fixed.default) == ("UNIT", "EUR")
    freed = replace(fixed, hidden=False, label="Currency", schema={"type": "string", "enum": ["EUR", "USD"]})
    inputs = tuple(freed if spec.name == "UNIT" else spec for spec in tool.tool.inputs)
    made.tools.save(tool.id, replace(tool.tool, inputs=inputs, files=(), title="Sums"))
    view = ran(made, made.tools.run(tool.id, {"UNIT": "USD"}))
    assert (view.status, view.console.strip(), view.title) == ("done", "30 USD", "Sums")


def test_data_of_another_shape_is_told_before_it_fails(made: Workshop) -> None:
    tool = the_tool(made)
    other = csv("Month,Region,amount\n1,North,ten\n")
    asked = ran(made, made.tools.run(tool, {}, [other]))
    assert asked.status == "asking"
    assert asked.question is not None
    assert "sales.csv has no column “Amount”. Perhaps “Amount” is called “amount” now." in asked.question.text
    made.answer(asked.id, "anyway")
    failed = ran(made, asked.id)
    assert failed.status == "failed"
    assert failed.error is not None
    assert "Amount" in failed.error.sentence
    by_itself = ran(made, made.tools.run(tool, {}, [other], by="watch"))
    assert by_itself.status == "failed"
    assert by_itself.error is not None
    assert "Amount" in by_itself.error.sentence
    declined = ran(made, made.tools.run(tool, {}, [other]))
    made.answer(declined.id, "no")
    assert ran(made, declined.id).status == "stopped"


def test_columns_the_program_doesnt_name_hinder_nothing_and_are_told(made: Workshop) -> None:
    view = ran(made, made.tools.run(the_tool(made), {}, [csv("Month,Amount\n1,7\n")]))
    assert (view.status, view.console.strip()) == ("done", "7 EUR")
    assert view.other_data == ("sales.csv has no column “Region”.",)


def test_one_run_at_a_time_and_one_for_an_id(make_workshop: MakeWorkshop) -> None:
    slow = "import time\nSECONDS = 2  # INPUT: Seconds\ntime.sleep(SECONDS)\nprint('over')".replace(
        "\\\n", "\n"
    )
    with ScriptedServer([answer(slow.replace("= 2", "= 0")), "Over."]) as server:
        workshop = with_model(make_workshop, server)
        turn = workshop.ask(workshop.start_conversation(), "wait", dials=Dials(tries="quick"))
        assert ran(workshop, turn).status == "done"
    tool = workshop.tools.keep(turn, workshop.tools.draft(turn))
    chosen = "0123456789abcdef0123456789abcdef"
    assert workshop.tools.run(tool, {"SECONDS": 3}, turn=chosen) == chosen
    with pytest.raises(ToolBusy):
        workshop.tools.run(tool, {"SECONDS": 1})
    assert workshop.tools.run(tool, {"SECONDS": 3}, turn=chosen) == chosen
    workshop.stop(chosen)
    assert ran(workshop, chosen).status == "stopped"
    assert workshop.tools.run(tool, {"SECONDS": 3}, turn=chosen) == chosen
    assert len(workshop.tools.runs(tool)) == 1


def test_a_recipe_is_a_tool_of_the_shelf(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop()
    view = ran(workshop, workshop.tools.run("recipe-loan", {"AMOUNT": 1200, "RATE": 0, "YEARS": 1}))
    assert view.status == "done"
    assert "1200.0" in view.outputs[0].text
    table = csv("Region,Amount\nNorth,1\nSouth,2\n", "mine.csv")
    converted = ran(workshop, workshop.tools.run("recipe-convert_table", {"TO": "json"}, [table]))
    assert converted.status == "done", converted.error
    made = next(output for output in converted.outputs if output.file)
    assert json.loads(workshop.blob(made.blob))[1] == {"Region": "South", "Amount": 2}
    with pytest.raises(BadRequest, match="comes with Oneoff"):
        workshop.tools.delete("recipe-loan")
    workshop.tools.pin("recipe-loan", True)
    assert workshop.tools.all()[0].id == "recipe-loan"
    copy = workshop.tools.duplicate("recipe-loan")
    assert workshop.tools.tool(copy).tool.title == "Work out a loan (2)"
    assert ran(workshop, workshop.tools.run(copy, {})).status == "done"


def test_a_tool_is_changed_by_asking_and_the_later_version_takes_its_place(
    make_workshop: MakeWorkshop,
) -> None:
    changed = SUM.replace("sum()", "max()")
    script = [
        answer(SUM, "Sum of a month"),
        "30.",
        answer(changed, "Largest"),
        "20.",
    ]
    with ScriptedServer(script) as server:
        workshop = with_model(make_workshop, server)
        tool, _ = kept(workshop)
        conversation = workshop.tools.open(tool)
        first = workshop.conversation(conversation).turns[0]
        assert ran(workshop, first.id).console.strip() == "30 EUR"
        turn = workshop.ask(conversation, "the largest instead", dials=Dials(tries="quick"))
        assert ran(workshop, turn).console.strip() == "20 EUR"
        brief = json.dumps(server.requests[2], ensure_ascii=False)
    assert "frame = pd.read_csv" in brief  # the tool's program is the current one
    assert workshop.tools.origin(turn) == tool
    workshop.tools.save(tool, workshop.tools.draft(turn), turn)
    assert ran(workshop, workshop.tools.again(tool, {})).console.strip() == "20 EUR"


def test_a_tool_is_made_to_fit_other_data(make_workshop: MakeWorkshop) -> None:
    fits = SUM.replace('"Amount"', '"Net"')
    script = [
        answer(SUM, "Sum of a month"),
        "30.",
        answer(fits, "Sum of a month"),
        "8.",
    ]
    with ScriptedServer(script) as server:
        workshop = with_model(make_workshop, server)
        tool, _ = kept(workshop)
        other = csv("Month,Region,Net\n1,North,8\n")
        asked = ran(workshop, workshop.tools.run(tool, {}, [other]))
        conversation = workshop.tools.adapt(asked.id)
        turn = workshop.conversation(conversation).turns[-1]
        assert ran(workshop, turn.id).console.strip() == "8 EUR"
        brief = json.dumps(server.requests[2], ensure_ascii=False)
    assert "no column “Amount”" in brief
    assert "frame = pd.read_csv" in brief
    assert workshop.tools.origin(turn.id) == tool


def test_deleted_and_brought_back(made: Workshop) -> None:
    tool = the_tool(made)
    ran(made, made.tools.again(tool, {}))
    made.tools.delete(tool)
    with pytest.raises(NotThere):
        made.tools.tool(tool)
    with pytest.raises(NotThere):
        made.tools.again(tool, {})
    made.tools.restore(tool)
    assert made.tools.tool(tool).runs == 1


def test_what_came_from_elsewhere_isnt_run_before_somebody_said_yes(made: Workshop) -> None:
    tool = made.tools.tool(the_tool(made)).tool
    other = made.tools.add(tool, [csv("Month,Region,Amount\n1,x,3\n")], received=True)
    with pytest.raises(BadRequest, match="came from somebody else"):
        made.tools.again(other, {})
    with pytest.raises(BadRequest, match="came from somebody else"):
        made.tools.open(other)
    made.tools.accept(other)
    assert ran(made, made.tools.again(other, {})).console.strip() == "3 EUR"


def test_what_isnt_a_tool_is_refused(made: Workshop) -> None:
    tool = made.tools.tool(the_tool(made)).tool
    twice = InputSpec("MONTH", "Month", {"type": "integer"}, 1)
    for bad in (
        replace(tool, title=" "),
        replace(tool, inputs=(*tool.inputs, twice)),
        replace(tool, inputs=(replace(twice, label=""),)),
        replace(tool, inputs=(replace(twice, schema={"type": "nonsense"}),)),
    ):
        with pytest.raises(BadRequest):
            made.tools.save(the_tool(made), bad)
