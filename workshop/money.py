"""Sums in words: "8 cents", "1.50 dollars", "4,900 tokens"."""

from __future__ import annotations

from math import ceil
from typing import Literal

Unit = Literal["usd", "tokens"]


def money(usd: float) -> str:
    """ "nothing", "less than a cent", "8 cents", "3 dollars", "1.50 dollars"."""
    cents = round(usd * 100)
    if cents < 1:
        return "less than a cent" if usd > 0 else "nothing"
    if cents < 100:
        return "1 cent" if cents == 1 else f"{cents} cents"
    if cents % 100 == 0:
        return "1 dollar" if cents == 100 else f"{cents // 100:,} dollars"
    return f"{cents / 100:,.2f} dollars"


def tokens(count: float) -> str:
    """Rounded to two digits: "90 tokens", "4,900 tokens"."""
    step = 10 ** max(len(str(ceil(count))) - 2, 0)
    return f"{round(count / step) * step:,} tokens"


def amount(number: float, unit: Unit) -> str:
    return money(number) if unit == "usd" else tokens(number)


def about(usd: float | None, count: int, unpriced: int = 0) -> str:
    """ "about 2 cents", "less than a cent", "nothing (it runs on your own computer)", "about 4,900 tokens".

    `count` is said where no price is known; `unpriced` are the tokens beside `usd`: "about 2 cents and 900 tokens".
    """
    if usd is None:
        return f"about {tokens(count)}"
    if usd == 0:
        return f"about {tokens(unpriced)}" if unpriced else "nothing (it runs on your own computer)"
    said = money(usd) if usd < 0.005 else f"about {money(usd)}"
    return f"{said} and {tokens(unpriced)}" if unpriced else said
