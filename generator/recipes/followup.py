"""A follow-up changes the values of the last run: "by quarter instead", "only North", "25 minutes"."""

from __future__ import annotations

import re
from typing import Any

from generator.recipes.chinese import CJK, in_known_words
from generator.recipes.columns import annotate
from generator.recipes.files import table_of
from generator.recipes.readers.parts import read_parts
from generator.recipes.readers.rows import read_rows
from generator.recipes.readers.tables import read_conversion, read_duplicates
from generator.recipes.readers.texts import items_of, split_payload
from generator.recipes.readers.things import password_values, picture_size, seconds_in
from generator.recipes.readers.wanted import additive
from generator.recipes.said import NUM_COL, Said
from generator.recipes.units import NAMES, PATTERN, pair
from generator.recipes.words import NUMBERS, number_of, plain_number
from generator.types import FileProfile, Match, Table

Values = dict[str, Any]
_CUES = r"\b(?:instead(?: of)?|now|same(?: thing)?|again|but|also|too|rather|make|change|changed|switch|set|turn|what about|how about|this time|only|just|it|them|that|this|please|show|then|and|no,?|use|the other|result|chart|as|to|with|in|for|a|an|go back|back|longer|shorter|do|sort(?:ed)?|order|rows?|entries|records?)\b"


def follow(previous: Match, request: str, profiles: tuple[FileProfile, ...]) -> tuple[Values, bool] | None:
    """The previous values with what the request changes, and whether that is clear; None if nothing is."""
    text = request.strip()
    if len(text) > 300:
        return None
    values = dict(previous.values)
    table = table_of(values, profiles) if "READ" in values else None
    if previous.recipe in _TABLES and table is not None:
        said = annotate(text, table)
        clear = _TABLES[previous.recipe](said, values, table)
    elif previous.recipe in _OTHERS:
        known = in_known_words(text) if CJK.search(text) else text
        said = Said(f" {known.lower()} ")
        clear = _OTHERS[previous.recipe](said, values, text)
    else:
        return None
    said.take_all(_CUES)
    changed = values != previous.values or _again(text, previous.recipe)
    changed = changed or (previous.recipe in _OTHERS and bool(re.search(r"\d", text)) and not said.left())
    return (values, clear and changed and not said.left()) if changed else None


def _again(text: str, recipe: str) -> bool:
    return recipe in ("password", "random_pick") and bool(
        re.fullmatch(
            r"(?:once |one )?(?:again|more|another(?: one)?|a new one|once more|再来一(?:个|次))[.!]?",
            text.strip(),
            re.I,
        )
    )


def _instead(said: Said) -> None:
    """ "average instead of sum": what stands after it is no longer wanted."""
    if match := said.find(
        r"\b(?:instead of|rather than|not) (?:the |an? |by )?(?:[\ue000-\ue5ff]|\w+(?: (?:chart|graph))?)"
    ):
        if match[0].startswith("not") and not re.search(
            r"not (?:the |an? |by )?(?:sum|average|mean|bar|line|pie|month|week|year|quarter|day)", match[0]
        ):
            return
        said.marks[match.start() : match.end()] = b"\1" * (match.end() - match.start())


def _summary(said: Said, values: Values, table: Table) -> bool:
    _instead(said)
    if said.take(
        r"\b(?:without (?:the |any )?(?:filters?|conditions?)|(?:remove|drop|clear) (?:the |all )?(?:filters?|conditions?)|for all (?:years|rows|data|time)|all (?:years|data|rows))\b"
    ):
        values["ONLY"] = []
    if said.take(r"\b(?:all of them|show all|no limit|all groups)\b"):
        values["TOP"] = 0
    if down := said.take(
        rf"\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?)(?: (?:it|them))? by (?:size|value|amount|the amount|{NUM_COL})(?:,? (descending|ascending|largest first|smallest first|highest first|lowest first))?"
    ):
        values["ORDER"] = (
            "smallest first"
            if down[1] in ("ascending", "smallest first", "lowest first")
            else "largest first"
        )
    before = {column.name: column for column in table.columns}.get(values["GROUP"])
    parts = read_parts(said, table, set())
    doubts = [
        each
        for each in parts.missing
        if not (
            parts.period
            and before is not None
            and before.type == "date"
            and each.startswith("It isn't clear which is meant")
        )
    ]
    if parts.group is not None:
        keep = parts.period and before is not None and before.type == "date" and parts.missing != doubts
        values["GROUP"] = before.name if keep and before else parts.group.name
        values["PERIOD"] = parts.period if parts.group.type == "date" else ""
    if parts.value is not None:
        values["VALUE"] = parts.value.name
        if values["OPERATION"] == "count" and not parts.asked:
            values["OPERATION"] = "sum" if additive(parts.value) else "mean"
    if len(parts.asked) == 1:
        values["OPERATION"] = parts.asked[0]
        values["VALUE"] = "" if parts.asked[0] == "count" else values["VALUE"]
    if parts.chart:
        values["CHART"] = parts.chart
    if parts.order:
        values["ORDER"] = parts.order
    if parts.top:
        values["TOP"] = parts.top
    values["ONLY"] = _more(values["ONLY"], parts.only, table)
    ready = values["OPERATION"] == "count" or bool(values["VALUE"])
    return not doubts and len(parts.asked) <= 1 and ready and (not values["TOP"] or bool(values["GROUP"]))


def _more(before: list[str], added: list[str], table: Table) -> list[str]:
    """A new condition on a column takes the place of older ones on it."""
    names = sorted((column.name for column in table.columns), key=len, reverse=True)

    def column(condition: str) -> str:
        return next((name for name in names if condition.startswith(name)), "")

    replaced = {column(condition) for condition in added}
    return [condition for condition in before if column(condition) not in replaced] + added


def _rows(said: Said, values: Values, table: Table) -> bool:
    _instead(said)
    if match := said.take(
        r"\b(?:only )?(?:the )?(?:top|first) (\d+)(?: rows| entries| ones)?(?= *[.!]?\s*$)"
    ):
        values["TOP"] = int(match[1])
    reading = read_rows(said, table, set())
    values["ONLY"] = _more(values["ONLY"], reading.values["ONLY"], table)
    for name in ("SORT_BY", "TOP", "COLUMNS"):
        values[name] = reading.values[name] or values[name]
    if reading.values["SORT_BY"]:
        values["DESCENDING"] = reading.values["DESCENDING"]
    elif turned := said.take(r"\b(descending|ascending|the other way round|reverse(?:d)?)\b"):
        values["DESCENDING"] = {"descending": True, "ascending": False}.get(
            turned[1], not values["DESCENDING"]
        )
        return bool(values["SORT_BY"])
    return not reading.missing and not reading.options


def _convert(said: Said, values: Values, table: Table) -> bool:
    reading = read_conversion(said, table, set())
    values["TO"] = reading.values["TO"] or values["TO"]
    return bool(reading.head) and not reading.missing


def _repeated(said: Said, values: Values, table: Table) -> bool:
    said = Said(said.text, said.mentions, said.marks)
    reading = read_duplicates(Said(said.text + " duplicates ", said.mentions), table, set())
    if reading.values["COLUMNS"]:
        values["COLUMNS"] = reading.values["COLUMNS"]
    if re.search(r"\b(?:remove|delete|find|list|show)\b", said.text):
        values["ACTION"] = reading.values["ACTION"]
    if re.search(r"\bkeep\b", said.text):
        values["KEEP"] = reading.values["KEEP"]
    said.marks[:] = b"\1" * len(said.marks) if not reading.left else said.marks
    return not reading.missing and not reading.left


def _password(said: Said, values: Values, text: str) -> bool:
    password_values(said, values)
    if more := said.take(r"\b(?:make|give me|i need|need)? ?(\d{1,3})(?: of them| passwords)\b"):
        values["COUNT"] = int(more[1])
    if length := said.take(r"\b(?:make it|with|use|to|length) (\d{1,3})\b"):
        values["LENGTH"] = int(length[1])
    said.take_all(r"\b(?:long|another|more|one|characters|passwords?|once|new)\b")
    return bool(4 <= values["LENGTH"] <= 256)


def _timer(said: Said, values: Values, text: str) -> bool:
    values["SECONDS"] = int(seconds_in(said)) or values["SECONDS"]
    return bool(0 < values["SECONDS"] <= 86400)


def _tip(said: Said, values: Values, text: str) -> bool:
    if percent := said.take(r"(\d+(?:[.,]\d+)?) ?(?:%|percent)"):
        values["PERCENT"] = number_of(percent[1])
    if people := said.take(
        r"\b(?:for|between|among|split by|by|with)? ?(\d+|"
        + "|".join(NUMBERS)
        + r") (?:people|persons?|of us|friends|ways)\b"
    ):
        values["PEOPLE"] = int(number_of(people[1]) or 1)
    if bill := said.take(r"\b(?:bill (?:of |is )?)?[$€£¥]?(\d[\d.,]*)(?: ?(?:dollars|euros?|[€$]))?"):
        values["BILL"] = plain_number(number_of(bill[1]) or 0)
    said.take_all(r"\b(?:tip|bill|split|dollars|euros?)\b")
    return True


def _loan(said: Said, values: Values, text: str) -> bool:
    if rate := said.take(r"(?:at )?(\d+(?:[.,]\d+)?) ?(?:%|percent)"):
        values["RATE"] = number_of(rate[1])
    if years := said.take(r"(?:over |for )?(\d+(?:[.,]\d+)?) ?(years?|months?)\b"):
        values["YEARS"] = round((number_of(years[1]) or 0) / (12 if years[2].startswith("m") else 1), 6)
    if amount := said.take(r"[$€£]?(\d[\d.,]*)(?: ?(k|thousand|million))?(?: (?:dollars|euros?))?"):
        values["AMOUNT"] = plain_number(number_of(amount[1] + (amount[2] or "")) or 0)
    said.take_all(r"\b(?:interest|rate|loan|over|at)\b")
    return bool(values["YEARS"] and values["AMOUNT"])


def _units(said: Said, values: Values, text: str) -> bool:
    if both := said.take(rf"(-?\d[\d.,]*) ?({PATTERN})(?: (?:to|in|into) ({PATTERN}))?"):
        values["VALUE"], values["FROM"] = number_of(both[1]), NAMES[both[2].strip()]
        values["TO"] = NAMES[both[3].strip()] if both[3] else values["TO"]
    elif target := said.take(rf"\b(?:to|in|into|as)(?: to| in)? ({PATTERN})"):
        values["TO"] = NAMES[target[1].strip()]
    elif number := said.take(r"(?<!\w)(-?\d[\d.,]*)"):
        values["VALUE"] = number_of(number[1])
    return pair(_spelled(values["FROM"]), _spelled(values["TO"])) is not None


def _spelled(unit: str) -> str:
    return next(name for name, known in NAMES.items() if known == unit)


def _pictures(said: Said, values: Values, text: str) -> bool:
    found: dict[str, object] = {}
    if kind := said.take(r"\b(?:save )?(?:as|to|in) (?:an? )?(jpe?g|png|webp)s?\b"):
        values["FORMAT"] = {"jpeg": "jpg"}.get(kind[1], kind[1])
    picture_size(said, found)
    values.update(found)
    said.take_all(r"\b(?:wide|width|height|high|size|pixels|px)\b")
    return True


def _picks(said: Said, values: Values, text: str) -> bool:
    if count := said.take(
        r"\b(?:pick |draw )?(\d+|" + "|".join(NUMBERS) + r")(?: (?:of them|names?|winners?|numbers?|rows))?\b"
    ):
        values["COUNT"] = int(number_of(count[1]) or 1)
    said.take_all(r"\b(?:pick|draw|one|once|more|another|winners?|names?)\b")
    return True


def _list(said: Said, values: Values, text: str) -> bool:
    if match := re.match(
        r"\s*(?:also |and |please )*(add|remove|take out|delete)(?: also)?:? (.+?)[.!]?\s*$",
        text,
        re.I | re.S,
    ):
        given = items_of(match[2])
        if match[1].lower() == "add":
            values["ITEMS"] = [*values["ITEMS"], *given]
        else:
            out = {item.lower() for item in given}
            values["ITEMS"] = [item for item in values["ITEMS"] if item.lower() not in out]
        said.marks[:] = b"\1" * len(said.marks)
    return True


def _qr(said: Said, values: Values, text: str) -> bool:
    payload = split_payload(text)[1]
    if payload:
        values["TEXT"] = payload[:2900]
        said.marks[:] = b"\1" * len(said.marks)
    elif size := said.take(r"\b(\d{3,4}) ?(?:px|pixels)\b"):
        values["SIZE"] = int(size[1])
    return True


_TABLES = {
    "summarise_table": _summary,
    "filter_sort_table": _rows,
    "convert_table": _convert,
    "table_duplicates": _repeated,
}
_OTHERS = {
    "password": _password, "timer": _timer, "tip": _tip, "loan": _loan, "convert_units": _units, "resize_pictures": _pictures,
    "random_pick": _picks, "checklist": _list, "qr_code": _qr,
}  # fmt: skip
