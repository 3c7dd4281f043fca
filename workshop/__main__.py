"""Oneoff without a page: `python -m workshop ask "REQUEST" --file F`, `run TOOL --input month=3`, and others."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from workshop.config import Config, ConfigError
from workshop.dials import Asks, Tries


def main(arguments: list[str] | None = None) -> int:
    """0 with a result, 1 when it failed, 2 when it needs an answer, knows no recipe, or the words are off."""
    options = _parser().parse_args(arguments)
    try:
        config = Config.from_environ(os.environ)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    if options.command == "worker":
        from workshop.working import work

        return work(config)
    if options.command == "ask":
        return _ask(config, options)
    if options.command == "hunt":
        return _hunt(config, options)
    if options.command == "undo":
        from workshop.undo_command import undo

        return undo(config.home, options.changes)
    if options.command == "mcp":
        from workshop.serving import serve

        return serve(config, options.out)
    return _tools(config, options)


def _ask(config: Config, options: argparse.Namespace) -> int:
    from workshop.asking import Asked, ask

    if options.model:
        config = _with_model(config, options.model)
    return ask(
        config,
        Asked(
            options.request,
            tuple(options.file),
            tuple(options.answer),
            options.json,
            options.out,
            options.asks,
            options.tries,
            options.folder,
            options.hidden,
            options.apply,
        ),
    )


def _hunt(config: Config, options: argparse.Namespace) -> int:
    from workshop.hunt_command import Hunted, hunt
    from workshop.hunts import HuntBudget

    if options.model:
        config = _with_model(config, options.model)
    budget = HuntBudget(options.steps, options.minutes, options.usd)
    return hunt(config, Hunted(options.place, options.complaint, budget, options.json, options.apply))


def _tools(config: Config, options: argparse.Namespace) -> int:
    from workshop import tool_commands

    if options.command == "tools":
        return tool_commands.tools(config, options.json)
    if options.command == "open":
        return tool_commands.open_file(config, options.file, options.accept)
    if options.command == "export":
        return tool_commands.export(config, options.tool, options.form, options.out, options.sample)
    said = tool_commands.Run(
        options.tool, tuple(options.input), tuple(options.file), options.json, options.out
    )
    return tool_commands.run(config, said)


def _with_model(config: Config, model: str) -> Config:
    """Another provider's model gets neither the key nor the address of the one in the environment."""
    same = "/" not in model or model.partition("/")[0] == config.model.partition("/")[0] or not config.model
    return replace(config, model=model) if same else replace(config, model=model, api_key="", api_base="")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workshop", description="Oneoff without a page.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="run one request and print its result")
    ask.add_argument("request", help="what you need, in plain words")
    ask.add_argument(
        "--file", action="append", default=[], type=Path, help="a file to work on; may be repeated"
    )
    ask.add_argument(
        "--folder", type=Path, help="a folder that it may work in: it sees a copy, the folder stays as it is"
    )
    ask.add_argument("--hidden", action="store_true", help="it sees hidden files of the folder, too")
    ask.add_argument(
        "--apply",
        action="store_true",
        help="have done in the folder what it would change; it can be put back",
    )
    ask.add_argument(
        "--model", default="", help="a model as LiteLLM names it, e.g. anthropic/claude-sonnet-4-5"
    )
    ask.add_argument(
        "--answer", action="append", default=[], help="the answer to a question; may be repeated"
    )
    ask.add_argument("--json", action="store_true", help="print the result as JSON")
    ask.add_argument("--out", type=Path, help="a folder for the outputs")
    ask.add_argument(
        "--asks", choices=get_args(Asks), help="how much it asks: its plan first, when it matters, never"
    )
    ask.add_argument("--tries", choices=get_args(Tries), help="how hard it tries")
    _of_hunts(commands)
    undo = commands.add_parser("undo", help="take back changes that were made in a folder")
    undo.add_argument(
        "changes",
        metavar="ID",
        nargs="?",
        default="",
        help="which, or how it begins; without it, all are listed",
    )
    commands.add_parser("worker", help="work on turns that a page or another process has asked for")
    _of_tools(commands)
    return parser


def _of_hunts(commands: Any) -> None:
    hunt = commands.add_parser("hunt", help="find the bug behind a complaint, and prove it")
    hunt.add_argument(
        "place", metavar="FOLDER", type=Path, help="the program's folder, a ZIP of it, or a file"
    )
    hunt.add_argument("complaint", help="what goes wrong, in plain words")
    hunt.add_argument("--steps", type=int, default=30, help="how many steps it may take")
    hunt.add_argument("--minutes", type=float, default=15.0, help="how long it may take")
    hunt.add_argument("--usd", type=float, help="what it may cost, in US dollars")
    hunt.add_argument("--model", default="", help="as for ask")
    hunt.add_argument("--apply", action="store_true", help="make a fix that held in the folder itself")
    hunt.add_argument("--json", action="store_true", help="print the report as JSON")


def _of_tools(commands: Any) -> None:
    tools = commands.add_parser("tools", help="list kept tools and what comes with Oneoff")
    tools.add_argument("--json", action="store_true", help="print them as JSON")
    run = commands.add_parser("run", help="run a kept tool: no model, no cost")
    run.add_argument("tool", help="its id, its title, or how one of them begins")
    run.add_argument(
        "--input", action="append", default=[], metavar="NAME=VALUE", help="a field; may be repeated"
    )
    run.add_argument(
        "--file", action="append", default=[], metavar="[SLOT=]FILE", help="a file; may be repeated"
    )
    run.add_argument("--json", action="store_true", help="print the result as JSON")
    run.add_argument("--out", type=Path, help="a folder for the outputs")
    opened = commands.add_parser("open", help="keep a tool that somebody gave you, and say what it does")
    opened.add_argument("file", type=Path, help="a file that ends in .oneoff")
    opened.add_argument("--accept", action="store_true", help="it may run: you have read what it does")
    export = commands.add_parser("export", help="save a tool as a file to give to others")
    export.add_argument("tool", help="as for run")
    export.add_argument(
        "--as",
        dest="form",
        choices=("oneoff", "py", "ipynb", "html"),
        default="oneoff",
        help="which kind of file",
    )
    export.add_argument("--sample", action="store_true", help="put the files in that it was made with")
    export.add_argument("--out", type=Path, help="a folder for the file; this one without it")
    mcp = commands.add_parser("mcp", help="offer kept tools to an assistant, over MCP on standard streams")
    mcp.add_argument("--out", type=Path, help="a folder for what tools make; a temporary one without it")


if __name__ == "__main__":
    sys.exit(main())
