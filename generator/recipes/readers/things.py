"""resize_pictures, password and timer: recipes that make a thing."""

from __future__ import annotations

import re

from generator.recipes.readers.texts import Asked
from generator.recipes.reading import Reading
from generator.recipes.said import Said
from generator.recipes.words import NUMBERS, number_of
from generator.types import FileProfile

_N = r"(\d+|" + "|".join(NUMBERS) + r")"
_PICTURE = r"(?:pictures?|photos?|images?|pics?|jpe?gs?|pngs?|screenshots?|photographs?|logo|avatar)"
_SCALE = r"\b(?:resiz(?:e|ed|ing)|scal(?:e|ed|ing)|shrink|shrunk|reduc(?:e|ed|ing)|enlarge|make|smaller|bigger|larger|thumbnails?|change the (?:size|width|height|dimensions)|downsize|downscale|upscale|set the (?:width|height)|half (?:the |their |its )?(?:original )?(?:size|width)|(?:px|pixels?) (?:wide|tall|high|max|across)|wider|narrower|\d+ ?(?:px|pixels?)|\d+ ?x ?\d+|too (?:big|large|wide))\b"
_PX = r" ?(?:px|pixels?|pix)?"


def read_resize(asked: Asked, profiles: tuple[FileProfile, ...]) -> Reading:
    said = Said(f" {asked.head} ")
    pictures = [profile for profile in profiles if profile.format == "image" and not profile.problem]
    values = {
        "FILES": [p.name for p in pictures],
        "BY": "longest side",
        "SIZE": 0,
        "HEIGHT": 800,
        "FORMAT": "same",
    }
    reading = Reading("resize_pictures", values)
    spoken = re.search(rf"\b{_PICTURE}\b", said.text)
    if not (spoken or pictures) or not re.search(_SCALE, said.text):
        return reading
    named = [
        p.name
        for p in pictures
        if p.name.lower() in said.text or f" {p.name.rsplit('.', 1)[0].lower()} " in said.text
    ]
    values["FILES"] = named or values["FILES"]
    for name in named:
        said.take_all(re.escape(name.lower()))
        said.take_all(rf"\b{re.escape(name.rsplit('.', 1)[0].lower())}\b")
    if kind := said.take(
        r"\b(?:and )?(?:save|convert|export|turn)?(?: it| them)?(?: all)? ?(?:as|to|into|in) (?:an? )?(jpe?g|png|webp)s?(?: format| files?)?\b"
    ):
        values["FORMAT"] = {"jpeg": "jpg"}.get(kind[1], kind[1])
    picture_size(said, values)
    reading.head = 2 if values["SIZE"] else 1
    said.take_all(_SCALE)
    said.take_all(
        rf"\b(?:{_PICTURE}|size|pixels?|px|wide|tall|high|width|height|all|both|keep(?:ing)?|the same|same|aspect|ratio|proportions?|proportional(?:ly)?|side|longest|at most|max(?:imum)?|fit|inside|within|their|original|down|up|long|edge|each|of|folder|dimensions?|set|change|resolution)\b|[%]"
    )
    reading.left = said.left()
    if not pictures:
        reading.missing.append("There are no pictures: add them to the message.")
        reading.runs = False
    if not values["SIZE"]:
        reading.missing.append("The size is missing: say how many pixels wide or how many percent.")
        values["SIZE"] = 1200
    return reading


def picture_size(said: Said, values: dict[str, object]) -> None:
    if match := said.take(rf"\b(\d{{2,5}}){_PX} ?(?:x|×|by|\*) ?(\d{{2,5}}){_PX}\b"):
        values |= {"BY": "box", "SIZE": int(match[1]), "HEIGHT": int(match[2])}
    elif match := said.take(
        r"\b(\d{1,3}) ?(?:%|percent|per cent)(?: (?:of|smaller|larger|bigger)(?: (?:the|their|its) (?:original )?(?:size|width))?)?"
    ):
        less, more = "smaller" in match[0] or re.search(
            r"\b(?:by|shrink by|reduce by) $", said.text[: match.start() + 1]
        ), re.search(r"larger|bigger", match[0])
        values |= {
            "BY": "percent",
            "SIZE": max(1, 100 - int(match[1])) if less else 100 + int(match[1]) if more else int(match[1]),
        }
    elif said.take(
        r"\b(?:to |by )?(?:half|halve|50 percent)(?: (?:of )?(?:the|their|its)? ?(?:original )?(?:size|width|dimensions)?)?"
    ):
        values |= {"BY": "percent", "SIZE": 50}
    elif said.take(r"\b(?:twice|double)(?: (?:as (?:large|big)|(?:the|their|its) (?:original )?size))?"):
        values |= {"BY": "percent", "SIZE": 200}
    elif match := said.take(rf"\b(\d{{2,5}}){_PX}(?: in)? (?:wide|width|across)\b") or said.take(
        rf"\bwidth (?:of |to |= ?|is )*(\d{{2,5}}){_PX}\b"
    ):
        values |= {"BY": "width", "SIZE": int(match[1])}
    elif match := said.take(rf"\b(\d{{2,5}}){_PX}(?: in)? (?:high|tall|height)\b") or said.take(
        rf"\bheight (?:of |to |= ?|is )*(\d{{2,5}}){_PX}\b"
    ):
        values |= {"BY": "height", "SIZE": int(match[1])}
    elif match := said.take(
        r"\b(\d{2,5}) ?(?:px|pixels?|pix)\b(?: (?:on|for|along) the long(?:est|er)? (?:side|edge))?"
    ) or said.take(r"\b(?:long(?:est|er)? (?:side|edge)) (?:of |to |at |= ?|is )*(\d{2,5})\b"):
        values |= {"BY": "longest side", "SIZE": int(match[1])}


def read_password(asked: Asked) -> Reading:
    said = Said(f" {asked.head} ")
    values = {
        "LENGTH": 16,
        "COUNT": 1,
        "LETTERS": True,
        "DIGITS": True,
        "SYMBOLS": True,
        "EASY_TO_READ": False,
    }
    reading = Reading("password", values)
    pin = re.search(r"\bpins?\b(?! code for)|\bpin code\b", said.text)
    if not re.search(r"\bpasswords?\b|\bpasscodes?\b", said.text) and not pin:
        return reading
    makes = re.search(
        r"\b(?:make|generat\w*|creat\w*|give|need|want|random\w*|suggest|new|get me|come up)\b|^\s*(?:\d+|an? |[a-z]+ )?(?:\d+[- ]|strong |secure |safe |long )*(?:\w+[- ]){0,3}(?:passwords?|passcodes?|pins?)\b",
        said.text,
    )
    reading.head = (
        2
        if makes
        and not re.search(
            r"\b(?:is|check|test|how|forgot\w*|why|my (?:\w+ )?pass\w+|reset)\b(?! many)", said.text
        )
        else 1
    )
    password_values(said, values)
    if pin:
        values |= {
            "LETTERS": False,
            "SYMBOLS": False,
            "DIGITS": True,
            "LENGTH": values["LENGTH"] if values["LENGTH"] != 16 else 4,
        }
    said.take_all(
        r"\b(?:pass(?:words?|codes?)|pins?|pin code|generate|generator|random|randomly|strong|secure|safe|new|good|long|characters?|chars?|letters?|digits?|numbers?|symbols?|signs|special|length|include|including|contain|containing|both|mixed|upper(?:case)?|lower(?:case)?|case|at least|account|login|website|wifi|code)\b"
    )
    reading.left = said.left()
    if values["LENGTH"] < 4 or values["LENGTH"] > 256 or values["COUNT"] > 1000:
        reading.missing.append("A password can have 4 to 256 signs, and there can be 1 to 1,000 of them.")
        values["LENGTH"] = min(256, max(4, values["LENGTH"]))
    return reading


def password_values(said: Said, values: dict[str, int | bool]) -> None:
    """Length, number and kinds of signs that a request names."""
    if both := said.take(
        rf"\b{_N} (?:random )?(?=(?:letters|digits|numbers) (?:and|or) (?:letters|digits|numbers))"
    ):
        values["LENGTH"] = int(number_of(both[1]) or 16)
    if match := said.take(
        r"\b(?:without|no|not? any|excluding|except)(?: any)?(?: special)? ?(?:symbols?|special (?:characters?|signs|chars)|punctuation|signs)\b"
    ):
        values["SYMBOLS"] = False
    if said.take(r"\b(?:and |or )?(?:without|no|or)(?: any)? (?:digits|numbers)\b"):
        values["DIGITS"] = False
    if said.take(
        r"\b(?:only|just) (?:letters and (?:numbers|digits)|(?:numbers|digits) and letters)\b|\b(?:letters and (?:numbers|digits)|alphanumeric)(?: only)?\b(?! and)"
    ):
        values |= {"SYMBOLS": False, "DIGITS": True, "LETTERS": True}
    elif said.take(r"\b(?:only|just) letters\b|\bletters only\b"):
        values |= {"SYMBOLS": False, "DIGITS": False, "LETTERS": True}
    elif said.take(r"\b(?:only|just) (?:digits|numbers)\b|\b(?:digits|numbers) only\b|\bnumeric\b"):
        values |= {"SYMBOLS": False, "DIGITS": True, "LETTERS": False}
    if match := said.take(rf"\b(?:with )?{_N}[- ]?(?:random )?digits?(?: long)?(?= pin| code| passcode)"):
        values["LENGTH"] = int(number_of(match[1]) or 4)
    elif (
        match := said.take(
            rf"\b{_N}[- ]?(?:characters?|chars?|letters?|signs|symbols|digits?)(?:[- ]long)?\b"
        )
        or said.take(rf"\b(?:length(?: of)?|long) ?(?:=|:|is)? ?{_N}\b")
        or said.take(rf"\b{_N} long\b")
    ):
        values["LENGTH"] = int(number_of(match[1]) or 16)
    if match := said.take(
        rf"\b{_N} (?:(?:strong|random|different|secure|new|safe|good|unique) ?)*(?:passwords|pins|passcodes|of them)\b"
    ):
        values["COUNT"] = int(number_of(match[1]) or 1)
    if said.take(
        r"\b(?:that (?:are|is) )?(?:easy to read|readable|without (?:ambiguous|similar|confusing|look-?alike) (?:characters|signs|letters)|no (?:ambiguous|similar|confusing) (?:characters|signs|letters))\b"
    ):
        values["EASY_TO_READ"] = True
    if said.take(r"\bwith (?:symbols|special characters)\b"):
        values["SYMBOLS"] = True


def seconds_in(said: Said) -> float:
    """The time that a request names, in seconds; 0 for none."""
    total, units = 0.0, {"h": 3600, "m": 60, "s": 1}
    number = r"(\d+(?:[.,]\d+)?|half an?|an?|" + "|".join(NUMBERS) + r")"
    while match := said.take(
        rf"\b(?:and )?{number}[- ]?(hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|sec|s)\b( and a half)?"
    ):
        amount = {"a": 1.0, "an": 1.0}.get(
            match[1], 0.5 if match[1].startswith("half") else number_of(match[1]) or 0.0
        )
        total += (amount + (0.5 if match[3] else 0)) * units[match[2][0]]
    if match := said.take(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?\b"):
        parts = [int(group) for group in match.groups() if group]
        total += parts[0] * 60 + parts[1] if len(parts) == 2 else parts[0] * 3600 + parts[1] * 60 + parts[2]
    return total


def read_timer(asked: Asked) -> Reading:
    said = Said(f" {asked.head} ")
    reading = Reading("timer", {"SECONDS": 300, "LABEL": ""})
    head = said.find(r"\bcount(?:s|ing)?\b(?: \S+){0,5}? down\b") and said.take(r"\bcount(?:s|ing)?\b")
    head = head or said.take(
        r"\b(?:(?:egg|kitchen|tea|study|work|countdown|count-down)[ -])?(?:timers?|countdown|count ?down|pomodoro(?: timer)?)\b"
    )
    if not head:
        return reading
    seconds = seconds_in(said)
    reading.head = 2
    pomodoro = "pomodoro" in head[0]
    reading.values["SECONDS"] = int(seconds) or (1500 if pomodoro else 300)
    if label := said.take(
        r"\b(?:for|called|labelled|titled|named) (?:the |my |a )?((?!\d|the browser|me\b|an? )[a-z][a-z ]{1,30}?)(?= *[.!]?$)"
    ):
        reading.values["LABEL"] = label[1].strip().capitalize()
    said.take_all(
        r"\b(?:set|start|run|page|browser|countdown|timer|lasting|long|starting|down|minutes?|seconds?|hours?|counts?|simple|clock|that|me|online)\b"
    )
    reading.left = said.left()
    if not seconds and not pomodoro:
        reading.head = 2 if not reading.left else 1
    if re.search(r"\bevery\b", said.text):
        reading.missing.append("A timer runs once; it doesn't repeat.")
    if not 0 < reading.values["SECONDS"] <= 86400:
        reading.missing.append("A timer runs for at least a second and at most a day.")
        reading.values["SECONDS"] = 300
    return reading
