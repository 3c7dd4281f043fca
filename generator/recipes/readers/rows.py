"""filter_sort_table: which rows, in which order, how many."""

from __future__ import annotations

import re

from generator.recipes.columns import is_key, name_words
from generator.recipes.conditions import NO_COLUMN, ConditionReader, Conditions
from generator.recipes.readers.wanted import additive, numbers_of
from generator.recipes.reading import Reading
from generator.recipes.said import COL, DATE_COL, NUM_COL, ROW_COL, Said
from generator.recipes.words import NUMBERS, ROWS
from generator.types import Column, Table

_N = r"(\d+|" + "|".join(NUMBERS) + r")"
_DOWN = r"(?:descending|desc|decreasing|reverse(?:d)?|(?:from )?(?:high(?:est)?|large(?:st)?|big(?:gest)?|new(?:est)?|most|late(?:st)?|z) (?:to|-) (?:low(?:est)?|small(?:est)?|old(?:est)?|least|early|earliest|a)|(?:highest|largest|biggest|newest|latest|most recent|greatest|most expensive)(?: (?:ones? |values? )?(?:first|on top|at the top))?|z-a)"
_UP = r"(?:ascending|asc|increasing|alphabetical(?:ly)?|alphabetic|chronological(?:ly)?|(?:from )?(?:low(?:est)?|small(?:est)?|old(?:est)?|early|earliest|a) (?:to|-) (?:high(?:est)?|large(?:st)?|big(?:gest)?|new(?:est)?|late|latest|z)|(?:lowest|smallest|oldest|earliest|cheapest)(?: (?:ones? )?(?:first|on top))?|a-z)"
_ROWNOUN = "(?:" + "|".join(sorted(ROWS, key=len, reverse=True)) + ")(?:e?s)?|people|entries|deliveries|lines"
_REMOVE = r"\b(?:remove|delete|drop|exclude|hide|filter out|leave out|take out|get rid of|throw out|omit)\b"
_SHOW = r"\b(?:any|all|everyone|everybody|everything|those|whose|only|just|show|list|filter(?:ed)?(?: for| by| to| on)?|find|keep|display|which|who|get|see|print|select|extract|where|give|rows?|entries|records?)\b"


def read_rows(said: Said, table: Table, nouns: set[str]) -> Reading:
    """The reading of a whole request."""
    reading = Reading(
        "filter_sort_table", {"ONLY": [], "SORT_BY": "", "DESCENDING": False, "TOP": 0, "COLUMNS": []}
    )
    removes = bool(said.take(_REMOVE))
    asked = bool(re.search(rf"{_SHOW}|\b(?:{_ROWNOUN})\b|{ROW_COL}", said.text)) or removes
    _columns(said, reading)
    if not _aged(said, table, reading):
        _sort(said, table, reading)
        _top(said, table, reading, nouns)
    if (
        reading.values["SORT_BY"]
        and not reading.values["TOP"]
        and (match := said.take(rf"\b(?:the )?(?:first|top) {_N}(?: of them| rows| ones)?\b"))
    ):
        reading.values["TOP"] = _number(match[1])
    found = _conditions(said, table, reading, removes)
    if removes and len(found.only) != 1:
        reading.missing.append("It isn't clear which rows are to be taken out.")
    _explain(said, nouns)
    values = reading.values
    does = bool(values["ONLY"] or values["SORT_BY"] or values["TOP"] or values["COLUMNS"])
    compares = any(re.search(r" [<>]=? ", condition) for condition in values["ONLY"])
    bought = re.search(r"\bwhat\b.{0,30}\b(?:buy|bought|ordered?|purchased?)\b", said.text)
    strong = bool(asked or bought) or compares or bool(values["SORT_BY"]) or bool(values["TOP"])
    reading.head = 2 if does and strong else 1 if does else 0
    reading.left, reading.runs = said.left(), does
    return reading


def _conditions(said: Said, table: Table, reading: Reading, removes: bool) -> Conditions:
    """The conditions; where a number could be of several columns, one option for each."""
    dates = [column for column in table.columns if column.type == "date"]
    amounts = sorted(numbers_of(table), key=lambda column: not additive(column))
    date, before = dates[0] if len(dates) == 1 else None, said.copy()
    found = ConditionReader(said, table, amounts[0] if len(amounts) == 1 else None, date).read()
    if len(amounts) > 1 and NO_COLUMN in found.missing:
        each = [ConditionReader(before.copy(), table, column, date).read().only for column in amounts[:3]]
        found.only = each[0]
        reading.options = [{"ONLY": [_negated(one) for one in only] if removes else only} for only in each]
    reading.missing += found.missing
    reading.values["ONLY"] = [_negated(each) for each in found.only] if removes else found.only
    return found


def _negated(condition: str) -> str:
    for sign, other in (
        (" != ", " = "),
        (" >= ", " < "),
        (" <= ", " > "),
        (" = ", " != "),
        (" > ", " <= "),
        (" < ", " >= "),
    ):
        if sign in condition:
            return condition.replace(sign, other, 1)
    return condition


def _columns(said: Said, reading: Reading) -> None:
    several = rf"({COL}(?:(?:,? and |, ?| ){COL})+)"
    match = (
        said.take(
            rf"\b(?:only|just|keep|show|with|select|the)(?: me)?(?: only| just)?(?: the)? columns? {several}"
        )
        or said.take(rf"\b(?:only|just|keep|select|show)(?: only| just)?(?: the)? {several} columns?\b")
        or said.take(
            rf"\b(?:only|just) (?:show|keep|select|list|need|want)(?: me)? (?:the )?{several}(?=\s*[.!]?\s*$)"
        )
        or said.take(rf"\b(?:show|keep|select|list)(?: me)? (?:only|just) (?:the )?{several}(?=\s*[.!]?\s*$)")
    )
    if match:
        reading.values["COLUMNS"] = [said.mention(sign).column.name for sign in re.findall(COL, match[1])]


def _sort(said: Said, table: Table, reading: Reading) -> None:
    verb = (
        r"\b(?:sort(?:ed|ing)?|order(?:ed)?|rank(?:ed)?|arrange(?:d)?|put(?: \w+){0,3} in order of|in order of)(?: (?:it|this|them|these|that|all|the|rows?|table|file|list|data|entries|everything|"
        + _ROWNOUN
        + rf"|{ROW_COL}))*"
    )
    direction = rf"(?:,?\s*(?:in |with |the |from )*({_DOWN}|{_UP})(?: order)?)?"
    match = said.take(rf"{verb} ?(?:({_DOWN}|{_UP}) )?(?:by|on|according to)?(?: the)? ({COL}){direction}")
    if match:
        column = said.mention(match[2]).column
        reading.values["SORT_BY"] = column.name
        words = match[3] or match[1] or ""
        reading.values["DESCENDING"] = bool(re.fullmatch(_DOWN, words)) if words else "rank" in match[0]
        if late := said.take(rf"\b({_DOWN}|{_UP})(?: order)?\b"):
            reading.values["DESCENDING"] = bool(re.fullmatch(_DOWN, late[1]))
        return
    if _led(said, reading):
        return
    dates = [column for column in table.columns if column.type == "date"]
    newest = said.take(
        rf"\b(newest|latest|most recent|oldest|earliest)(?: (?:{_ROWNOUN}|ones))? (?:first|on top|at the top)\b"
    ) or said.take(r"\b(newest to oldest|oldest to newest)\b")
    if newest:
        reading.values["DESCENDING"] = newest[1].startswith(("newest", "latest", "most"))
        reading.values["SORT_BY"] = dates[0].name if dates else ""
        said.take(verb)
        if len(dates) != 1:
            reading.missing.append(
                "It isn't clear by which date to sort." if dates else "The table has no column of dates."
            )
    elif match := said.take(rf"({NUM_COL}),? (?:from )?({_DOWN}|{_UP})(?: order)?"):
        reading.values |= {
            "SORT_BY": said.mention(match[1]).column.name,
            "DESCENDING": bool(re.fullmatch(_DOWN, match[2])),
        }
        said.take(verb)


def _led(said: Said, reading: Reading) -> bool:
    """ "Biggest gross at the top", "highest score first", "lowest first" after one condition on a number."""
    word = r"(warmest|hottest|heaviest|longest|tallest|highest|largest|biggest|greatest|most|newest|latest|best|lowest|smallest|least|fewest|oldest|earliest|worst|cheapest|coldest|coolest|lightest|shortest)"
    end = r"(?:must |should )?(?:be |come |go )?(?:first|at the top|on top|to the top|at the start|leading)"
    match = said.take(
        rf"\b(?:with |and )?(?:the )?{word} ({NUM_COL}|{DATE_COL})(?: values?| ones)?,? {end}\b"
    )
    sign = match[2] if match else ""
    if not match:
        numbers = set(re.findall(NUM_COL, said.text))
        match = (
            said.find(rf"\b(?:with |and )?(?:the )?{word}(?: ones?)? {end}\b") if len(numbers) == 1 else None
        )
        if not match or match[1] in ("newest", "latest", "oldest", "earliest"):
            return False
        said.take(re.escape(match[0]))
        sign = numbers.pop()
    down = match[1] in (
        "warmest",
        "hottest",
        "heaviest",
        "longest",
        "tallest",
        "highest",
        "largest",
        "biggest",
        "greatest",
        "most",
        "newest",
        "latest",
        "best",
    )
    reading.values |= {"SORT_BY": said.mention(sign).column.name, "DESCENDING": down}
    return True


def _aged(said: Said, table: Table, reading: Reading) -> bool:
    """ "The ten oldest members", "youngest first": by age, where the rows have one."""
    ages = [
        column for column in table.columns if column.type == "number" and "age" in name_words(column.name)
    ]
    words = (
        rf"\b(?:the |our )?(?:{_N} )?(oldest|eldest|youngest)(?: {_N})?\b(?: (?:ones )?(first|at the top))?"
    )
    match = said.find(words) if len(ages) == 1 else None
    if not match or not (match[1] or match[3] or match[4]):
        return False
    said.take(words)
    count = match[1] or match[3]
    reading.values |= {
        "SORT_BY": ages[0].name,
        "DESCENDING": match[2] != "youngest",
        "TOP": _number(count) if count else 0,
    }
    return True


def _top(said: Said, table: Table, reading: Reading, nouns: set[str]) -> None:
    first = rf"\b(?:the )?(?:first|top) {_N} (?:rows|lines|entries|records)\b(?! by)"
    if not re.search(rf"\b(?:by|with|highest|largest|most) [^.]*{NUM_COL}", said.text) and (
        match := said.take(first)
    ):
        reading.values["TOP"] = _number(match[1])
        return
    noun = rf"(?:(?:{_ROWNOUN}|{'|'.join(map(re.escape, sorted(nouns))) or 'rows'})(?:e?s)?|{ROW_COL})"
    if match := said.take(
        rf"\b(?:the )?(?:{_N} )?(newest|latest|most recent|oldest|earliest)(?: {_N})?(?: (?:{noun}))?(?![a-z])"
    ):
        count = match[1] or match[3]
        dates = [column for column in table.columns if column.type == "date"]
        if not count or len(dates) != 1:
            reading.missing.append("It isn't clear how many, or by which date.")
        by = dates[0].name if dates else ""
        reading.values |= {
            "TOP": _number(count) if count else 10,
            "SORT_BY": by,
            "DESCENDING": match[2] not in ("oldest", "earliest"),
        }
        said.take(rf"\b(?:by|according to) (?:the )?{DATE_COL}")
        return
    if match := said.take(
        rf"\b(?:the )?{_N} {noun} (?:with|that have|having) (?:the )?(highest|largest|biggest|most|lowest|smallest|least) ({NUM_COL})"
    ):
        down = match[2] in ("highest", "largest", "biggest", "most")
        reading.values |= {
            "TOP": _number(match[1]),
            "SORT_BY": said.mention(match[3]).column.name,
            "DESCENDING": down,
        }
        return
    _ranked(said, table, reading, noun)


def _ranked(said: Said, table: Table, reading: Reading, noun: str) -> None:
    big = "top|best|biggest|largest|highest|greatest|most expensive|priciest"
    small = "bottom|lowest|smallest|worst|cheapest|least expensive"
    entity = rf"(?:{noun}|({COL}))"
    by = rf"(?:,? (?:by|with|in|ranked by|sorted by|according to|having)(?: the)?(?: (highest|largest|most|biggest|lowest|smallest|least|total|greatest))?(?: {ROW_COL})? ({NUM_COL}))?"
    for words in (
        rf"\b(?:the )?({big}|{small}) {_N} {entity}{by}",
        rf"\b(?:the )?{_N} ({big}|{small}) {entity}{by}",
    ):
        match = said.find(words)
        if not match:
            continue
        word, count = (
            (match[1], match[2]) if match[1] in (big + "|" + small).split("|") else (match[2], match[1])
        )
        thing = said.mention(match[3]).column if match[3] else None
        column = said.mention(match[5]).column if match[5] else None
        if thing and thing.type == "number" and not column:
            thing, column = None, thing
        if thing and not is_key(thing, table.rows):
            return
        price = prices(table)
        amounts = numbers_of(table)
        column = column or (
            price[0]
            if word in ("most expensive", "priciest", "cheapest", "least expensive") and len(price) == 1
            else amounts[0] if len(amounts) == 1 and not price else None
        )
        said.take(words)
        if column is None and amounts:
            reading.missing.append("It isn't clear by which column they are ranked.")
            ordered = sorted(amounts, key=lambda each: not additive(each))
            reading.options, column = [{"SORT_BY": each.name} for each in ordered[:3]], ordered[0]
        if column is None:
            return
        down = (word in big.split("|")) != (match[4] in ("lowest", "smallest", "least"))
        reading.values |= {"TOP": _number(count), "SORT_BY": column.name, "DESCENDING": down}
        return


def prices(table: Table) -> list[Column]:
    """Columns that say how expensive something is."""
    found = [c for c in numbers_of(table) if "price" in c.name.lower() or "价" in c.name]
    return found or [c for c in numbers_of(table) if "cost" in c.name.lower()]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else NUMBERS[text.lower()]


def _explain(said: Said, nouns: set[str]) -> None:
    said.take_all(
        r"\b(?:only|just|show|list|filter(?:ed)?|find|keep|display|print|select|extract|return|rows?|entries|records?|lines?|rest|everything|else|again|order|ones?|came|come|placed|made|happened|occurred|dated|recorded|received)\b"
    )
    said.take_all(rf"\b(?:{_ROWNOUN})\b")
    said.take_all(ROW_COL)
    for noun in nouns:
        said.take_all(rf"\b{re.escape(noun)}(?:e?s)?\b")
