"""Kept tools in an assistant: the package's own client over standard streams, a real process, a real sandbox."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
import pytest
from mcp import Client, StdioServerParameters

from generator.inputs import inputs_of
from generator.tools import FileSlot, Tool
from tests.durable.test_asking import MakeWorkshop
from tests.support import TOP, environ, until
from workshop.service import GivenFile, Workshop

SOURCE = """import pandas as pd
import matplotlib.pyplot as plt
MONTH = 1  # INPUT: Month | integer 1 to 12
frame = pd.read_csv("/in/sales.csv")
part = frame[frame["Month"] == MONTH]
part.to_excel("/out/part.xlsx")
part["Amount"].plot()
plt.show()
print("Total:", part["Amount"].sum())
part
"""
SALES = "Month,Amount\n1,10\n2,5\n2,7\n"
SUM = Tool(
    "",
    "Sum a month",
    SOURCE,
    does="adds up one month",
    inputs=inputs_of(SOURCE, "python"),
    files=(FileSlot("sales.csv", "Sales", ("csv",)),),
)
SLOW = Tool("", "慢", "import time\nprint('begun')\ntime.sleep(600)\n")


@pytest.fixture
def workshop(make_workshop: MakeWorkshop) -> Workshop:
    workshop = make_workshop()
    workshop.tools.add(SUM, [GivenFile("sales.csv", SALES.encode())])
    workshop.tools.add(Tool("", "From elsewhere", "print(1)\n"), received=True)
    return workshop


def server(home: Path, out: Path) -> StdioServerParameters:
    env = environ(home, ONEOFF_SANDBOX="built-in")
    arguments = ["-m", "workshop", "mcp", "--out", str(out)]
    return StdioServerParameters(command=sys.executable, args=arguments, env=env, cwd=TOP)


@contextlib.asynccontextmanager
async def assistant(home: Path, out: Path, **options: Any) -> AsyncIterator[Client]:
    async with Client(server(home, out), **options) as client:
        yield client


def talk(home: Path, out: Path, say: Callable[[Client], Awaitable[None]], **options: Any) -> None:
    async def main() -> None:
        async with assistant(home, out, **options) as client:
            await say(client)

    anyio.run(main)


def texts(result: types.CallToolResult) -> str:
    return "\n".join(one.text for one in result.content if isinstance(one, types.TextContent))


MISFITS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("sum_a_month", {"month": 13}, "at most 12"),
    ("sum_a_month", {}, "It needs a file for “Sales”"),
    ("sum_a_month", {"file": "sales.csv"}, "Give the whole path"),
    ("sum_a_month", {"file": "/"}, "There is no file"),
    ("sum_a_month", {"file": "\0"}, "There is no file"),
    ("sum_a_month", {"file": 3}, "must be the path"),
    ("sum_a_month", {"year": 3}, "takes no “year”. It takes: file, month"),
    ("from_elsewhere", {}, "There is no tool from_elsewhere"),
    ("ask", {"request": 3}, "Say what is needed"),
    ("ask", {"request": "x", "conversation": "f" * 32}, "isn't here any more"),
)


def test_a_kept_tool_is_offered_run_and_told(workshop: Workshop, home: Path, tmp_path: Path) -> None:
    """And what doesn't fit is a sentence, and a newer client hears of a new tool where it listens."""
    out, sales = tmp_path / "made", tmp_path / "of the year.csv"
    sales.write_text(SALES + "2,100\n")
    steps: list[str | None] = []

    async def heard(progress: float, total: float | None, message: str | None) -> None:
        steps.append(message)

    async def say(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"ask", "sum_a_month"}
        schema = tools["sum_a_month"].input_schema
        assert schema["required"] == ["file"]
        month = {"type": "integer", "minimum": 1, "maximum": 12, "description": "Month", "default": 1}
        assert schema["properties"]["month"] == month
        assert "csv" in schema["properties"]["file"]["description"]
        values = {"month": 2, "file": str(sales)}
        result = await client.call_tool("sum_a_month", values, progress_callback=heard)
        said = texts(result)
        assert not result.is_error, said
        for part in ("Total: 112", "2,100", str(out / "part.xlsx")):
            assert part in said
        assert any(isinstance(one, types.ImageContent) for one in result.content)
        assert (out / "part.xlsx").stat().st_size > 1000
        for name, arguments, why in MISFITS:
            refused = await client.call_tool(name, arguments)
            assert refused.is_error, (name, arguments)
            assert why in texts(refused), texts(refused)
        async with client.listen(tools_list_changed=True) as changes:
            workshop.tools.add(SLOW)
            with anyio.fail_after(60):
                async for _change in changes:
                    break
        assert "慢" in [tool.title for tool in (await client.list_tools()).tools]

    talk(home, out, say)
    assert any(step and "Running" in step for step in steps)
    (run,) = workshop.tools.runs(next(line.id for line in workshop.tools.all() if line.title == SUM.title))
    assert (run.by, run.status) == ("assistant", "done")


def test_older_clients_hear_of_a_new_tool_a_cancelled_call_stops_and_asking_goes_on(
    workshop: Workshop, home: Path, tmp_path: Path
) -> None:
    changed, slow = anyio.Event(), list[str]()

    def running() -> str | None:
        return next((run.id for run in workshop.tools.runs(slow[0]) if run.console), None)

    async def heard(message: Any) -> None:
        if isinstance(message, types.ToolListChangedNotification):
            changed.set()

    async def say(client: Client) -> None:
        await client.list_tools()
        slow.append(workshop.tools.add(SLOW))
        with anyio.fail_after(60):
            await changed.wait()
        name = next(tool.name for tool in (await client.list_tools()).tools if tool.title == "慢")
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(client.call_tool, name, {})
            turn = await anyio.to_thread.run_sync(until, running, "the program to run")
            tasks.cancel_scope.cancel()
        ended = await anyio.to_thread.run_sync(workshop.wait, turn, 60)
        assert ended.status == "stopped"
        said = texts(await client.call_tool("ask", {"request": "a loan of 1200 at 0 % over 1 year"}))
        assert "100" in said, said
        conversation = said.rpartition("Conversation: ")[2].strip()
        words = {"request": "over 2 years instead", "conversation": conversation}
        assert "50" in texts(await client.call_tool("ask", words))
        assert len(workshop.conversation(conversation).turns) == 2

    talk(home, tmp_path / "made", say, mode="legacy", message_handler=heard)


SAID = (
    {
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "a", "version": "1"},
        },
    },
    {"method": "notifications/initialized"},
    {"id": 2, "method": "tools/call", "params": {"name": "slow", "arguments": {}}},
)


def test_it_ends_with_its_input_stops_what_runs_and_prints_nothing_but_its_protocol(
    workshop: Workshop, home: Path, tmp_path: Path
) -> None:
    slow = workshop.tools.add(replace(SLOW, title="Slow"))
    started = server(home, tmp_path / "made")
    with subprocess.Popen(
        [started.command, *started.args],
        env=started.env,
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("".join(json.dumps({"jsonrpc": "2.0", **one}) + "\n" for one in SAID))
        process.stdin.flush()
        until(lambda: any(run.console for run in workshop.tools.runs(slow)) or None, "the program to run")
        process.stdin.close()
        lines = process.stdout.read().splitlines()
        assert process.wait(60) == 0
    assert [json.loads(line)["jsonrpc"] for line in lines] == ["2.0"] * len(lines)
    assert [run.status for run in workshop.tools.runs(slow)] == ["stopped"]
