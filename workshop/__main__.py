"""Oneoff without a page: `python -m workshop ask "REQUEST" --file F`."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

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
        ),
    )


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
    commands.add_parser("worker", help="work on turns that a page or another process has asked for")
    return parser


if __name__ == "__main__":
    sys.exit(main())
