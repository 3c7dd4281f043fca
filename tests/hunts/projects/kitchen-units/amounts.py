import re
from fractions import Fraction


def amount(text):
    """A number, a fraction or both, as a Fraction; raises ValueError."""
    text = text.strip().replace(",", ".")
    if found := re.search(r"(\d+)\s*/\s*(\d+)$", text):
        return _fraction(found[1], found[2], text)
    if found := re.fullmatch(r"(\d+)\s+(\d+)/(\d+)", text):
        return int(found[1]) + _fraction(found[2], found[3], text)
    try:
        return Fraction(text)
    except ValueError:
        raise ValueError(f"not an amount: {text}") from None


def _fraction(above, below, text):
    if int(below) == 0:
        raise ValueError(f"not an amount: {text}")
    return Fraction(int(above), int(below))
