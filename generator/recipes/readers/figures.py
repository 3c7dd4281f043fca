"""convert_units, date_sums, tip and loan: recipes that work something out."""

from __future__ import annotations

import re
from datetime import date

from generator.recipes.dates import dates_in
from generator.recipes.readers.texts import Asked
from generator.recipes.reading import Reading
from generator.recipes.said import WHEN, Mention, Said
from generator.recipes.units import NAMES, PATTERN, kind_of, pair
from generator.recipes.words import NUMBERS, number_of, plain_number

_NUM = r"(-?\d[\d.,']*\d|-?\d)(?: ?(k|thousand|million|mio)(?![a-z]))?"
_MONEY = (
    rf"(?:[$€£¥] ?|usd |eur )?{_NUM}(?:\s?(?:[€$£¥]|usd|eur|euros?|dollars?|bucks|pounds|yuan|元)(?![a-z]))?"
)
_DAYS = {
    "christmas eve": "12-24",
    "christmas day": "12-25",
    "christmas": "12-25",
    "xmas": "12-25",
    "new year's eve": "12-31",
    "new years eve": "12-31",
    "new year's day": "01-01",
    "new year's": "01-01",
    "new year": "01-01",
    "new years": "01-01",
    "halloween": "10-31",
    "valentine's day": "02-14",
    "valentines day": "02-14",
}


def _number(text: str, factor: str | None = None) -> float:
    return number_of(text + (factor or "")) or 0.0


def read_units(asked: Asked) -> Reading:
    said = Said(f" {asked.original.lower() if not re.search('[㐀-鿿]', asked.original) else asked.head} ")
    said.text = re.sub(
        r"(\d)\s*(?:'|′|ft|feet|foot)\s*(\d{1,2}(?:\.\d+)?)(?:\s*(?:\"|″|''|inches\b|in\b(?=\s+(?:in|to|into)\b)))?(?= |$)",
        lambda m: f"{int(m[1]) + float(m[2]) / 12:.8g} ft ",
        said.text,
    )
    said = Said(said.text)
    reading = Reading("convert_units", {})
    amount = r"(?:(-?\d[\d.,]*\d|-?\d|\ban?|\bone|half an?)\s?)"
    to = r"(?:(?:is|are|equals?|=|converted|expressed|measured|worth)? ?(?:to|in|into|as|->|→|=)(?: how many| what in| the)?)"
    for pattern, order in (
        (rf"{amount}({PATTERN}) {to} ({PATTERN})", (1, 2, 3)),
        (
            rf"\bhow (?:many|much)(?: is| are)? ({PATTERN}) (?:is|are|are there|are in|is in|in|there are|make|make up|equal|there|per|does|do)(?: there)?(?: in| is| are)? ?{amount}({PATTERN})(?: (?:have|has|equal|make))?",
            (2, 3, 1),
        ),
        (rf"{amount}({PATTERN}) (?:is|are|equals?|=|makes?) how (?:many|much) ({PATTERN})", (1, 2, 3)),
        (rf"\bwhat(?:'s| is| are) {amount}({PATTERN})(?: in| to| as) ({PATTERN})", (1, 2, 3)),
    ):
        if match := said.take(pattern):
            text, start, end = (match[place] for place in order)
            value = {"a": 1.0, "an": 1.0, "one": 1.0}.get(
                text, 0.5 if text.startswith("half") else number_of(text)
            )
            return _units(said, reading, value, start, end)
    if far := _apart(said):
        return _units(said, reading, number_of(far[0]), far[1], far[2])
    if match := said.take(rf"\b({PATTERN}) (?:to|into|in) ({PATTERN})"):
        reading = _units(said, reading, 1.0, match[1], match[2])
        reading.head = min(reading.head, 1)
        reading.missing.append("The amount to convert is missing.")
    return reading


_LONG = (
    r"(?<![\w.])(?:(?:degrees? )?(?:"
    + "|".join(sorted((re.escape(n) for n in NAMES if len(n) > 1 and n != "in"), key=len, reverse=True))
    + r"))(?![a-z°²³/0-9])"
)


def _apart(said: Said) -> tuple[str, str, str] | None:
    """ "410 fahrenheit, what do I set it to in celsius": one amount, and the other unit further on or before."""
    if len(re.findall(r"\d[\d.,]*", said.text)) != 1:
        return None
    amount = rf"(-?\d[\d.,]*\d|-?\d) ?({_LONG})"
    for pattern, order in (
        (rf"{amount}.{{0,80}}?\b(?:in|into|to|as|how many|what) ({_LONG})", (1, 2, 3)),
        (rf"\b(?:how many|how much|in|what(?:'s| is)? the|the) ({_LONG})\b.{{0,80}}? {amount}", (2, 3, 1)),
    ):
        match = said.find(pattern)
        if match and pair(
            *(match[place].removeprefix("degrees ").removeprefix("degree ") for place in order[1:])
        ):
            said.take_all(pattern)
            text, start, end = (
                match[place].removeprefix("degrees ").removeprefix("degree ") for place in order
            )
            return text, start, end
    return None


def _units(said: Said, reading: Reading, value: float | None, start: str, end: str) -> Reading:
    both = pair(start, end)
    said.take_all(
        r"\b(?:convert(?:ed|er)?|conversion|how many|how much|much|many|change|turn|please|unit|units|degrees|equal|equals|calculate|temperature|is|long|heavy|tall|far|there)\b"
    )
    reading.left = said.left()
    if value is None or both is None:
        one, other = NAMES[start.strip()], NAMES[end.strip()]
        reading.missing.append(f"{one} measures {kind_of(one)}, {other} {kind_of(other)}.")
        reading.runs = False
        reading.head = 1
        return reading
    reading.values = {"VALUE": value, "FROM": both[0], "TO": both[1]}
    reading.head = 2
    return reading


def read_dates(asked: Asked, today: date) -> Reading:
    said = _with_dates(asked.head, today)
    reading = Reading(
        "date_sums", {"WHAT": "", "START": "today", "END": "today", "AMOUNT": 30, "UNIT": "days"}
    )
    day = rf"({WHEN}|today|now|tomorrow|yesterday)"
    unit = r"(days?|weeks?|months?|years?|business days?|working days?|work days?|weekdays?|workdays?)"
    number = r"(-?\d[\d,]*|" + "|".join(NUMBERS) + r"|an?)"
    many = rf"(?:how many|number of|count(?: the)?|the) ({unit[1:-1]})(?: are(?: there)?| is it| is there| do i have| have passed| passed| left| remain| lie)?(?: left)?"
    if match := said.take(
        rf"(?:{many}|how long(?: is it| was it)?|time|difference|duration) ?(?:between|from|since) (?:the )?{day} (?:and|to|until|till|up to) (?:the )?{day}"
    ):
        _between(reading, said, match[1], match[2], match[3], today)
    elif (
        match := said.take(
            rf"(?:{many}|how long(?: is it| is there)?|countdown in days) (?:until|till|to|before) (?:the )?{day}"
        )
    ) or (match := said.take(rf"\b({unit[1:-1]})(?: left)? (?:until|till) (?:the )?{day}")):
        _between(reading, said, match[1], "today", match[2], today)
    elif match := said.take(
        rf"(?:{many}|how long(?: is it| ago was| has it been| ago)?) ?(?:since|ago was|ago is|after) (?:the )?{day}"
    ):
        _between(reading, said, match[1], match[2], "today", today)
    elif match := said.take(rf"{day} (?:to|until|-) {day},? ?(?:in |how many )({unit[1:-1]})"):
        _between(reading, said, match[3], match[1], match[2], today)
    elif match := said.take(
        rf"\b{number} {unit} (after|from|before|prior to|later than|earlier than|past|ahead of|in advance of) (?:the )?{day}"
    ):
        _move(
            reading,
            said,
            match[1],
            match[2],
            match[3] in ("before", "prior to", "earlier than", "ahead of", "in advance of"),
            match[4],
            today,
        )
    elif match := said.take(rf"{day} (plus|minus|\+|-) {number} {unit}"):
        _move(reading, said, match[3], match[4], match[2] in ("minus", "-"), match[1], today)
    elif match := said.take(rf"\b(?:add|(subtract|take away)) {number} {unit} (?:to|from) (?:the )?{day}"):
        _move(reading, said, match[2], match[3], bool(match[1]), match[4], today)
    elif match := said.take(
        rf"\b(?:what(?:'s| is| will be| was)? (?:the )?(?:date|day)|which (?:date|day)|when)(?: is| will it be| was it| was| be| it is)*(?: the date)? (?:in )?{number} {unit}(?:'s time)?( ago)?"
    ):
        _move(reading, said, match[1], match[2], bool(match[3]), "today", today)
    elif (
        match := said.take(
            rf"\b(?:what|which)(?: day(?: of the week)?| weekday)(?: is| was| will be| does| did| of)*(?: the| on| be| it| on the)* ?{day}(?: fall on| fall| on| be)?"
        )
        or said.take(
            rf"{day} (?:is|was|fell|falls|in)?(?: on)?(?: which|a| what)? ?(?:weekday|day of the week|what weekday)"
        )
    ) or (match := said.take(rf"\bday of the week (?:for|of|on|is|was) (?:the )?{day}")):
        reading.values |= {"WHAT": "weekday", "START": _day(said, match[1], today)}
        reading.head = 2
    if not reading.head:
        _days_apart(said, reading, day, unit, number, today)
    if reading.head:
        _check_days(reading)
        if re.search(_LEFT_OUT, said.text):
            reading.missing.append("Days can't be left out of the count.")
        said.take_all(
            r"\b(?:how|many|long|date|day|days|calculate|left|there|weekday|week|will|exactly|number|remaining|ago|difference)\b"
        )
        reading.left = said.left()
    return reading


_LEFT_OUT = r"\b(?:leaving out|leave out|left out|excluding|exclude|except|excepting|without|not counting|apart from|other than|skipping)\b"
_FORWARD = r"\b(?:after|later|from|within|in|for|payable|due|net|expires?|valid|lasts?|starts?|starting|dated|runs?|takes?|ends?)\b"
_BACKWARD = r"\b(?:ago|before|beforehand|earlier|prior|ahead|advance|back|notice|latest|by)\b"


def _days_apart(said: Said, reading: Reading, day: str, unit: str, number: str, today: date) -> None:
    """ "From A to B, how many days is that", "dated A, payable within 45 days: when is it due"."""
    dates = re.findall(WHEN, said.text)
    if len(dates) == 1 and said.take(
        r"\b(?:what|which) (?:weekday|day of the week|day was (?:that|it)|day is (?:that|it))\b"
    ):
        said.take(dates[0])
        reading.values |= {"WHAT": "weekday", "START": _day(said, dates[0], today)}
        reading.head = 2
        return
    asked = re.search(
        rf"\bhow many {unit}\b|\bhow (long|far)\b|\b{unit} (?:are|is) (?:that|there|it|left)\b", said.text
    )
    if len(dates) == 2 and asked:
        match = said.take(
            rf"(?:from |between )?(?:the )?{day}[^.?!\d]{{0,60}}?(?: (?:to|until|till|and|-|–|through|,) ?)[^.?!\d]{{0,40}}?{day}"
        )
        if match:
            _between(reading, said, asked[1] or asked[3], match[1], match[2], today)
            said.take_all(rf"\bhow many {unit}\b")
        return
    if len(dates) == 1 and re.search(
        r"\b(?:when|what date|which date|what day|which day|due|deadline|expires?|ends?|until)\b", said.text
    ):
        moves = said.find(rf"\b{number} {unit}\b(?! (?:ago|before|earlier|prior))")
        forward = re.search(_FORWARD, said.text) and not re.search(_BACKWARD, said.text)
        if forward and moves and moves[1] not in ("a", "an") and len(re.findall(r"\d+", said.text)) <= 1:
            said.take_all(rf"\b{number} {unit}\b")
            said.take(dates[0])
            _move(reading, said, moves[1], moves[2], False, dates[0], today)
    elif (
        len(dates) == 1
        and asked
        and re.search(r"\b(?:left|until|till|to go|away|remain\w*|before)\b", said.text)
    ):
        said.take(dates[0])
        said.take_all(rf"\bhow many {unit}\b")
        _between(reading, said, asked[1] or asked[3], "today", dates[0], today)


def _with_dates(text: str, today: date) -> Said:
    pieces, mentions, place = [], {}, 0
    for name, day in sorted(_DAYS.items(), key=lambda each: -len(each[0])):
        text = re.sub(rf"\b{re.escape(name)}(?: day)?\b(?! \d)", f"{day[:2]}~{day[3:]}", text)
    found = dates_in(text) + [
        (m.start(), m.end(), f"next-{m[1]}-{m[2]}") for m in re.finditer(r"\b(\d\d)~(\d\d)\b", text)
    ]
    for number, (start, end, value) in enumerate(sorted(found)[:100]):
        sign = chr(0xE400 + number)
        mentions[sign] = Mention("when", text[start:end], value=value)
        pieces += [text[place:start], f" {sign} "]
        place = end
    pieces.append(text[place:])
    return Said(re.sub(r"\s+", " ", f" {''.join(pieces)} "), mentions)


def _day(said: Said, sign: str, today: date) -> str:
    if sign in ("today", "now"):
        return "today"
    if sign in ("tomorrow", "yesterday"):
        return date.fromordinal(today.toordinal() + (1 if sign == "tomorrow" else -1)).isoformat()
    value = said.mention(sign).value
    if value.startswith("next-"):
        month, day = int(value[5:7]), int(value[8:10])
        this = date(today.year, month, day)
        return (this if this >= today else date(today.year + 1, month, day)).isoformat()
    return value


def _between(reading: Reading, said: Said, unit: str | None, start: str, end: str, today: date) -> None:
    working = bool(unit and re.match(r"business|work|weekday", unit))
    values = {
        "WHAT": "working days between" if working else "days between",
        "START": _day(said, start, today),
        "END": _day(said, end, today),
    }
    for one, other in (("START", "END"), ("END", "START")):
        if values[one].startswith("??-") and len(values[one]) == 8:
            known = values[other]
            year = known[:4] if re.match(r"\d{4}-\d\d-\d\d", known) else ""
            if not year and known == "today":
                this = date.fromisoformat(f"{today.year}{values[one][2:]}")
                coming = one == "END"
                year = str(
                    today.year + (1 if coming and this < today else -1 if not coming and this > today else 0)
                )
            values[one] = f"{year}{values[one][2:]}" if year else values[one]
    reading.values |= values
    reading.head = 2


def _move(reading: Reading, said: Said, number: str, unit: str, back: bool, start: str, today: date) -> None:
    amount = int(number_of(number) or 1) if number not in ("a", "an") else 1
    kind = "working days" if re.match(r"business|work|weekday", unit) else unit.rstrip("s") + "s"
    reading.values |= {
        "WHAT": "move",
        "START": _day(said, start, today),
        "AMOUNT": -amount if back else amount,
        "UNIT": kind,
    }
    reading.head = 2


def _check_days(reading: Reading) -> None:
    needed = ["START"] + (["END"] if "between" in reading.values["WHAT"] else [])
    for name in needed:
        value = reading.values[name]
        if value != "today" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            reading.missing.append("It isn't clear which day is meant: write it like 2026-05-31.")
            reading.runs = False


def _leaves(said: Said) -> bool:
    """ "Dinner was 80, we leave 10 %": a meal, a bill and a percentage for service."""
    meal = r"\b(?:dinner|lunch|brunch|breakfast|meal|bill|restaurant|cafe|pub|drinks|pizza|curry|taxi|cab|waiter|waitress|haircut|check)\b"
    leaves = r"\b(?:leave|leaving|add|adding|plus|give|giving|on top|service)\b[^.]{0,30}\d ?(?:%|percent|per cent)|\d ?(?:%|percent|per cent)[^.]{0,20}\b(?:on top|service|for the (?:waiter|waitress|staff|driver))"
    return bool(re.search(meal, said.text) and re.search(leaves, said.text))


def read_tip(asked: Asked) -> Reading:
    said = Said(f" {asked.head} ")
    values = {"BILL": 0.0, "PERCENT": 15.0, "PEOPLE": 1}
    reading = Reading("tip", values)
    if (
        not said.take(r"\b(?:tips?|tipping|gratuity)\b")
        and not re.search(
            r"\b(?:split|divide|share)\b.*\b(?:bill|check)\b|\bbill\b.*\b(?:split|divided|shared)\b",
            said.text,
        )
        and not _leaves(said)
    ):
        return reading
    reading.head = 2
    if not re.search(r"\btip|\bgratuity", said.text) and not _leaves(said):
        values["PERCENT"] = 0.0
        reading.missing.append("Nothing is said of a tip.")
    if percent := said.take(r"(\d+(?:[.,]\d+)?) ?(?:%|percent|per cent)"):
        values["PERCENT"] = _number(percent[1])
    people = r"(?:people|persons?|friends|guests|of us|ways|diners|adults|colleagues)"
    number = r"(\d+|" + "|".join(NUMBERS) + r")"
    if (
        match := said.take(
            rf"\b(?:split(?:ting|ted)?|divid(?:e|ed|ing)|shar(?:e|ed|ing))?(?: it| the bill| that| this| up)*(?: (?:between|among|by|for|with|into|in|to|across))?(?: the| all)? ?{number} {people}\b"
        )
        or said.take(
            rf"\b(?:split|divided|shared|divide|share)(?: it| the bill| that)?(?: (?:between|among|by|into|in|to|with))? ?{number}(?: ways)?\b(?! ?(?:[€$£%]|dollar|euro))"
        )
    ) or (match := said.take(rf"\b(?:we|there) (?:are|were) {number}\b(?! ?[.,]\d| ?[€$£%])")):
        values["PEOPLE"] = int(_number(match[1]))
    bills = list(dict.fromkeys(_number(m[1], m[2]) for m in said.take_all(_MONEY)))
    said.take_all(
        r"\b(?:bill|check|restaurant|dinner|lunch|meal|total|amount|calculat\w*|split|much|leave|leaving|plus|pay|pays|each|person|people|percent|tab|dinner's|add|including|between|cost|costs|came|comes|was)\b|[%$€£]"
    )
    reading.left = said.left()
    values["BILL"] = plain_number(bills[0]) if bills else 50
    if len(bills) != 1:
        reading.missing.append(
            "It isn't clear how much the bill is." if bills else "The amount of the bill is missing."
        )
    return reading


def read_loan(asked: Asked) -> Reading:
    said = Said(f" {asked.head} ")
    reading = Reading("loan", {"AMOUNT": 0.0, "RATE": 5.0, "YEARS": 0.0})
    if (
        not re.search(
            r"\b(?:loans?|mortgage|credit|monthly payments?|monthly rate|instal?lments?|repayments?|amorti[sz]ation|financ(?:e|ing)|borrow(?:ing|ed)?|repay(?:ing)?|pay (?:it |that |this )?(?:back|off))\b",
            said.text,
        )
        or "credit card" in said.text
    ):
        return reading
    reading.head = 2
    rate = said.take(
        r"(?:at |with |interest rate (?:of )?= ?|rate (?:of )?)?(\d+(?:[.,]\d+)?) ?(?:%|percent|per cent)(?: (?:apr|interest(?: rate)?|annual(?:ly)?|per year|a year|yearly|p\.?a\.?|per annum|annual interest))*"
    )
    years = said.take(r"(?:over |for |in )?(\d+(?:[.,]\d+)?)[ -]?(years?|yrs?|months?|y)\b")
    amount = said.take(_MONEY)
    while amount and _number(amount[1], amount[2]) < 50 and (other := said.take(_MONEY)):
        amount = other
    values = reading.values
    values["AMOUNT"] = plain_number(_number(amount[1], amount[2])) if amount else 20000
    values["YEARS"] = 4
    values["RATE"] = _number(rate[1]) if rate else 5.0
    if years:
        values["YEARS"] = round(_number(years[1]) / (12 if years[2].startswith("mo") else 1), 6)
    missing = [
        word
        for word, found in (("the amount", amount), ("the interest rate", rate), ("the time", years))
        if not found
    ]
    if missing:
        reading.missing.append(
            f"For a loan {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} missing."
        )
    said.take_all(
        r"\b(?:loans?|mortgage|credit|monthly|month|payments?|rate|instal?lments?|repayments?|amorti[sz]ation|schedule|interest|calculat\w*|pay|paying|financ(?:e|ing)|borrow(?:ing)?|car|house|home|bank|cost|costs|much|apr|annual|yearly|total|fixed|year|years|back|student|personal|term|over|take|loan's|payment)\b|[%$€£]"
    )
    reading.left = said.left()
    return reading
