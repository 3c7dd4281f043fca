"""describe_table, table_duplicates and convert_table."""

from __future__ import annotations

import re
from typing import Any

from generator.recipes.reading import Reading
from generator.recipes.said import COL, Said
from generator.recipes.words import ROWS
from generator.types import Table

_THIS = r"(?:the |this |my |our |that |these |its |whole |attached |given )*(?:csv |excel |json )?(?:table|file|data ?set|data|spreadsheet|sheet|workbook|csv|excel|json|columns?|contents?|it)\b"
_DESCRIBE = [
    rf"\b(?:describe|profile|explore|inspect|overview|summary|summari[sz]e|explain|look at|look into|about|info(?:rmation)?|statistics|stats)(?: of| about| on| for| over)? {_THIS}",
    r"\b(?:an? |some |the |basic |general |quick |short |summary |descriptive )*(?:overview|description|statistics|stats|profile|summary|structure)\b",
    r"\bwhat(?:'s| is| are)? (?:in|inside|contained in|the content of|the contents of)\b",
    r"\bwhat does (?:the |this |my )?(?:file|table|csv|spreadsheet|data) (?:contain|hold|look like)\b",
    r"\b(?:are there |any |which |how many |what |list |count |show )*missing (?:values|data|cells|entries)\b",
    r"\b(?:which|what) (?:columns|fields)(?: are there| does it have| exist| do i have)?\b",
    r"\bhow many (?:rows and columns|columns and rows|columns|fields)\b",
    r"\b(?:column names|number of columns|list (?:of )?(?:the )?columns|data quality|tell me about)\b",
    r"\b(?:describe|explore)\b",
    r"\b(?:which |what |any |the |are there )*(?:columns? |fields? )?(?:[^.,?]{0,24} )?(?:have|has|with|for) (?:any )?(?:gaps|holes|blanks|empty cells|missing (?:values|data|entries|cells)|blank cells)\b",
    r"\b(?:how many |which |what )?(?:values|cells|entries|data) (?:are|is) (?:missing|blank|empty)(?: in each(?: column)?| per column| where)?\b",
    r"\b(?:gaps|blanks|empty cells|blank cells|holes)\b",
    r"\bwhat (?:do i have|have i got|am i looking at|kind of data|sort of data|data is|information is)\b",
    r"\bwhat(?:'s| is) (?:even |actually |all )?in (?:here|there|it|this|that)\b|\b(?:never|haven't|not) seen (?:this|it)\b",
    r"\b(?:rough|quick|first|general|short|brief) (?:idea|look|impression|picture|feel|rundown|run-?down)\b|\b(?:run-?down|rundown|make sense) of\b",
    r"\bhow (?:big|long|large|complete) is (?:it|this|the (?:file|table|list|sheet|data|export))\b",
    r"\bhow many (?:rows|lines|records|entries)\b(?=.*\bcolumns\b)",
]
_DUPLICATES = r"\b(?:duplicat(?:es?|ed|ion|ions)|dupes?|de-?dup(?:e|ed|licate|licated|lication|ing)?|repeated|repeating|repeats?|double entries|doubled|doubles|unique rows|unique entries|unique records|redundant|appears? (?:twice|more than once|multiple times)|occurs? (?:twice|more than once|multiple times)|listed twice|twice|two times|more than once)\b"
_REMOVES = r"\b(?:remove|delete|drop|clean(?: up)?|dedupe?|de-dupe?|deduplicate|eliminate|get rid of|keep|strip|without|throw out|filter out|take out|take away|unique|merge)\b"
_FINDS = r"\b(?:find|show|list|are there|is there|is (?:any|some)|anything|any|which|check|see|look for|detect|identify|how many|count|highlight|spot|display|has|have)\b"
_WHOLE_ROWS = r"\b(?:exact(?:ly)?|identical|completely|entirely|whole|entire|fully) (?:the )?(?:same|duplicat\w+|lines?|rows?|entr(?:y|ies)|records?|cop(?:y|ies))\b|\bsame (?:lines?|rows?|entr(?:y|ies)|records?)\b"
_FORMATS = {
    "excel": "excel",
    "xlsx": "excel",
    "xls": "excel",
    "spreadsheet": "excel",
    "workbook": "excel",
    "csv": "csv",
    "json": "json",
    "comma separated": "csv",
    "comma-separated": "csv",
}
_F = "(" + "|".join(_FORMATS) + ")"


def read_description(said: Said, table: Table, nouns: set[str]) -> Reading:
    head = 0
    for pattern in _DESCRIBE:
        while said.take(pattern):
            head = 2
    if head:
        said.take_all(
            r"\b(?:rows?|contains?|inside|each|first|there|content|contents|structure|types?|ranges?|count|list|it|at|look|describe|explain|summary|overview|statistics)\b"
        )
        for noun in nouns:
            said.take_all(rf"\b{re.escape(noun)}(?:e?s)?\b")
    return Reading("describe_table", {}, head, said.left())


def read_duplicates(said: Said, table: Table, nouns: set[str]) -> Reading:
    values: dict[str, Any] = {"ACTION": "remove", "COLUMNS": [], "KEEP": "first", "IGNORE_CASE": False}
    head = 2 if re.search(_DUPLICATES, said.text) else 0
    reading = Reading("table_duplicates", values, head)
    if not head:
        return reading
    if last := said.take(
        r"\bkeep(?:ing)?(?: only)?(?: the)? (first|last|latest|newest|most recent|oldest)(?: (?:one|entry|row|record|occurrence|version))?\b(?: of each| of every| for each)?"
    ):
        values["KEEP"] = "first" if last[1] == "first" else "last"
        if last[1] not in ("first", "last"):
            reading.missing.append("It isn't clear what the newest one is; the last row can be kept.")
    values["IGNORE_CASE"] = bool(
        said.take(
            r"\b(?:ignoring|ignore|regardless of|not) (?:upper ?(?:case)?|lower ?(?:case)?|case|capitals?|capitali[sz]ation)\b(?: (?:and|or) (?:lower|upper) ?case)?"
        )
    )
    removes = bool(re.search(_REMOVES, said.text))
    values["ACTION"] = "remove" if removes else "find"
    if not removes and not re.search(_FINDS, said.text):
        reading.options = [{"ACTION": "remove"}, {"ACTION": "find"}]
    several = rf"({COL}(?:(?:,? and |, ?| ){COL})*)"
    _duplicate_columns(said, several, values)
    said.take_all(_DUPLICATES)
    said.take_all(r"\b(?:extras?|copies|spare|surplus)\b")
    said.take_all(_REMOVES)
    said.take_all(_FINDS)
    said.take_all(
        r"\b(?:rows?|entries|entry|records?|lines?|items?|only|same|having|exact(?:ly)?|fully|completely|identical|list|once|double|occurrences?|again|based|whole|unique)\b"
    )
    said.take_all(rf"\b(?:{'|'.join(ROWS | nouns)})(?:e?s)?\b")
    reading.left = said.left()
    return reading


def _duplicate_columns(said: Said, several: str, values: dict[str, Any]) -> None:
    if re.search(_WHOLE_ROWS, said.text):
        return
    rules = [
        rf"\b(?:by|on|based on|with the same|with same|share the same|sharing the same|having the same|have the same|the same|same|according to|per|compare|comparing)(?: the| each)? {several}(?: columns?\b)?",
        rf"\b(?:in|for|of)(?: the)? {several} columns?\b",
        rf"\b(?:duplicated?|duplicates|repeated|double|unique) {several}",
        rf"(?:which|what) {several}(?= (?:appears?|occurs?|are|is|stand|come|exist|listed|more|twice))",
        rf"{several} (?:duplicates|that (?:appear|occur|are))",
    ]
    for rule in rules:
        match = said.find(rule)
        named = [said.mention(sign) for sign in re.findall(COL, match[1])] if match else []
        # "a couple of bookings" is not the column Booking date: half a name says what a row is, not what to compare
        if match and (rule is rules[0] or all(mention.exact for mention in named)):
            said.take(rule)
            values["COLUMNS"] = [mention.column.name for mention in named]
            return


def read_conversion(said: Said, table: Table, nouns: set[str]) -> Reading:
    values: dict[str, Any] = {"TO": ""}
    source = "excel" if table.read.get("format") == "excel" else str(table.read.get("format", ""))
    match = (
        said.take(
            rf"\b(?:from )?(?:an? )?{_F}(?: file| table)?s? ?(?:to|into|->|→|2) ?(?:an? )?{_F}(?: file| format| table| workbook| spreadsheet)?\b"
        )
        or said.take(rf"(?:->|→|=>)(?: an?)? ?{_F}()\b")
        or said.take(
            rf"\b(?:to|into|as|in)(?: an?| the)? (?:nice |new |proper )?(?:(?:microsoft|ms) )?{_F}()(?: file| format| table| workbook| spreadsheet| sheet| document)?\b"
        )
        or said.take(
            rf"\b(?:make|create|give me|need|want|get|generate|build|produce)(?: me)? (?:an? |it )?{_F}()(?: file| version| copy| table| workbook| spreadsheet)?\b"
        )
        or said.take(rf"\b{_F}() (?:version|file|copy|export|workbook)\b")
    )
    reading = Reading("convert_table", values)
    if not match:
        return reading
    values["TO"] = _FORMATS[(match[2] or match[1]).lower()]
    said.take(rf"\b(?:and |but )?(?:not|instead of|rather than)(?: in| as)?(?: an?)? {_F}\b")
    verb = re.search(
        r"\b(?:convert|turn|transform|change|save|export|translate|rewrite|download|write|make|create|give|need|want|get|put|open|output|store|bring|2)\b|to|→|->",
        said.text,
    )
    reading.head = 2 if verb or "please" in said.text or len(said.text) < 40 else 1
    said.take_all(
        rf"\b(?:from |of |out of )?(?:the |this |my |that |attached )*{_F}(?: file| table| sheet| data)?s?\b"
    )
    said.take_all(
        r"\b(?:convert(?:ed|ing)?|conversion|turn|transform|change|save|export|download|write|format|open|output|store|put|bring|version|copy|whole|document|instead)\b"
    )
    for noun in nouns:
        said.take_all(rf"\b{re.escape(noun)}(?:e?s)?\b")
    reading.left = said.left()
    if values["TO"] == source:
        reading.missing.append(
            f"The table is {source.capitalize() if source == 'excel' else source.upper()} already."
        )
    return reading
