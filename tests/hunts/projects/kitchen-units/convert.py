import re

from amounts import amount
from units import VOLUMES, WEIGHTS


def convert(text, to):
    """`text`: "3 cups"."""
    found = re.fullmatch(r"(.*\d)\s*([a-z]+)", text.strip().lower())
    if not found:
        raise ValueError(f"not an amount with a unit: {text}")
    for table in (VOLUMES, WEIGHTS):
        if found[2] in table and to in table:
            return f"{_shown(amount(found[1]) * table[found[2]] / table[to])} {to}"
    raise ValueError(f"{found[2]} can't be turned into {to}")


def _shown(number):
    return f"{float(number):.6g}"
