"""Prompts are files beside this one, with `{{name}}` where something goes in.

`render` is strict: a variable that is missing, or one that the file doesn't have, is an error.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


class PromptError(Exception):
    """A prompt and its variables don't fit: a defect of ours."""


def render(name: str, **variables: str) -> str:
    """The prompt `name`.md with its variables filled in, each taken as it is."""
    text = _read(name)
    wanted, given = set(_VARIABLE.findall(text)), set(variables)
    if wanted != given:
        raise PromptError(f"{name}.md: missing {sorted(wanted - given)}, unknown {sorted(given - wanted)}")
    return _VARIABLE.sub(lambda found: variables[found[1]], text).strip()


@cache
def _read(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8")
