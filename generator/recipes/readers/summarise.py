"""summarise_table: an operation on a number column, by a category or a period."""

from __future__ import annotations

import re

from generator.recipes.columns import name_words
from generator.recipes.readers.parts import read_parts
from generator.recipes.readers.wanted import Parts, additive, numbers_of
from generator.recipes.reading import Reading
from generator.recipes.said import Said
from generator.recipes.words import SINGLE
from generator.types import Table


def read_summary(said: Said, table: Table, nouns: set[str]) -> Reading:
    """The reading of a whole request."""
    parts = read_parts(said, table, nouns)
    reading = Reading("summarise_table", {}, missing=parts.missing)
    operations = list(dict.fromkeys(parts.asked))
    counted = parts.value is None and operations == ["count"]
    if (
        not operations
        and parts.value is None
        and (parts.group or parts.chart is not None)
        and not numbers_of(table)
    ):
        operations, counted = ["count"], True
        reading.missing.append("Nothing is said of what is summed up.")
    values = _choose_value(parts, operations, table, reading) if not counted else [""]
    operation = _choose_operation(parts, operations, values, table, reading)
    chart = parts.chart or ("line" if parts.period in ("day", "week") else "bar")
    reading.values = {
        "OPERATION": operation, "VALUE": values[0] if operation != "count" else "", "GROUP": parts.group.name if parts.group else "",
        "PERIOD": parts.period if parts.group and parts.group.type == "date" else "", "CHART": chart if parts.group else "none",
        "ORDER": parts.order or ("largest first" if parts.top else "automatic"), "TOP": parts.top, "ONLY": parts.only,
    }  # fmt: skip
    if len(values) > 1 and operation != "count":
        reading.options = [{"VALUE": value} for value in values[:3]]
    if parts.dates and not reading.options:
        reading.options = [{"GROUP": name} for name in parts.dates[:3]]
    reading.left = said.left()
    asked = bool(operations) or parts.value is not None or parts.chart is not None
    reading.head = 2 if asked and (parts.group or operations) else 1 if asked or parts.group else 0
    _doubts(parts, operations, reading, table)
    if odd := _odd(parts, operation, said.text):
        reading.missing.append(odd)
    if parts.group and parts.group.type != "date" and 0 < parts.group.distinct < parts.top:
        reading.missing.append(
            f"{parts.group.name} has only {parts.group.distinct} values; perhaps rows are meant."
        )
    reading.runs = bool(reading.values["VALUE"]) or operation == "count"
    return reading


def _choose_value(parts: Parts, operations: list[str], table: Table, reading: Reading) -> list[str]:
    if parts.value:
        return [parts.value.name]
    amounts = numbers_of(table)
    fit = [c for c in amounts if c.name != (parts.group.name if parts.group else "")]
    totals = [c for c in fit if name_words(c.name) in (["total"], ["sum"], ["amount"])]
    if "sum" in operations and len(totals) == 1:
        return [totals[0].name]
    if not fit:
        reading.missing.append("The table has no column of numbers to sum up.")
        return [""]
    return [column.name for column in sorted(fit, key=lambda c: not additive(c))]


def _choose_operation(
    parts: Parts, operations: list[str], values: list[str], table: Table, reading: Reading
) -> str:
    if len(operations) == 1:
        return operations[0]
    if len(operations) > 1:
        reading.options = [
            {"OPERATION": name, "VALUE": values[0] if name != "count" else ""} for name in operations[:3]
        ]
        return operations[0]
    if parts.value and (additive(parts.value) or not set(name_words(parts.value.name)) & SINGLE):
        return "sum"
    if parts.value:
        reading.options = [{"OPERATION": "mean"}, {"OPERATION": "sum"}]
        return "mean"
    reading.missing.append("It isn't clear what is to be worked out: a sum, an average, a number of rows.")
    return "sum"


def _odd(parts: Parts, operation: str, text: str) -> str:
    """What makes an otherwise clear summary doubtful, as a sentence; "" for nothing."""
    one = operation in ("max", "min") and not parts.group
    most = r"\b(?:biggest|largest|highest|greatest|lowest|smallest)"
    if one and re.search(rf"{most} [a-z]+[^s\W]s\b", text):
        return "It isn't clear whether one number or a list of rows is meant."
    if parts.value is None:
        return ""
    words, called = set(name_words(parts.value.name)), parts.words.lower()
    single = words & {"unit", "price", "rate", "rating", "score", "age", "percent", "average"}
    if operation == "sum" and single and set(name_words(called)) != words:
        return f"{parts.value.name} may not be something to add up."
    many = called.endswith("s") and not called.endswith("ss") and called != parts.value.name.lower()
    if one and many and re.search(most, text):
        return "It isn't clear whether one number or a list of rows is meant."
    return ""


def _doubts(parts: Parts, operations: list[str], reading: Reading, table: Table) -> None:
    if operations == ["mean"] and parts.adjective and parts.value and additive(parts.value):
        reading.missing.append(
            f"It isn't clear whether the average of single rows or of whole {parts.period}s is meant."
        )
    if parts.top and not parts.group:
        reading.missing.append("It isn't clear of what there are to be so many.")
    if operations == ["count"] and not parts.rows and parts.value:
        reading.missing.append("It isn't clear whether rows are counted.")
    if parts.value and not operations and not parts.group:
        reading.head = min(reading.head, 1)
