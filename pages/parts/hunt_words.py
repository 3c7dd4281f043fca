"""Words of a bug hunt, and its place in the address."""

from __future__ import annotations

from pathlib import PurePath

from pages.language import _, joined, many
from pages.parts.words import cost, duration, plain, short
from workshop.hunts_views import HuntBudget, HuntUsed

PARAMETER = "h"
NEW = {PARAMETER: ""}
"""The parameters of a link to a page that begins one."""


def in_folder(path: str) -> str:
    return plain(_("In the folder {name}", name=short(PurePath(path).name or path, 80)))


def so_far(used: HuntUsed, budget: HuntBudget) -> str:
    """ "step 4 of 30, 2 min of 15, 3 cents" """
    steps = _("{steps} of {most} steps", steps=used.steps, most=budget.steps)
    time = _("{time} of {most} min", time=duration(used.minutes * 60), most=f"{budget.minutes:g}")
    return _(", ").join((steps, *([time] if used.minutes else []), *_cost(used)))


def in_all(used: HuntUsed) -> str:
    """ "14 steps, 3 min 20 s, about 5 cents" """
    steps = many("{count} step", "{count} steps", used.steps)
    return _(", ").join((steps, duration(used.minutes * 60), *_cost(used)))


def tests(before: str, after: str) -> str:
    """What the project's own tests said; "" where they weren't run."""
    return joined(
        _("The project's own tests now: {said}", said=before) if before else "",
        _("With the fix: {said}", said=after) if after else "",
    )


def _cost(used: HuntUsed) -> tuple[str, ...]:
    return (cost(used.usd, used.tokens),) if used.tokens else ()
