"""Which columns of numbers hold amounts: what is summed, and written with its thousands apart."""

from __future__ import annotations

import re

_NAMES_THINGS = re.compile(r"(?i)\b(ids?|no|nr|num|number|code|year|jahr|zip|plz|postcode|phone)\b|[号码年]")


def is_amount(column: str) -> bool:
    """By its name: a number that names a thing, or a year, is none."""
    return _NAMES_THINGS.search(column) is None
