import re

STREET = re.compile(r"([^\W\d_]+[ .-]?)+ \d+[a-z]?")
PLACE = re.compile(r"\d{5} [^\W\d_].*")


def is_street(text):
    return STREET.fullmatch(text) is not None


def is_place(text):
    return PLACE.fullmatch(text) is not None
