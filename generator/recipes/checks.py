"""A recipe's checks for one run: what was put into the form stands in them as in the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.evidence.types import Claim
from generator.recipes.constants import constants_of, set_constants
from generator.tools import Tool


def checks_of(tool: Tool, values: Mapping[str, Any]) -> tuple[Claim, ...]:
    """The checks of `tool` with its `values` in those of their constants that have an input's name."""
    return tuple(replace(claim, code=_filled(claim.code, values)) for claim in tool.checks)


def _filled(code: str, values: Mapping[str, Any]) -> str:
    there = constants_of(code)
    return set_constants(code, {name: value for name, value in values.items() if name in there})
