"""How several variants of one program are told to differ."""

from __future__ import annotations

from generator.brief import Brief, with_note
from generator.prompts import render

ANGLES = (
    "The plainest one: only what matters, at a glance, with nothing beside it.",
    "Another form: where it is a table make it a drawing, where it is one drawing choose another kind of it, where it is a page "
    "arrange it in quite another way.",
    "The richest one: what the person would ask for next is in it already, in good order, with a short reading of it in words.",
)


def variant_brief(brief: Brief, number: int) -> Brief:
    """`brief` for variant `number`, from 1."""
    angle = ANGLES[number - 1]
    return with_note(brief, render("variant", number=str(number), count=str(len(ANGLES)), angle=angle))
