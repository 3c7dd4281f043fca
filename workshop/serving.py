"""Kept tools for assistants: an MCP server on the standard streams. Nothing but MCP is written to standard output."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import anyio
import mcp_types as types
from anyio import to_thread
from mcp.server.lowlevel.server import NotificationOptions, Server
from mcp.server.session import ServerSession
from mcp.server.stdio import stdio_server
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler, ToolsListChanged

from workshop import wiring
from workshop.blobs import NoRoom
from workshop.config import Config
from workshop.service import BadInput, BadRequest, NotThere, Workshop
from workshop.serving_results import refusal, result_of
from workshop.serving_tools import ASK, Offered, asked_files, offered, the_asking
from workshop.views import TurnView

T = TypeVar("T")
_LOOK, _LOOK_FOR_TOOLS = 0.2, 2.0  # seconds
_STOPPING = 5.0  # seconds
_CHECKING = 1800.0  # seconds that a result waits for its evidence
_WORDS = (
    "Oneoff runs small programs in a sandbox. The tools are a person's own, kept because they worked; prefer them to `ask`. "
    "Files are given by their whole paths on this computer."
)


def serve(config: Config, out: Path | None) -> int:
    """Serve until standard input ends; returns the exit code. `out`: where what tools make is written."""
    logging.getLogger("mcp").setLevel(logging.ERROR)
    try:
        return anyio.run(_serve, config, out)
    except ExceptionGroup as group:
        if group.split(OSError)[1] is not None:
            raise
        return 0  # the assistant has gone, and nobody reads any more


async def _serve(config: Config, out: Path | None) -> int:
    async with stdio_server() as (
        incoming,
        outgoing,
    ):  # from here on, what anything prints goes to standard error
        try:
            workshop = await to_thread.run_sync(partial(wiring.workshop, config, shared=False))
        except wiring.CannotStart as error:
            print(error, file=sys.stderr)
            return 1
        try:
            assistant = Assistant(workshop, out)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(assistant.watch)
                await assistant.server.run(incoming, outgoing, assistant.options())
                tasks.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(wiring.close)
    return 0


class Assistant:
    """What one assistant is offered, and its calls."""

    def __init__(self, workshop: Workshop, out: Path | None) -> None:
        self._workshop, self._out = workshop, out
        self._bus = InMemorySubscriptionBus()
        self._told: list[dict[str, Any]] | None = None  # the list as it was last given
        self._session: ServerSession | None = None
        self.server: Server[Any] = Server(
            "oneoff",
            version=_version(),
            title="Oneoff",
            instructions=_WORDS,
            on_list_tools=self._list,
            on_call_tool=self._call,
            on_subscriptions_listen=ListenHandler(self._bus),
        )

    def options(self) -> Any:
        return self.server.create_initialization_options(NotificationOptions(tools_changed=True))

    async def watch(self) -> None:
        """Tell when a tool was kept, changed or deleted, once the list was asked for."""
        while True:
            await anyio.sleep(_LOOK_FOR_TOOLS)
            if self._told is None:
                continue
            now = [tool.model_dump(mode="json") for tool in await self._in_thread(self._tools)]
            if now != self._told:
                self._told = now
                await self._bus.publish(ToolsListChanged())
                if self._session is not None:
                    await self._session.send_tool_list_changed()

    # what is offered

    async def _list(self, ctx: Any, _params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        tools = await self._in_thread(self._tools)
        self._told, self._session = [tool.model_dump(mode="json") for tool in tools], ctx.session
        return types.ListToolsResult(tools=tools, ttl_ms=0, cache_scope="private")

    def _tools(self) -> list[types.Tool]:
        with_model = bool(self._workshop.models.view().model)
        return [the_asking(with_model), *(one.as_tool() for one in self._offered().values())]

    def _offered(self) -> dict[str, Offered]:
        """What was kept, and of what comes with Oneoff what the person pinned: `ask` finds the rest."""
        toolbox = self._workshop.tools
        lines = [line for line in toolbox.all() if not line.shelf or line.pinned]
        return offered(toolbox.tool(line.id) for line in sorted(lines, key=lambda line: line.id))

    # calls

    async def _call(self, ctx: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            begin = partial(self._begin, params.name, params.arguments or {})
            turn = await self._in_thread(begin)
            view = await self._followed(ctx.session, turn)
            folder = self._out or Path(tempfile.gettempdir()) / f"oneoff-{turn}"
            again = params.name == ASK
            return await self._in_thread(partial(result_of, self._workshop, view, folder, again))
        except (BadRequest, BadInput, NoRoom) as error:
            return refusal(str(error))
        except NotThere:
            return refusal("That isn't here any more.")

    def _begin(self, name: str, arguments: dict[str, Any]) -> str:
        """The turn that works on a call. Raises `BadInput`, `BadRequest`, `NotThere`, `NoRoom`."""
        if name == ASK:
            return self._ask(arguments)
        tool = self._offered().get(name)
        if tool is None:
            raise BadRequest(f"There is no tool {name} any more. Ask for the list of tools again.")
        values, files = tool.taken(arguments)
        return self._workshop.tools.run(tool.view.id, values, files, by="assistant")

    def _ask(self, arguments: dict[str, Any]) -> str:
        request, conversation = arguments.get("request"), arguments.get("conversation") or ""
        if not isinstance(request, str) or not isinstance(conversation, str):
            raise BadInput("Say what is needed in “request”, as text.")
        files = asked_files(arguments.get("files") or [])
        if conversation:
            for last in self._workshop.conversation(conversation, 1).turns:
                if last.status == "asking":
                    self._workshop.answer(last.id, request)
                    return last.id
        return self._workshop.ask(conversation or self._workshop.start_conversation(), request, files)

    async def _followed(self, session: ServerSession, turn: str) -> TurnView:
        """The turn when it has ended and is checked. A call that is cancelled, or whose assistant has gone, is a Stop."""
        try:
            return await self._watched(session, turn)
        except anyio.get_cancelled_exc_class():
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(self._stop, turn)
            raise

    def _stop(self, turn: str) -> None:
        """And see it end, since this process may be about to."""
        self._workshop.stop(turn)
        self._workshop.wait(turn, _STOPPING)

    async def _watched(self, session: ServerSession, turn: str) -> TurnView:
        said, begun, patience = "", time.monotonic(), time.monotonic() + _CHECKING
        while True:
            view = await self._in_thread(partial(self._workshop.turn, turn))
            now = time.monotonic()
            if not view.active and (not view.evidence.working or now > patience):
                return view
            patience = now + _CHECKING if view.active else patience
            line = view.line or view.evidence.working
            if line and line != said:
                said = line
                await session.report_progress(round(now - begun, 1), None, line)
            await anyio.sleep(_LOOK)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await to_thread.run_sync(work)


def _version() -> str:
    try:
        return metadata.version("oneoff")
    except metadata.PackageNotFoundError:
        return ""
