"""What a request says of a summary: operation, column, group, period, chart, order."""

from __future__ import annotations

import re

from generator.recipes.columns import is_key, name_words
from generator.recipes.conditions import ConditionReader
from generator.recipes.readers import implied
from generator.recipes.readers.wanted import Parts, additive, numbers_of
from generator.recipes.said import COL, DATE_COL, NUM_COL, ROW_COL, WHEN, Said
from generator.recipes.words import NUMBERS, ROWS
from generator.types import Column, Table

_COUNT = r"\b(?:how many|number of|no\. of|count(?:s|ed)?(?: of| up)?(?: the)?|frequency of|frequencies of|tally(?: of)?|how often|amount of (?=orders|rows|entries))\b"
_OPERATIONS = [
    ("count", _COUNT),
    (
        "mean",  # but not "i mean the net amount", "what does it mean"
        r"\b(?:on average|averages?|averaged|avg|(?<!\bi )(?<!\bwe )(?<!\byou )(?<!\bit )(?<!\bthat )(?<!\bthis )(?<!\bto )mean)(?: of)?\b",
    ),
    ("median", r"\bmedians?(?: of)?\b"),
    (
        "max",
        r"\b(?:max|maximum|highest|largest|biggest|greatest|peak|warmest|hottest|heaviest|longest|tallest|fastest|deepest|strongest)(?: single)?(?: value)?(?: of)?\b",
    ),
    (
        "min",
        r"\b(?:min|minimum|lowest|smallest|coldest|coolest|lightest|shortest|slowest)(?: single)?(?: value)?(?: of)?\b",
    ),
    (
        "sum",
        r"\b(?:sums?(?: up)?|summed(?: up)?|totall?ed|totals?|add(?:ing|ed)?(?: it| them)?(?: all)?(?: up| together)|altogether|overall|in total|combined|how much|aggregated?)(?: of)?\b",
    ),
]
_BY = r"(?:\b(?:by|per|for each|for every|for the different|each|every|in each|across(?: the)?(?: different)?|grouped by|group by|group|broken down by|break(?:ing)? (?:it |them )?down by|split(?: up)? by|within each|from each|of each|each of(?: my| our| the)?|according to|over the|over|on a|against|vs)\b ?(?:the |each |different |calendar |a )*)"
_PERIODS = r"(weekday|day of the week|day|week|month|quarter|year)s?"
_ADJECTIVES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_CHART = r"(?:\b(?:as|in|with|and|into|draw|drawn|plot|make|create|using|use|show|do|then|it|me|graph) )*\b(?:an? |the |its |their |some )?(?:nice |simple |small |clear )?"
_CHARTS = [
    (
        "none",
        r"\b(?:without (?:an? |any )?(?:chart|graph|plot)|no (?:chart|graph|plot)|(?:just|only) (?:the |a )?(?:table|numbers)|table only)\b",
    ),
    ("bar", _CHART + r"(?:bar|column)s?[ -]?(?:charts?|graphs?|plots?|diagrams?)\b"),
    ("line", _CHART + r"line[ -]?(?:charts?|graphs?|plots?|diagrams?)\b"),
    ("pie", _CHART + r"(?:pie|donut|doughnut)(?:[ -]?(?:charts?|graphs?|plots?|diagrams?))?\b"),
    ("bar", r"\b(?:as|with|using|in) (?:a )?bars?\b|\bbars(?= please| pls|\s*[.!?]?\s*$)"),
    ("line", r"\b(?:as|with|using) (?:a )?lines?\b|\blines?(?= please| pls)"),
    ("", _CHART + r"(?:charts?|graphs?|plots?|plotted|diagrams?|visuali[sz]e|visuali[sz]ation)(?: of)?\b"),
]
_N = r"(\d+|" + "|".join(NUMBERS) + r")"
_DOES = r"(?:has|have|had|sold|sells?|makes?|made|brings?(?: in)?|brought(?: in)?|earned|earns?|generates?|generated|spends?|spent|buys?|bought|orders?|ordered|gets?|got|is|are|was|were|contributed|produced|did|do|with|received)"


_ROWS = "(?:" + "|".join(sorted(ROWS, key=len, reverse=True)) + ")(?:e?s)?|people|entries|deliveries"


def read_parts(said: Said, table: Table, nouns: set[str]) -> Parts:
    parts = Parts()
    _charts(said, parts)
    implied.read_who(said, parts, table)
    _superlative(said, parts)
    _best_period(said, parts)
    _tops(said, parts, table)
    _count_nouns(said, parts, nouns)
    _periods(said, parts, table)
    _groups(said, parts, table)
    _operations(said, parts)
    _value(said, parts)
    dates = [c for c in table.columns if c.type == "date"]
    amounts = numbers_of(table)
    by_date = parts.group if parts.group and parts.group.type == "date" else None
    number = parts.value or (amounts[0] if len(amounts) == 1 else None)
    found = ConditionReader(said, table, number, by_date or (dates[0] if len(dates) == 1 else None)).read()
    parts.only, parts.missing = found.only, parts.missing + found.missing
    _value(said, parts)
    implied.imply(said, parts, table)
    implied.same_again(said, parts)
    _nouns(said, nouns)
    rows = rf"(?:(?:{'|'.join(sorted(ROWS, key=len, reverse=True))})(?:e?s)?\b|{ROW_COL})"
    if parts.asked == ["count"] and parts.value is None:
        parts.rows = True
        said.take_all(rf"\b{rows}|{ROW_COL}")
    elif parts.only:
        said.take_all(rf"\b(?<!per )(?<!each ){rows}|(?<!per )(?<!each ){ROW_COL}")
    said.take_all(rf"\b(?:of|for|from) (?:all |the )*{rows}")
    if parts.value is not None:
        said.take_all(r"\b(?:sold|earned|made|generated|received|recorded)\b")
    elif parts.rows:
        said.take_all(r"\b(?:placed|made|came in|came|happened|occurred|recorded|received)\b")
    if re.search(r"\bcolumns?\b|\bfields?\b", said.text) and parts.asked == ["count"]:
        parts.missing.append("Columns are not rows: the description of a table counts them.")
    return parts


def _charts(said: Said, parts: Parts) -> None:
    for kind, pattern in _CHARTS:
        if said.take(pattern):
            parts.chart = kind if parts.chart is None else parts.chart or kind
    while said.take(_CHARTS[-1][1]):
        pass
    if parts.chart is not None:
        said.take_all(r"\b(?:draw|drawn|drawing|graph|plot|plotted|shown?)\b")


_MOST = r"(most|highest|largest|biggest|best|greatest|top|least|lowest|smallest|fewest|worst)(?: (?:total|overall|amount of|number of|(?=average|mean|median)))?"
_SMALL = ("least", "lowest", "smallest", "fewest", "worst")


def _superlative(said: Said, parts: Parts) -> None:
    """ "Which region had the highest sales", "the category with the most rows"."""
    end = rf"(?= {NUM_COL}| *[?.!,;]? *$| {COL}| in |,| (?:with|for|to|from|at|here|among|of) | (?:average|mean|median)\b| (?:{_ROWS}))"
    match = said.take(
        rf"\b(?:which|what|who)(?: is| are| was)?(?: the)? ({COL}) (?:(?:{_DOES}|{NUM_COL}) )+(?:the )?{_MOST}{end}"
    )
    match = match or said.take(rf"({COL}) (?:with|having|that has) (?:the )?{_MOST}{end}")
    if not match:
        return
    if amount := re.search(NUM_COL, match[0][match[0].find(match[1]) + 1 :]):
        parts.value = said.mention(amount[0]).column
    start = said.text[: match.start()]
    if count := re.search(rf"\b(?:the )?{_N} $", start):
        said.marks[count.start() : match.start()] = b"\1" * (match.start() - count.start())
        parts.top = int(NUMBERS.get(count[1], 0) or count[1])
    parts.group = said.mention(match[1]).column
    parts.order = "smallest first" if match[2] in _SMALL else "largest first"
    rows = rf" (?:{ROW_COL}|(?:{_ROWS})\b)"
    if re.match(rows, said.text[match.end() :]) and said.take(rows):
        parts.asked.append("count")
        parts.rows = True


def _best_period(said: Said, parts: Parts) -> None:
    """ "Which month had the highest sales"."""
    match = said.take(
        rf"\b(?:(?:on|in|during) )?(?:which|what)(?: is| are| was)?(?: the| our)? {_PERIODS} (?:(?:{_DOES}|we|i|sell|take|earn|make|bring in) )+(?:the )?(most|highest|largest|biggest|best|greatest|least|lowest|smallest|fewest|worst)(?: (?:total|overall))?(?= {NUM_COL}| orders?| sales| rows| entries| *[?.!]? *$)"
    )
    if match:
        parts.period = "weekday" if match[1] == "day of the week" else match[1]
        parts.order = (
            "smallest first"
            if match[2] in ("least", "lowest", "smallest", "fewest", "worst")
            else "largest first"
        )


def _tops(said: Said, parts: Parts, table: Table) -> None:
    big = "top|best|biggest|largest|highest|greatest|most important|strongest"
    small = "bottom|lowest|smallest|worst|weakest"
    periods = said.find(
        rf"\b(?:({big})|{small})? ?{_N} ?(?:({big})|{small})? (day|week|month|quarter|year)s\b"
    )
    if periods and not parts.period and re.search(rf"\b(?:{big}|{small})\b", periods[0]):
        said.take_all(re.escape(periods[0]))
        parts.top, parts.period = int(NUMBERS.get(periods[2], 0) or periods[2]), periods[4]
        parts.order = "largest first" if periods[1] or periods[3] else "smallest first"
    for pattern, order in (
        (rf"\b(?:the )?(?:{big}) {_N}\b(?: (?:best|biggest|largest))?", "largest first"),
        (rf"\b(?:the )?{_N} (?:{big})(?: selling)?\b", "largest first"),
        (rf"\b(?:the )?(?:{small}) {_N}\b", "smallest first"),
        (rf"\b(?:the )?{_N} (?:{small})\b", "smallest first"),
    ):
        if match := said.take(pattern):
            parts.top, parts.order = int(NUMBERS.get(match[1], 0) or match[1]), order
            said.take(r"\bonly\b(?=\s*[,.!?]|\s*$)")
            break
    if said.take(
        r"\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?)(?: it| them)?(?: by (?:size|value|amount))?,? ?(?:from )?(?:descending|largest(?: first)?|biggest first|highest(?: first)?|high to low|largest to smallest)\b(?: order)?"
    ):
        parts.order = "largest first"
    elif said.take(
        r"\b(?:sort(?:ed)?|order(?:ed)?)(?: it| them)? ?(?:from )?(?:ascending|smallest(?: first)?|lowest(?: first)?|low to high|smallest to largest)\b(?: order)?"
    ):
        parts.order = "smallest first"
    if not parts.order and (
        first := said.take(rf"\b(?:the )?(?:({big})|{small}) (?:ones? |values? )?(?:first|on top)\b")
    ):
        parts.order = "largest first" if first[1] else "smallest first"
    if parts.top and (
        match := said.take(
            rf"({COL})(?: (?:with|that have|having|by|in|for)(?: the)?(?: (most|highest|largest|biggest|lowest|least|smallest|fewest|total))?(?= (?:{NUM_COL}|total|sum|average|mean|number)))"
        )
    ):
        column = said.mention(match[1]).column
        parts.group = column
        if match[2] in ("lowest", "least", "smallest", "fewest"):
            parts.order = "smallest first"
    if parts.top and parts.group and is_key(parts.group, table.rows):
        parts.missing.append(f"Each row has its own {parts.group.name}.")


def _count_nouns(said: Said, parts: Parts, nouns: set[str]) -> None:
    """ "How many orders", "number of rows": the rows are counted."""
    noun = "|".join(sorted({*ROWS, *nouns}, key=len, reverse=True))
    if said.take(
        rf"{_COUNT} (?:the |all |different kinds of )?(?:{ROW_COL}|(?:{noun})(?:e?s)?|people|entries|deliveries)(?![a-z])(?: (?:are there|were there|there are|do we have|we have|exist|fall|there were))?"
    ):
        parts.asked.append("count")
        parts.rows = True
    elif match := said.take(rf"{_COUNT} (?:the )?({NUM_COL})"):
        mention = said.mention(match[1])
        parts.value = mention.column
        parts.asked.append("sum")
        if not mention.exact:
            parts.missing.append(
                f"It isn't clear whether rows are counted or {mention.column.name} is added up."
            )


def _periods(said: Said, parts: Parts, table: Table) -> None:
    of = rf"(?:,? (?:of|in|from|on|using) (?:the )?({DATE_COL}))?"
    if parts.period:
        pass
    elif match := said.take(
        r"\b(?:in )?(day|week|month|quarter|year)[ -](?:by|over|on|to|after)[ -](?:day|week|month|quarter|year)\b"
    ):
        parts.period = match[1]
    elif match := said.take(rf"{_BY}({DATE_COL})(?:'s)?,? (?:by |per |in |\()?{_PERIODS}\b"):
        parts.group, parts.period = said.mention(match[1]).column, match[2]
    elif match := said.take(rf"{_BY}{_PERIODS}\b{of}"):
        parts.period = match[1]
        parts.group = said.mention(match[2]).column if match[2] else parts.group
    elif match := said.take(rf"\b(daily|weekly|monthly|quarterly|yearly|annual|annually)(?: basis)?\b{of}"):
        parts.period, parts.adjective = _ADJECTIVES[match[1].lower()], True
        parts.group = said.mention(match[2]).column if match[2] else parts.group
    elif said.take(r"\b(?:over time|over the (?:months|years|weeks)|through time|timeline|time course)\b"):
        parts.over_time = True
    parts.period = "weekday" if parts.period == "day of the week" else parts.period.lower()
    if parts.period or parts.over_time:
        _period_column(said, parts, table)


_DATED = rf" (?:is |was )?(?:after|before|since|in|between|from|until|during) {WHEN}"


def _period_column(said: Said, parts: Parts, table: Table) -> None:
    dates = [column for column in table.columns if column.type == "date"]
    spoken = [sign for sign in re.findall(DATE_COL, said.text) if said.find(sign)]
    if (
        len(spoken) == 1
        and not parts.group
        and not re.match(_DATED, said.text[said.text.find(spoken[0]) + 1 :])
    ):
        said.take(spoken[0])
        parts.group = said.mention(spoken[0]).column
        parts.period = parts.period or _fitting_period(parts.group)
    named = [
        column
        for column in table.columns
        if name_words(column.name) == [parts.period] and column.type in ("text", "number")
    ]
    if parts.group and parts.group.type == "date":
        return
    if parts.group:
        parts.missing.append(f"It can be summed up by {parts.group.name} or by {parts.period}, not by both.")
    elif named and not dates:
        parts.group, parts.period = named[0], ""
    elif len(dates) == 1 and not named:
        parts.group = dates[0]
        if parts.over_time:
            parts.period = _fitting_period(dates[0])
            parts.chart = parts.chart or "line"
    elif dates:
        parts.group = dates[0]
        parts.period = parts.period or _fitting_period(dates[0])
        names = [column.name for column in dates + named]
        parts.missing.append(f"It isn't clear which is meant: {' or '.join(names)}.")
        parts.dates = [column.name for column in dates]
    else:
        parts.missing.append("The table has no column of dates.")
        parts.period = ""


def _fitting_period(column: Column) -> str:
    return "day" if column.low[:7] == column.high[:7] else "month"


def _groups(said: Said, parts: Parts, table: Table) -> None:
    if parts.group:
        return
    match = said.take(rf"{_BY}({COL})(?: column\b)?") or said.take(rf"({COL})[ -]?wise\b")
    if not match and parts.top:
        things = [sign for sign in re.findall(COL, said.text) if said.mention(sign).column.type == "text"]
        match = said.take(f"({things[0]})") if things else None
    if not match:
        return
    column = said.mention(match[1]).column
    if column.type == "number" and (column.distinct > 60 or additive(column)):
        things = [sign for sign in re.findall(COL, said.text) if said.mention(sign).column.type == "text"]
        things = things if column.distinct > 60 or additive(column) else []
        if things and (other := said.take(f"({things[0]})")):
            parts.value, column = column, said.mention(other[1]).column
        elif parts.top:
            parts.value = column
            return
    parts.group = column
    if column.type == "date":
        parts.period = "day"
    elif column.type == "number" and column.distinct > 60:
        parts.missing.append(f"{column.name} has {column.distinct:,} different values.")


def _operations(said: Said, parts: Parts) -> None:
    for name, pattern in _OPERATIONS:
        if parts.order and name in ("max", "min"):
            continue
        while said.take(pattern):
            if name not in parts.asked:
                parts.asked.append(name)
    if (
        len(parts.asked) == 2
        and "sum" in parts.asked
        and parts.asked != ["count", "sum"]
        and "sum" not in _strong(said)
    ):
        parts.asked.remove("sum")  # "the overall average": total says "over all rows"
    if re.search(r"\bsummari[sz]e\b", said.text):
        said.take(r"\bsummari[sz]e\b")


def _strong(said: Said) -> list[str]:
    return ["sum"] if re.search(r"\b(?:sum|totals?|add|how much)\b", said.text) else []


def _value(said: Said, parts: Parts) -> None:
    if parts.value is None and (match := said.take(rf"({NUM_COL})(?= |$)")):
        if _conditioned(said, match):
            said.marks[match.start() : match.end()] = bytes(match.end() - match.start())
        else:
            parts.value, parts.words = said.mention(match[1]).column, said.mention(match[1]).words


def _conditioned(said: Said, match: re.Match[str]) -> bool:
    """Whether a condition follows the column, so that it isn't what is summed up."""
    after = said.text[match.end() : match.end() + 40]
    return bool(
        re.match(
            r" (?:is |are |was |of |that is |which is )?(?:(?:over|above|more|greater|larger|higher|exceed|at least|at most|up to|under|below|less|lower|between|equal)\w*(?: than| to)? ?(?:[$€£]|usd |eur )?\d|[<>=≥≤]|not )",
            after,
        )
    )


def _nouns(said: Said, nouns: set[str]) -> None:
    """What a row is called may stand anywhere: "the average order value of orders"."""
    if said.find(r"\b(?:rows?|entries|records?|lines?)\b"):
        said.take_all(r"\b(?:rows?|entries|records?|lines?)\b")
    for noun in nouns:
        said.take_all(rf"\b{re.escape(noun)}(?:e?s)?\b")
