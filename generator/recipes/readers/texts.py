"""text_duplicates, count_words, checklist, qr_code and random_pick: recipes that take a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from generator.recipes.reading import Reading
from generator.recipes.said import Said
from generator.recipes.words import NUMBERS, number_of
from generator.types import FileProfile

_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|「([^」]+)」|(?<!\w)'([^']+)'(?!\w)|„([^“]+)“|‘([^’]+)’", re.S)
_URL = re.compile(
    r"\b(?:https?://[^\s\"'<>]+|www\.[^\s\"'<>]+|(?<![@.\w])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|de|io|co|uk|eu|ch|at|fr|cn|edu|gov|info|app|dev|me|shop)(?:/[^\s\"'<>]*)?(?![\w@]))",
    re.I,
)
_EMAIL = re.compile(r"\b(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_THIS = r"(?:the |this |my |attached |following |given )*(?:text|file|document|article|essay|story|list|lines|note|txt|letter|word document|pdf|report|page|book|chapter|speech|draft|manuscript)s?\b"
_N = r"(\d+|" + "|".join(NUMBERS) + r")"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in two halves: what is wanted, and the text that it is wanted of."""

    head: str  # in known words, small
    payload: str  # as it was written, "" where there is none
    original: str


def split_payload(text: str) -> tuple[str, str]:
    """What comes before a colon, a blank line or a quotation, and what is in it."""
    quoted = _QUOTED.search(text)
    if quoted and len(text) - (quoted.end() - quoted.start()) < 300:
        inside = next(group for group in quoted.groups() if group)
        return text[: quoted.start()] + " " + text[quoted.end() :], inside.strip()
    found = re.search(r"[:：](?!//)\s*(?=\S)|\n\s*(?=\S)", text)
    if found and 3 < found.start() < 300:
        return text[: found.start()], text[found.end() :].strip()
    return text, ""


def items_of(text: str) -> list[str]:
    """A list as people write it: one a line, or with commas and a last "and"."""
    if "\n" in text.strip():
        parts = re.split(r"\n+", text)
    elif re.search(r"[;；、]", text):
        parts = re.split(r"[;；、]", text)
    else:
        parts = re.split(r"[,，]\s*(?:and |or )?|\s+(?:and|or)\s+", text)
    cleaned = [re.sub(r"^\s*(?:[-*•·]|\d+[.)]|\[[ x]?\])\s+", "", part).strip(" .。!") for part in parts]
    return [part for part in cleaned if part]


def text_files(profiles: tuple[FileProfile, ...]) -> list[FileProfile]:
    return [p for p in profiles if not p.problem and p.format in {"text", "log", "word", "pdf"}]


def _text_source(reading: Reading, asked: Asked, profiles: tuple[FileProfile, ...]) -> None:
    files = text_files(profiles) or [p for p in profiles if not p.problem and p.format == "csv"]
    if asked.payload and not (files and len(asked.payload) < 4):
        reading.values |= {"FILE": "", "TEXT": asked.payload}
    elif files:
        reading.values |= {"FILE": files[0].name, "TEXT": ""}
        reading.options = [{"FILE": file.name} for file in files[:3]] if len(files) > 1 else []
    else:
        reading.values |= {"FILE": "", "TEXT": ""}
        reading.runs = False
        reading.missing.append("There is no text: add a text file, or write the text after a colon.")


def read_text_duplicates(asked: Asked, profiles: tuple[FileProfile, ...]) -> Reading:
    said = Said(f" {asked.head} ")
    head = bool(
        re.search(
            r"\b(?:duplicat\w*|dupes?|de-?dup\w*|repeated|repeats|unique (?:lines|names|entries|words|items)|double(?:s|d)?|twice|more than once|once)\b",
            said.text,
        )
    )
    reading = Reading(
        "text_duplicates", {"ACTION": "remove", "IGNORE_CASE": False, "SORT": False}, 2 if head else 0
    )
    if not head:
        return reading
    reading.values["IGNORE_CASE"] = bool(
        said.take(
            r"\b(?:ignoring|ignore|regardless of|not) (?:the )?(?:upper ?(?:case)?|lower ?(?:case)?|case|capitals?|capitali[sz]ation)\b"
        )
    )
    reading.values["SORT"] = bool(
        said.take(
            r"\b(?:and )?sort(?:ed)?(?: (?:it|them|the rest|the lines|alphabetically|a-z|from a to z))*\b|\balphabetically\b"
        )
    )
    removes = said.take(
        r"\b(?:remove|delete|drop|clean(?: up)?|dedupe?|deduplicate|eliminate|get rid of|keep|strip|without|take out|unique)\b"
    )
    once = re.search(
        r"dedup|unique|\b(?:only |just )once\b|\bonce (?:only|each)\b|\b(?:only|just|a) (?:one|single) (?:time|cop(?:y|ies))\b",
        said.text,
    )
    finds = re.search(r"\b(?:find|which|what|are there|is there|any|how many|list|show)\b", said.text)
    reading.values["ACTION"] = "remove" if removes or once else "find"
    if not (removes or once or finds):
        reading.options = [{"ACTION": "remove"}, {"ACTION": "find"}]
    said.take_all(
        r"\b(?:duplicat\w*|dupes?|de-?dup\w*|repeated|repeats|unique|doubles?|doubled|twice|more than once|once|find|list|any|are there|appear|appears|occur|occurs|lines?|rows?|names?|items?|entries|entry|words?|text|time|single|only|same|each|every|remove|delete|keep|clean|email|emails|addresses|guests?|document|txt)\b"
    )
    _text_source(reading, asked, profiles)
    if re.search(r"\bwords\b", said.text) and "line" not in said.text and "list" not in said.text:
        reading.missing.append("It isn't clear whether lines or single words are meant.")
    reading.left = said.left()
    return reading


def read_word_count(asked: Asked, profiles: tuple[FileProfile, ...]) -> Reading:
    said, values = Said(f" {asked.head} "), {"FREQUENT": 20, "LEAVE_OUT_SMALL_WORDS": False}
    what = r"(?:words?|characters?|letters?|lines?|sentences?|paragraphs?|signs)"
    heads = [
        rf"\b(?:how many|count|number of|count of|total|tally)(?: up)?(?: the| all(?: the)?)? {what}(?:(?:,| and|, and) {what})*\b(?: and {what})?",
        r"\b(?:word|character|letter|line|sentence)s?[- ](?:count(?:er|ing|s)?|frequenc(?:y|ies)|statistics|list)\b",
        rf"\b(?:top )?(?:{_N} )?(?:the )?(?:{_N} )?(?:most |top )(?:frequent|common|used|often used)(?:ly used)?(?: {_N})? words\b",
        r"\b(?:which|what) words? (?:\w+ ){0,5}?(?:the )?(?:most(?: often)?|too often|too much|often|a lot)\b(?: in it)?",
        r"\b(?:most|top) (?:used|repeated|overused|common|frequent) words?\b|\boverus(?:e|ed|ing) (?:which |what |any )?words?\b",
        r"\b(?:reading time|how long (?:is|does it take to read)|length of)\b",
        r"\bfrequent words\b",
        r"\b(?:under|over|below|above|(?:more|less|fewer) than|within|up to|at most|exceeds?|limit(?: of| is)?|max\w*) (?:the )?[\d,]+[ -]words?\b|\b[\d,]+[ -]words? (?:limit|long|max\w*)\b",
    ]
    head = 0
    for pattern in heads:
        while match := said.take(pattern):
            head = 2
            number = next((group for group in match.groups() if group), None) if match.re.groups else None
            values["FREQUENT"] = int(number_of(number) or 20) if number else values["FREQUENT"]
    reading = Reading("count_words", dict(values), head)
    if head:
        reading.values["LEAVE_OUT_SMALL_WORDS"] = bool(
            said.take(
                r"\b(?:without|ignoring|excluding|leaving out|except)(?: the)? (?:small|stop|filler|common|short) ?words\b|\bstopwords\b"
            )
        )
        said.take_all(rf"\b(?:in|of|from|for) {_THIS}|\b{_THIS}")
        said.take_all(
            rf"\b(?:count|{what}|often|most|total|together|is|there|read|used|long|number|frequency|frequencies)\b"
        )
        _text_source(reading, asked, profiles)
        if re.search(
            r"\b(?:start|begin|end)(?:s|ing)? with\b|\bcolumns?\b|\bfor (?:each|every)\b", said.text
        ):
            reading.missing.append("Words are counted in the whole text, whatever they begin with.")
        reading.left = said.left()
    return reading


def read_checklist(asked: Asked, profiles: tuple[FileProfile, ...]) -> Reading:
    text = asked.original.strip()
    head = re.search(
        r"\b(?:check ?-?list|to[- ]?do(?: ?-?list| ?page)|todo|to-do|(?:packing|shopping|grocery|task|tick|bucket|chores?) list)\b|\b(?:tick|ticking|check|checking|cross|crossing)(?: (?:them|it|things|these|each|one by one))* off\b|\btick ?(?:list|boxes|box)\b|\bboxes to tick\b|清单|待办",
        text,
        re.I,
    )
    reading = Reading("checklist", {"TITLE": "Checklist", "ITEMS": []}, 2 if head else 0)
    if not head:
        return reading
    payload, before = asked.payload, text[:400]
    if payload:
        before = text[: text.find(payload[:200])][:400] if payload[:200] in text else asked.head
    elif match := re.search(
        r"\b(?:with(?: the)?(?: items)?|containing|for buying|to buy|of)\s+(.+,.+|.+ and .+)$",
        text,
        re.I | re.S,
    ):
        before, payload = text[: match.start()], match[1]
    items = items_of(payload) if payload else []
    files = text_files(profiles)
    said = Said(f" {before.lower()} ")
    title = said.take(
        r"\b(?:for|called|titled|named|about) (?:the |my |our |a |an )?([\w' -]{2,50}?)(?= with\b|[:.,]|\s*$)"
    )
    kind = re.search(r"\b(packing|shopping|grocery|task|bucket|chores?) list\b", before, re.I)
    name = (
        (title[1].strip() if title else "")
        or (kind[0] if kind else "")
        or ("To do" if re.search(r"to-?do", before, re.I) else "Checklist")
    )
    reading.values = {"TITLE": name[:1].upper() + name[1:], "ITEMS": items[:500]}
    if re.search(r"[\u3400-\u9fff]", text):
        reading.values["TITLE"] = "购物清单" if "购物" in text else "待办事项" if "待办" in text else "清单"
        said = Said(" ")
    said.take_all(
        r"\b(?:check ?-?lists?|tick ?(?:lists?|boxes|box)|cross|stuff|to-?do(?: ?-?lists?| ?page)?|(?:packing|shopping|grocery|task|tick|bucket|chores?) lists?|lists?|items?|tick|off|page|tasks|simple|things|html|boxes|interactive|printable|with|check)\b"
    )
    reading.left = said.left()
    if len(items) < 2:
        reading.missing.append(
            "The items are missing: write them after a colon, with commas between them."
            if not files
            else "The items would have to be written after a colon."
        )
    return reading


_QR = (
    r"\bqr\b|二维码|\b(?:square|scan(?:nable|able)?|2d|matrix)[ -](?:bar ?)?codes?\b|"
    r"\b(?:bar ?)?codes?\b[^.]{0,40}\bscan(?:s|ned|ning)?\b|\bscan(?:s|ned|ning)?\b[^.]{0,40}\b(?:bar ?)?codes?\b"
)


def read_qr(asked: Asked, profiles: tuple[FileProfile, ...]) -> Reading:
    text = asked.original
    head = re.search(_QR, text, re.I)
    reading = Reading("qr_code", {"TEXT": "", "SIZE": 600, "FORGIVING": "medium"}, 2 if head else 0)
    if not head:
        return reading
    found = _URL.search(text) or _EMAIL.search(text)
    content = asked.payload or (found[0].rstrip(".,;!?)") if found else "")
    said_part = re.search(
        r"\b(?:that says|saying|which says|with the (?:text|words?|message)|for the (?:text|words?|message)|containing the (?:text|words?)|reading|encodes?|encoding)\s+(.+?)\s*[.!]?$|写着(.+?)的",
        text,
        re.I,
    )
    if not content and said_part:
        content = (said_part[1] or said_part[2]).strip(" \"'“”")
        text = text[: said_part.start()]
    rest = text.replace(content, " ") if content else text
    said = Said(f" {rest.lower()} ")
    if size := said.take(r"\b(?:size )?(\d{3,4}) ?(?:px|pixels)?(?: wide| large| big| x \d+)?\b"):
        reading.values["SIZE"] = min(4000, int(size[1]))
    said.take_all(
        r"\b(?:qr[- ]?codes?|qr|codes?|link(?:s|ing)?|url|website|web|site|page|address|text|words?|says?|saying|message|to|points?|pointing|leads?|generate|turn|png|image|picture|large|big|open|opens|goes|scan|sentence|homepage|email|new)\b"
    )
    reading.values["TEXT"], reading.runs = content[:2900], bool(content)
    reading.left = [] if re.search(r"[\u3400-\u9fff]", rest) else said.left()
    if not content:
        reading.missing.append("The text or address for the QR code is missing: write it after a colon.")
    if re.search(r"\b(?:wi-?fi|wlan|vcard|contact card|logo|colou?r|svg)\b", rest, re.I):
        reading.missing.append(
            "A QR code for WLAN or a contact card, with a logo or in colour, is more than this recipe makes."
        )
    return reading


def read_random(asked: Asked, profiles: tuple[FileProfile, ...]) -> Reading:
    said = Said(f" {asked.head} ")
    values: dict[str, Any] = {
        "FROM": "list",
        "ITEMS": [],
        "LOW": 1,
        "HIGH": 100,
        "FILE": "",
        "READ": {},
        "COLUMN": "",
        "COUNT": 1,
        "AGAIN": False,
    }
    reading = Reading("random_pick", values)
    _random_numbers(said, values)
    if re.search(r"\bdraw\b(?: \w+){0,3} (?:as|charts?|graphs?|lines?|bars?|plots?|pie)\b", said.text):
        return reading
    head = values["FROM"] == "numbers" or values["ITEMS"]
    chooses = re.search(
        r"\b(?:pick|draw|choose|select|raffle|lottery|lots|shuffle|random(?:ly|i[sz]e)?|winners?|who (?:goes|gets|wins|has to|starts|should|does)|decide|out of (?:a|the) hat|toss)\b",
        said.text,
    )
    if not head and not chooses:
        return reading
    shuffle = re.search(r"\b(?:shuffle|randomi[sz]e|random order)\b", said.text)
    if count := said.take(
        rf"\b(?:pick|draw|choose|select|give me|need|get)?(?: out)? ?{_N}(?: (?:random|different|lucky))?(?: (?:winners?|names?|rows?|items?|people|persons?|entries|numbers?|customers?|students?|of them|ones?|cards?|guests?|lines?))"
    ):
        values["COUNT"] = int(number_of(count[1]) or 1)
    if not head:
        _random_list(said, asked, profiles, reading)
    sure = r"\b(?:random\w*|raffle|lottery|shuffle|winners?|who (?:goes|gets|wins|starts)|lots|hat|draw)\b"
    reading.head = 2 if head or values["ITEMS"] or re.search(sure, said.text) else 1
    if said.take(r"\b(?:without|no) (?:repeats?|repetitions?|duplicates?|replacement)\b"):
        values["AGAIN"] = False
    if shuffle and values["ITEMS"]:
        values["COUNT"] = len(values["ITEMS"])
    elif shuffle:
        reading.missing.append("It isn't clear how many there are to shuffle.")
    if said.take(r"\b(?:with replacement|may repeat|repeats allowed|with repeats)\b"):
        values["AGAIN"] = True
    said.take_all(
        r"\b(?:pick(?:s|er)?|draw(?:s|ing)?|choose|select|raffle|lottery|random(?:ly|i[sz]er)?|at|winners?|names?|lists?|lucky|goes|go|first|decide|numbers?|one|someone|somebody|person|row|rows|item|items|line|lines|guests?|unique|different|people|following|generator|lots|shuffle|order|between|text|txt)\b"
    )
    reading.left = said.left()
    return reading


def _random_numbers(said: Said, values: dict[str, Any]) -> None:
    if match := said.take(
        r"\b(?:flip|toss|throw)(?:ing)?(?: of)? (?:a |one |the )?coin\b|\bcoin (?:flip|toss)\b|\bheads or tails\b"
    ):
        values["ITEMS"] = ["heads", "tails"]
    elif match := said.take(
        rf"\b(?:roll|throw)(?:ing)?(?: of)? (?:a |an |the |{_N} )?(?:(six|\d+)[- ]sided )?(?:dice|die)\b"
    ):
        sides = int(number_of(match[2].replace("six", "6")) or 6) if match[2] else 6
        values |= {
            "FROM": "numbers",
            "LOW": 1,
            "HIGH": sides,
            "COUNT": int(number_of(match[1]) or 1) if match[1] else 1,
            "AGAIN": True,
        }
    elif re.search(r"\b(?:random|pick|choose|draw|number)\b", said.text) and (
        match := said.take(r"\b(?:between|from)? ?(-?\d[\d,]*) ?(?:and|to|-|–) ?(-?\d[\d,]*)\b")
    ):
        low, high = (int(group.replace(",", "")) for group in match.groups())
        values |= {"FROM": "numbers", "LOW": low, "HIGH": high}


def _random_list(said: Said, asked: Asked, profiles: tuple[FileProfile, ...], reading: Reading) -> None:
    if asked.payload:
        reading.values["ITEMS"] = items_of(asked.payload)
    elif match := re.search(
        r"\b(?:from|between|of|among|out of|shuffle)\s+((?:[^,.;:]+,\s*)+(?:and |or )?[^,.;:]+|[\w' ]+ (?:or|and) [\w' ]+)[?.!]*\s*$",
        asked.original,
        re.I,
    ):
        reading.values["ITEMS"] = items_of(match[1].rstrip("?.! "))
        said.take(re.escape(match[0].lower().strip()))
    elif items := _listed(asked.original):
        reading.values["ITEMS"] = items
        for item in items:
            said.take(re.escape(item.lower()))
    if reading.values["ITEMS"]:
        if len(reading.values["ITEMS"]) < 2:
            reading.missing.append("There is only one item to pick from.")
        return
    _random_file(profiles, reading)


_ITEM = r"[^\s,.:;!?()\d][^,.:;!?()\n]{0,40}"


def _listed(text: str) -> list[str]:
    """Three or more short items with commas, wherever they stand: "raffle! Ann, Bob, Cid - who wins"."""
    found = re.search(
        rf"(?:^|[.:;!?(]\s*|\s-\s|\b(?:from|between|among|of|are|we have)\s+)({_ITEM}(?:,\s*{_ITEM}){{2,}})",
        text,
    )
    parts = re.split(r"\s+[-–—]\s+|\n", found[1]) if found else []
    items = items_of(parts[0]) if parts else []
    return items if len(items) > 2 and all(len(item.split()) <= 3 for item in items) else []


def _random_file(profiles: tuple[FileProfile, ...], reading: Reading) -> None:
    files = [
        p
        for p in profiles
        if not p.problem
        and (
            p.format in {"text", "log"}
            or (p.format in {"csv", "excel", "json"} and p.tables and p.tables[0].rows)
        )
    ]
    if len(files) != 1 or len(files[0].tables) > 1:
        reading.missing.append(
            "It isn't clear what to pick from: write the items after a colon, or add one file."
        )
        reading.runs = False
        return
    reading.values |= {"FROM": "file", "FILE": files[0].name}
