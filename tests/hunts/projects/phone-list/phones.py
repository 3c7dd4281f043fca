import re

HOME = "+49"


def clean(text):
    """`+49301234567`; raises ValueError for what isn't a number."""
    number = re.sub(r"[\s()/.-]", "", text)
    number = re.sub(r"^(0|00(?=[1-9]))", lambda found: HOME if found[1] == "0" else "+", number)
    if not re.fullmatch(r"\+[1-9]\d{6,14}", number):
        raise ValueError(f"not a number: {text}")
    return number
