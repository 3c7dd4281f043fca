"""What a summary leaves unsaid: the one column of money, the values that are compared, who did it, rows that are counted."""

from __future__ import annotations

import re

from generator.recipes.columns import is_key, money_columns, name_words
from generator.recipes.readers.wanted import Parts
from generator.recipes.said import COL, NUM_COL, ROW_COL, VAL, Said
from generator.recipes.words import BEINGS, PERSONS
from generator.types import Column, Table

_MOST = r"(?:the )?(most|highest|largest|biggest|best|greatest|least|lowest|smallest|fewest|worst)"
_DID = (
    r"(?:has|have|had|sold|sells|made|makes|brought|brings|earned|earns|spent|spends|bought|buys|ordered|took|takes|"
    r"got|gets|did|does|is|are|was|were|in|done|scored|scores|received|paid|pays|owes?|worked|works|booked|handled)"
)
_MONEY = r"\b(?:spend|spends|spent|spending|earn|earns|earned|paid|pay|pays|owes?|bring|brings|brought|take|takes|took|make|makes|made|sell|sells|sold|cost|money|charged?|invoiced?|billed)\b"


def read_who(said: Said, parts: Parts, table: Table) -> None:
    """ "Who sold the most pieces": the one column of persons that repeat."""
    verb = rf"(?:{_DID}|{COL})"
    if parts.group or not (match := said.find(rf"\bwho\b(?: [^\W\d]+){{0,4}}? ((?:{verb} )+){_MOST}\b")):
        return
    spoken = [said.mention(sign).column for sign in re.findall(COL, match[1])]
    people = spoken or [
        c for c in table.columns if c.type == "text" and not is_key(c, table.rows) and _person(c)
    ]
    if len(people) == 1 and people[0].type == "text":
        said.take(rf"(?:{verb} )+{_MOST}(?: in)?\b")
        parts.group = people[0]
        parts.order = (
            "smallest first"
            if match[2] in ("least", "lowest", "smallest", "fewest", "worst")
            else "largest first"
        )


def _person(column: Column) -> bool:
    words = name_words(column.name)
    return bool(set(words) & PERSONS) or (len(words) == 2 and words[1] == "by" and words[0] not in ("paid",))


def ask_who(said: Said, parts: Parts, table: Table) -> None:
    """ "Who did how many shifts" is a question for each person; no single number answers it."""
    if parts.group or parts.order or not re.match(r"\W*(?:and )?who\b", said.text):
        return
    people = [c for c in table.columns if c.type == "text" and not is_key(c, table.rows) and _person(c)]
    if len(people) == 1 and parts.asked:
        parts.group = people[0]
    elif parts.asked:
        parts.missing.append("It isn't clear which column says who.")


def imply(said: Said, parts: Parts, table: Table) -> None:
    """Fills in what wasn't said, where there is one candidate only."""
    _extreme(said, parts)
    ask_who(said, parts, table)
    _compared(said, parts, table)
    _pieces(said, parts, table)
    _money(said, parts, table)
    _counted(said, parts, table)


def _compared(said: Said, parts: Parts, table: Table) -> None:
    """ "The average for Card, Cash and Voucher": one number for each of them."""
    if parts.group or not re.search(
        rf"{VAL} (?:,|and|,? (?:and|or)|or)[^{VAL[1:-1]}]{{0,12}}{VAL}", said.text
    ):
        return
    for condition in parts.only:
        name, sign, values = condition.partition(" = ")
        single = parts.asked and parts.asked[0] in ("mean", "median", "max", "min")
        if sign and " or " in values and single:
            parts.group = next((c for c in table.columns if c.name == name), None)


def _money(said: Said, parts: Parts, table: Table) -> None:
    """ "How much did Baker spend", "the total for North": the one column of money."""
    ranked = parts.group is not None and (parts.top or re.search(_MONEY, said.text))
    if parts.value is None and parts.order and not parts.asked and ranked:
        parts.asked.append("sum")  # "which customer spends the most"
    money = money_columns(table)
    if parts.value is None and parts.asked == ["sum"] and len(money) == 1:
        said.take_all(_MONEY)
        parts.value = money[0]


def _pieces(said: Said, parts: Parts, table: Table) -> None:
    """ "How many lamps did we sell": pieces are added up where there is a column of them; rows are not pieces."""
    values = [each for each in parts.only if " = " in each]
    sold = re.search(r"\b(?:sell|sold|sells|bought|buy|ordered|order|shipped|delivered)\b", said.text)
    counted = re.search(rf"\b(?:how many|number of) (?:of )?(?:the |our )?{VAL}", said.text)
    pieces = [
        c
        for c in table.columns
        if c.type == "number"
        and set(name_words(c.name)) & {"quantity", "qty", "piece", "unit", "menge"} - set(_price(c))
    ]
    if parts.asked == ["count"] and parts.value is None and values and counted and sold and len(pieces) == 1:
        parts.asked, parts.value, parts.rows = ["sum"], pieces[0], False


def _price(column: Column) -> list[str]:
    words = name_words(column.name)
    return words if {"price", "cost", "rate", "value"} & set(words) else []


def _counted(said: Said, parts: Parts, table: Table) -> None:
    """ "Our members by town": beings are counted, where nothing else is said of them."""
    if parts.asked or parts.value or not parts.group or parts.order:
        return
    beings = rf"\b(?:{'|'.join(sorted(BEINGS, key=len, reverse=True))})s?\b"
    spoken = re.search(rf"{beings}|{ROW_COL}|\bspread\b", said.text)
    if spoken and not said.find(NUM_COL):
        said.take_all(f"{beings}|{ROW_COL}")
        said.take_all(r"\b(?:spread|come|live)\b")
        parts.asked.append("count")
        parts.rows = True


def _extreme(said: Said, parts: Parts) -> None:
    """ "The top score in 7A and 7B": the largest one, where no number of groups is said."""
    if parts.asked or parts.top or parts.value is None or parts.order:
        return
    if match := said.take(r"\b(?:the )?(top|best|worst)\b(?! \d)"):
        parts.asked.append("min" if match[1] == "worst" else "max")


def same_again(said: Said, parts: Parts) -> None:
    """The column that is summed up, or grouped by, may be named twice."""
    if parts.group:
        said.take_all(r"\b(?:break|breaking|broken|down|split|splitting|grouped|divided|up|shown|listed)\b")
    if parts.asked == ["count"]:
        said.take_all(r"\btimes\b")
    named = {column.name for column in (parts.value, parts.group) if column}
    for sign in set(re.findall(COL, said.text)):
        mention = said.mention(sign)
        if mention.column.name in named and len(mention.columns) == 1:
            said.take_all(sign)
