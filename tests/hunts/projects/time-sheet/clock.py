import re

TIME = r"\d{1,2}[:.]\d\d"


def minutes_of(text):
    """Since midnight."""
    if "." in text:
        return round(float(text) * 60)
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def is_time(text):
    return re.fullmatch(TIME, text) is not None


def shown(minutes):
    return f"{minutes // 60}:{minutes % 60:02}"
