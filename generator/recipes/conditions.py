"""Conditions on rows, read from a request: "over 100", "only North", "in 2023", "last year"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.recipes.columns import YES, name_words
from generator.recipes.said import (
    COL,
    DATE_COL,
    NUM_COL,
    NUMBER,
    QUOTED,
    TEXT,
    VAL,
    WHEN,
    YESNO,
    YESNO_COL,
    Mention,
    Said,
)
from generator.recipes.words import ROWS, number_of, plain_number, same_words
from generator.types import Column, Table

NUM = r"((?:[$€£¥]\s?|usd |eur )?-?\d[\d.,']*\d|(?:[$€£¥]\s?)?-?\d)(?:\s?(k|m|thousand|million))?\b(?:\s?(?:[%€$£]|usd|eur|euros?|dollars?|pounds|yuan|元)(?![a-z]))?"
_IS = r"(?:(?:is|are|was|were|be|being|of|with|that is|that are|which is|which are|greater|has|have|had) )*"
SIGNS = [
    (">=", r"(?:at least|no less than|not less than|not under|not below|>=|≥|a minimum of|minimum of|from)"),
    ("<=", r"(?:at most|up to|no more than|not more than|not over|not above|<=|≤|a maximum of|maximum of)"),
    (
        ">",
        r"(?:over|above|more than|greater than|larger than|bigger than|higher than|exceeds|exceeding|exceed|beyond|older than|longer than|>)",
    ),
    (
        "<",
        r"(?:under|below|less than|lower than|smaller than|fewer than|cheaper than|younger than|shorter than|<)",
    ),
    ("!=", r"(?:is not|isn't|are not|not equal to|not|!=|≠|<>)"),
    ("=", r"(?:equals|equal to|exactly|==|=|is|are|of)"),
]
_LIST = rf"{VAL}(?:\s*(?:,|and|or|,\s*and|,\s*or|/|&)\s*{VAL})*"
_NOT = r"(?:without|except(?: for)?|excluding|exclude|excludes|not(?: in| from| for)?|other than|ignoring|ignore|leave out|leaving out|drop|skip|apart from|but not|no)"
_WITH = r"(?:only|just|for|in|from|where|with|of|to|by|on|=|is|are|was|at|whose|that|which|have|has|filter|keep|the|customers?|rows?)"
_THING = f"[{NUMBER}{TEXT}{YESNO}]"
_UNITS = r"(days?|weeks?|months?|quarters?|years?)"


NO_COLUMN = "It isn't clear which column of numbers is meant."


@dataclass
class Conditions:
    """`only` is ready for a program's ONLY; `missing` are sentences that keep it from being sure."""

    only: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class ConditionReader:
    """Takes the conditions out of one request about one table."""

    def __init__(self, said: Said, table: Table, number: Column | None, date: Column | None) -> None:
        self.said, self.table, self.number, self.date = said, table, number, date
        self.found = Conditions()

    def read(self) -> Conditions:
        self._relative()
        self._between_dates()
        self._numbers()
        self._empty()
        self._texts()
        self._values()
        self._dates()
        self._yes_no()
        kept = {each.partition(" = ")[0] for each in self.found.only if " = " in each}
        if kept & {each.partition(" != ")[0] for each in self.found.only if " != " in each}:
            self.found.missing.append("One row has one value: which rows go together isn't clear.")
        return self.found

    def add(self, column: Column | None, sign: str, value: str, what: str = "column") -> None:
        if column is None:
            self.found.missing.append(f"It isn't clear which {what} is meant.")
        else:
            self.found.only.append(f"{column.name} {sign} {value}")

    def date_of(self, sign: str | None) -> Column | None:
        if sign:
            return self.said.mention(sign).column
        if self.date:
            return self.date
        dates = [column for column in self.table.columns if column.type == "date"]
        return dates[0] if len(dates) == 1 else None

    def _relative(self) -> None:
        lead = rf"(?:(?:only|just|for|in|during|from|of|over|within|on) )*(?:the )?(?:({DATE_COL}) (?:is |was |in |within |of )?(?:the )?)?"
        if match := self.said.take(rf"\b{lead}(?:last|past|most recent|latest) (\d+) {_UNITS}\b(?: only)?"):
            self.add(self.date_of(match[1]), "=", f"last {match[2]} {match[3].rstrip('s')}s", "date")
        if match := self.said.take(
            rf"\b{lead}(?:last|past|most recent|latest|newest|final) (day|week|month|quarter|year)(?:'s)?\b(?: only)?(?: (?:of|in) (?:the )?data\b)?"
        ):
            self.add(self.date_of(match[1]), "=", f"last {match[2]}", "date")

    def _between_dates(self) -> None:
        col = rf"(?:({DATE_COL}) (?:is |was |are )?)?"
        rules = [
            (rf"{col}\bbetween (?:the )?({WHEN}) (?:and|to|until) (?:the )?({WHEN})", ">=", "<="),
            (
                rf"{col}\bfrom (?:the )?({WHEN}) (?:to|until|till|through|-|–|up to) (?:the )?({WHEN})",
                ">=",
                "<=",
            ),
            (rf"{col}({WHEN}) (?:to|until|through|-|–) ({WHEN})", ">=", "<="),
        ]
        for pattern, first, last in rules:
            if match := self.said.take(pattern):
                start, end = self.said.mention(match[2]).value, self.said.mention(match[3]).value
                if start.startswith("??") and re.match(r"\d{4}", end):
                    start = end[:4] + start[2:]
                self._date(match[1], first, start)
                self._date(match[1], last, end)

    def _dates(self) -> None:
        col = rf"(?:({DATE_COL}) (?:is |was |are )?)?"
        rules = [
            (rf"{col}\b(?:since|starting(?: from| in| on)?|on or after|not before) (?:the )?({WHEN})", ">="),
            (
                rf"{col}\bfrom (?:the )?({WHEN}) (?:on|onwards?|onward|and later|or later|until now|to now)\b",
                ">=",
            ),
            (rf"{col}({WHEN}) (?:onwards?|and later|or later)\b", ">="),
            (rf"{col}(?:\b(?:after|later than|newer than)|>) (?:the )?({WHEN})", ">"),
            (rf"{col}(?:\b(?:before|earlier than|older than|prior to)|<) (?:the )?({WHEN})", "<"),
            (
                rf"{col}\b(?:until|up to|through|till|to the end of|on or before|no later than) (?:the )?({WHEN})",
                "<=",
            ),
            (rf"{col}\b{_NOT} (?:the year |year )?({WHEN})", "!="),
            (
                rf"{col}(?:(?:only|just|for|in|during|of|from|on|within|=|the|year|the year of) )*({WHEN})(?: only\b)?",
                "=",
            ),
            (
                rf"{col}(?:(?:only|just|for|in|during|of|from|on|within|=|the|year|the year of) )*({WHEN})",
                "=",
            ),
        ]
        for pattern, sign in rules:
            for match in self.said.take_all(pattern):
                self._date(match[1], sign, self.said.mention(match[2]).value)

    def _date(self, column_sign: str | None, sign: str, value: str) -> None:
        column = self.date_of(column_sign)
        years = [
            c
            for c in self.table.columns
            if c.type == "number" and c.name.strip().lower() in ("year", "jahr", "年", "年份")
        ]
        if column is None and re.fullmatch(r"\d{4}", value) and len(years) == 1:
            self.add(years[0], sign, value)
            return
        if column is None or value == "ambiguous":
            self.found.missing.append(
                "It isn't clear which date is meant."
                if column
                else "It isn't clear which column of dates is meant."
            )
            return
        if value.startswith("??"):
            value = self._year_for(column, value)
        if not value:
            self.found.missing.append("It isn't clear which year is meant.")
        elif sign == "=" and not _within(column, value):
            self.found.missing.append(
                f"The dates in {column.name} run from {column.low[:10]} to {column.high[:10]}."
            )
            self.add(column, sign, value)
        else:
            self.add(column, sign, value)

    def _year_for(self, column: Column, value: str) -> str:
        if not column.low[:4].isdigit() or not column.high[:4].isdigit():
            return ""
        fit = [f"{year}{value[2:]}" for year in range(int(column.low[:4]), int(column.high[:4]) + 1)]
        fit = [each for each in fit if _within(column, each)]
        return fit[0] if len(fit) == 1 else ""

    def _numbers(self) -> None:
        rules = [
            (rf"({NUM_COL}) {_IS}(?:value )?between {NUM} (?:and|to) {NUM}", "between"),
            (rf"(?:\bwith |\bwhere )?\bbetween {NUM} (?:and|to) {NUM}(?: ({NUM_COL}))?", "after between"),
        ]
        for pattern, kind in rules:
            for match in self.said.take_all(pattern):
                if kind == "between":
                    self._range(self.said.mention(match[1]).column, match[2], match[3], match[4], match[5])
                else:
                    sign = match[5]
                    self._range(
                        self.said.mention(sign).column if sign else self.number,
                        match[1],
                        match[2],
                        match[3],
                        match[4],
                    )
        for sign, words in SIGNS:
            for match in self.said.take_all(
                rf"(?:\b(?:with|where|whose|having|the) )*({NUM_COL}) {_IS}(?:value )?{words} {NUM}"
            ):
                self._number(self.said.mention(match[1]).column, sign, match[2], match[3])
            if sign in ("=", "!="):
                continue
            if words.endswith("|from)"):
                words = words.replace("|from)", ")")
            for match in self.said.take_all(
                rf"(?:\b(?:with|where|having|of|that (?:are|is|have)|scored|got) )*{words} {NUM}(?: (?:points|marks|quid|percent))?(?: (?:in|for|on|of)(?: the| their)?)? ({NUM_COL})(?:(?: of)? ({NUM_COL}))?"
            ):  # "3 hours overtime": the first is the unit
                self._number(self.said.mention(match[4] or match[3]).column, sign, match[1], match[2])
            for match in self.said.take_all(
                rf"(?:\b(?:with|where|having|of|that are|is|are|was) )*(?<![\w]){words} {NUM}(?!\s*(?:{'|'.join(ROWS)})s?\b)"
            ):
                self._number(self.number, sign, match[1], match[2])
        for match in self.said.take_all(
            rf"({NUM_COL}) {_IS}{NUM} (?:or|and) (more|higher|above|over|less|lower|below|under|fewer)\b"
        ):
            self._number(self.said.mention(match[1]).column, _direction(match[4]), match[2], match[3])
        for match in self.said.take_all(
            rf"{NUM} (?:or|and) (more|higher|above|over|less|lower|below|under|fewer)\b(?: ({NUM_COL}))?"
        ):
            self._number(
                self.said.mention(match[4]).column if match[4] else self.number,
                _direction(match[3]),
                match[1],
                match[2],
            )

    def _range(
        self, column: Column | None, low: str, low_factor: str | None, high: str, high_factor: str | None
    ) -> None:
        self._number(column, ">=", low, low_factor)
        self._number(column, "<=", high, high_factor)

    def _number(self, column: Column | None, sign: str, text: str, factor: str | None) -> None:
        value = number_of(text + (factor or ""))
        if value is None:
            self.found.missing.append(f"“{text}” can't be read as a number.")
        else:
            self.add(column or self._money(text), sign, str(plain_number(value)), "column of numbers")

    def _money(self, text: str) -> Column | None:
        """The one column of money, where the number carries a currency."""
        place = self.said.text.find(text)
        around = self.said.text[place : place + len(text) + 10]
        columns = [
            c
            for c in self.table.columns
            if c.type == "number" and set(name_words(c.name)) & same_words("amount")
        ]
        money = re.search(rf"[$€£¥]|{re.escape(text)} ?(?:usd|eur|dollar|yuan|元)", around)
        return columns[0] if money and len(columns) == 1 else None

    def _empty(self) -> None:
        for match in self.said.take_all(
            rf"(?:\b(?:with|where|whose|has|have|having) )*(?:the )?({COL}) (?:(?:is|are) )?(not |isn't |aren't )?(?:empty|missing|blank)\b"
        ):
            self.add(self.said.mention(match[1]).column, "!=" if match[2] else "=", "empty")
        for match in self.said.take_all(
            rf"\b(?:with |that have |having )?(?:no|without(?: an?| any)?|(?:hasn't|haven't|has not|have not) (?:got )?(?:an?|any)|(?:don't|doesn't|do not|does not) have (?:an?|any)|lack(?:s|ing)?(?: an?)?|(?:an? )?(?:missing|empty|blank)) ({COL})(?<!{YESNO_COL})(?! (?:{VAL}|{QUOTED}|=|is|of|in))"
        ):
            self.add(self.said.mention(match[1]).column, "=", "empty")

    def _texts(self) -> None:
        word = rf"({QUOTED}|[\w@.\-]+)"
        for match in self.said.take_all(
            rf"(?:\b(?:where|whose|with|in which|the) )*({COL}) (?:contains?|containing|includes?|including|has the word|with the word) (?:the word |the text )?{word}"
        ):
            self.add(self.said.mention(match[1]).column, "contains", self._text(match[2]))
        for match in self.said.take_all(
            rf"(?:\b(?:where|whose|with|the) )*({COL}) (?:is |are |was |equals |= |of )?(not |isn't |!= )?({QUOTED})"
        ):
            self.add(self.said.mention(match[1]).column, "!=" if match[2] else "=", self._text(match[3]))

    def _text(self, text: str) -> str:
        return self.said.mention(text).value if text in self.said.mentions else text

    def _values(self) -> None:
        near = rf"(?:(?:the )?({_THING}) (?:(?:is|are|was|were|equals|equal to|=|:|in|of|either) )*)?"
        for match in self.said.take_all(
            rf"(?:\b(?:only|just|for|from|in|with|where|whose|whole|keep|all|the) )*{near}{_NOT} (?:the |any )?(?:({COL}) (?:is |= |in )?)?({_LIST})(?: ({COL}))?"
        ):
            self._value("!=", match[1] or match[2] or match[4], match[3])
        for match in self.said.take_all(
            rf"(?:\b{_WITH} )*{near}(not |isn't |!= )?({_LIST})(?: ({_THING}))?(?: only\b)?"
        ):
            taken = match[1] or match[4]
            self._value("!=" if match[2] else "=", taken, match[3])

    def _value(self, sign: str, column_sign: str | None, found: str) -> None:
        mentions = [self.said.mention(each) for each in re.findall(VAL, found)]
        column = self.said.mention(column_sign).column if column_sign else None
        groups: dict[str, list[str]] = {}
        for mention in mentions:
            holder = self._holder(mention, column)
            groups.setdefault(holder.name, []).append(mention.value)
        if column and column.name not in groups:
            self.found.missing.append(
                f"{column.name} has no value “{mentions[0].words}” among its most frequent ones."
            )
        for name, values in groups.items():
            self._one_of(name, sign, values)

    def _one_of(self, name: str, sign: str, values: list[str]) -> None:
        """Values of one column named apart, "by card, by cash or with a voucher", are alternatives."""
        only, start = self.found.only, f"{name} {sign} "
        place = next((n for n, each in enumerate(only) if each.startswith(start)), None)
        if place is None:
            only.append(start + " or ".join(values))
        else:
            only[place] = " or ".join([only[place], *values])

    def _holder(self, mention: Mention, column: Column | None) -> Column:
        if column and any(each.name == column.name for each in mention.columns):
            return column
        if len(mention.columns) > 1:
            names = " and ".join(each.name for each in mention.columns)
            self.found.missing.append(f"“{mention.words}” stands in {names}; it isn't clear which is meant.")
        return mention.column

    def _yes_no(self) -> None:
        for match in self.said.take_all(rf"\b{_NOT} (?:the |any |all )?({YESNO_COL})(?: (?:rows|ones)\b)?"):
            column = self.said.mention(match[1]).column
            self.add(
                column, "=", next((value for value in column.examples if value.lower() not in YES), "no")
            )
        for match in self.said.take_all(
            rf"(?:\b(?:only|just|that|which|were|was|are|is|have|has|been|got|the|those|who) )*({YESNO_COL})(?: (?:is|are|was|=) )?(?: ?\b(yes|no|true|false)\b)?(?: (?:only|ones)\b)?"
        ):
            column = self.said.mention(match[1]).column
            yes = next((value for value in column.examples if value.lower() in YES), "yes")
            no = next((value for value in column.examples if value.lower() not in YES), "no")
            self.add(column, "=", no if match[2] in ("no", "false") else yes)


def _direction(word: str) -> str:
    return ">=" if word in ("more", "higher", "above", "over") else "<="


def _within(column: Column, value: str) -> bool:
    """Whether a day, month, quarter or year touches the column's range."""
    low, high = column.low[:10], column.high[:10]
    if quarter := re.fullmatch(r"(\d{4})-Q(\d)", value):
        months = [
            f"{quarter[1]}-{month:02d}" for month in range(int(quarter[2]) * 3 - 2, int(quarter[2]) * 3 + 1)
        ]
        return any(low[:7] <= month <= high[:7] for month in months)
    return low[: len(value)] <= value <= high[: len(value)]
