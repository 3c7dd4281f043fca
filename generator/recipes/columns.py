"""Columns, their values, dates and quoted words, found in a request."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz, process

from generator.recipes.chinese import CJK, in_known_words
from generator.recipes.dates import dates_in
from generator.recipes.said import STARTS, Mention, Said
from generator.recipes.words import FILLER, ROWS, WEAK, listed, same_words, stem
from generator.types import Column, Table

RESERVED = listed("""
    above after annual average avg bar before below best between biggest bottom chart contain count
    daily day duplicate end equal first graph highest largest last least less line lowest max maximum
    mean median min minimum missing month monthly more most not number only order over pie plot quarter
    quarterly rank row since smallest sort start sum than top total under unique until week weekday
    weekly without year yearly
    """)
"""Words that rules read: alone they never name a column."""
YES = {"yes", "y", "true", "t", "ja", "oui", "si", "sí", "是", "1"}
_QUOTES = re.compile(
    r"\"([^\"]{1,200})\"|“([^”]{1,200})”|「([^」]{1,200})」|(?<![\w])'([^']{1,200})'(?![\w])|`([^`]{1,200})`|„([^“]{1,200})“"
)
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|_")
_MOST = 100
_MONEY = {"spending", "spend", "spent", "expenditure", "revenue", "sale", "turnover", "amount"}


def name_words(name: str) -> list[str]:
    """The stems of a column's name: "netAmount_EUR (€)" -> net amount eur."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name) or name
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", bare)
    return [stem(word) for word in re.findall(r"[^\W_]+", spaced)] or [name.lower()]


def money_columns(table: Table) -> list[Column]:
    """Columns of money that can be added up, whatever they are called; a price of one piece isn't."""
    wanted = same_words("amount") | same_words("cost")
    totals = ({"total"}, {"grand", "total"}, {"order", "total"}, {"line", "total"}, {"total", "price"})
    numbers = [column for column in table.columns if column.type == "number"]
    found = [c for c in numbers if (words := set(name_words(c.name))) & wanted or words in totals]
    return [column for column in found if "unit" not in name_words(column.name)]


def is_key(column: Column, rows: int) -> bool:
    """Different in (nearly) each row: it names the row."""
    return column.distinct >= max(2, (rows - column.missing)) * 0.98


class Names:
    """The ways in which the columns and values of one table may be named."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.exact: dict[str, list[Column]] = defaultdict(list)
        self.partial: dict[str, list[Column]] = defaultdict(list)
        self.same: dict[str, list[Column]] = defaultdict(list)
        self.values: dict[str, list[tuple[Column, str]]] = defaultdict(list)
        for column in table.columns:
            self._add(column)
        self.long = [key for key in {**self.exact, **self.partial} if len(key) >= 5]

    def words(self) -> frozenset[str]:
        """All words that name a column or a value, small: they are not misspelt."""
        stems = {word for key in (*self.exact, *self.partial, *self.values) for word in key.split()}
        return frozenset(stems | {stem + "s" for stem in stems})

    def _add(self, column: Column) -> None:
        words = name_words(column.name)
        for key in {" ".join(words), "".join(words)}:
            self.exact[key].append(column)
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                part = words[start:end]
                if end - start < len(words) and not set(part) <= WEAK:
                    self.partial[" ".join(part)].append(column)
        strong = [word for word in words if word not in WEAK or len(words) == 1]
        for same in {other for word in strong for other in same_words(word)} - set(words):
            self.same[same].append(column)
        if column.type == "date" and "date" not in words:
            self.same["date"].append(column)
        elif column.type == "date":
            for core in set(words) - WEAK:  # "hired" is of the column Hire Date
                for form in (core + "d", core + "ed", core + core[-1] + "ed"):
                    self.partial[form].append(column)
        if column.type == "yes/no":
            self._add_yes_no(column, words)
        elif column.type == "text":
            for value in column.examples:
                self.values[" ".join(stem(word) for word in _TOKEN.findall(value))].append((column, value))

    def _add_yes_no(self, column: Column, words: list[str]) -> None:
        no = next((value for value in column.examples if value.lower() not in YES), "no")
        core = " ".join(word for word in words if word not in {"is", "has", "was"})
        if core.endswith("ed") and len(core) > 5:  # "all the returns" are the returned ones
            self.partial[core[:-2]].append(column)
        for before in (
            "not ",
            "un",
            "non",
            "never ",
            "isn't ",
            "wasn't ",
            "weren't ",
            "aren't ",
            "not yet ",
            "not been ",
        ):
            self.values[before + core].append((column, no))

    def column(self, words: list[str], near: bool) -> tuple[list[Column], int]:
        """Columns named by these words, and how: 3 whole name, 2 a part of it, 1 another word for it, 0 none."""
        key, joined = " ".join(words), "".join(words)
        for found, how in ((self.exact.get(key) or self.exact.get(joined), 3), (self.partial.get(key), 2)):
            if found:
                return _unlike(found), how
        if len(words) == 2 and words[0] in ROWS and words[1] in {"value", "amount", "total", "size"}:
            words = ["amount"]
        if len(words) == 1 and (kept := self._same(words[0])):
            return kept, 1
        if near and len(key) >= 5 and not re.search(r"\d", key):
            best = process.extractOne(key, self.long, scorer=fuzz.ratio, score_cutoff=86)
            if best and " " not in key + best[0]:
                return _unlike(self.exact.get(best[0]) or self.partial[best[0]]), 2
        return [], 0

    def _same(self, word: str) -> list[Column]:
        if word in _MONEY and len(money := money_columns(self.table)) == 1 and not self.same.get(word):
            return money
        numeric = same_words(word) & {"amount", "cost", "price", "quantity", "salary", "score", "age"}
        found = [*self.exact.get(word, []), *self.partial.get(word, []), *self.same.get(word, [])]
        return _unlike(c for c in found if (c.type == "number") == bool(numeric) or c.type == "date")


def _unlike(columns: Iterable[Column]) -> list[Column]:
    return list({column.name: column for column in columns}.values())


def annotate(text: str, table: Table, names: Names | None = None) -> Said:
    """The request with a sign for each quoted word, date, column and value that was found."""
    names = names or Names(table)
    if CJK.search(text):
        text = in_known_words(
            text,
            [c.name for c in table.columns]
            + [e for c in table.columns if c.type == "text" for e in c.examples],
        )
    builder = _Builder(text, names)
    builder.quotes()
    builder.dates()
    builder.words()
    return builder.said()


class _Builder:
    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names = text, names
        self.spans: list[tuple[int, int, str, Mention]] = []

    def free(self, start: int, end: int) -> bool:
        return not any(start < e and s < end for s, e, _, _ in self.spans)

    def add(self, start: int, end: int, kind: str, mention: Mention) -> None:
        if sum(k == kind for _, _, k, _ in self.spans) < _MOST:
            self.spans.append((start, end, kind, mention))

    def quotes(self) -> None:
        for match in _QUOTES.finditer(self.text):
            words = next(group for group in match.groups() if group)
            stems = [stem(word) for word in _TOKEN.findall(words)]
            values = self.names.values.get(" ".join(stems), [])
            columns, whole = self.names.column(stems, False)
            if values:
                self.value(match.start(), match.end(), values, words)
            elif columns and whole == 3:
                self.column(match.start(), match.end(), columns, words, 3)
            else:
                self.add(match.start(), match.end(), "quoted", Mention("quoted", words, value=words))

    def dates(self) -> None:
        for start, end, value in dates_in(self.text):
            if self.free(start, end):
                self.add(start, end, "when", Mention("when", self.text[start:end], value=value))

    def words(self) -> None:
        tokens = [m for m in _TOKEN.finditer(self.text) if m[0] != "_" and self.free(*m.span())][:400]
        stems = [stem(token[0]) for token in tokens]
        place = 0
        while place < len(tokens):
            place += self._longest(tokens, stems, place) or 1

    def _longest(self, tokens: list[re.Match[str]], stems: list[str], place: int) -> int:
        for width in range(min(5, len(tokens) - place), 0, -1):
            start, end = tokens[place].start(), tokens[place + width - 1].end()
            between = self.text[start:end]
            if re.search(r"[,;:!?()\n]|\.\s", between) or not self.free(start, end):
                continue
            if self._match(start, end, stems[place : place + width], place < 80):
                return width
        return 0

    def _match(self, start: int, end: int, stems: list[str], near: bool) -> bool:
        words, alone = self.text[start:end], len(stems) == 1
        if alone and (stems[0] in RESERVED or words.lower() in RESERVED):
            return False
        value_of_row = len(stems) == 2 and stems[0] in ROWS and stems[1] in {"value", "size"}
        if (
            set(stems) <= FILLER | (WEAK - {"unit"}) | RESERVED
            and not value_of_row
            and not self.names.exact.get(" ".join(stems))
        ):
            date = [column for column in self.names.table.columns if column.type == "date"]
            if stems == ["date"] and date:
                self.column(start, end, _named_date(date), words, 1)
                return True
            return False
        if (
            stems[0] in FILLER
            and not self.names.exact.get(" ".join(stems))
            and " ".join(stems) not in self.names.values
        ):
            return False
        columns, whole = self.names.column(
            stems, (near and not alone) or (near and words.lower() not in FILLER)
        )
        values = self.names.values.get(" ".join(stems), [])
        if (
            values
            and whole < 3
            and (len(words) > 1 or words.isupper())
            and words.lower() not in FILLER | {"yes", "no", "not", "new", "may"}
        ):
            self.value(start, end, values, words)
        elif columns:
            self.column(start, end, columns, words, whole)
        else:
            return False
        return True

    def value(self, start: int, end: int, values: list[tuple[Column, str]], words: str) -> None:
        columns = tuple({column.name: column for column, _ in values}.values())
        self.add(start, end, "value", Mention("value", words, columns, values[0][1], len(columns) == 1))

    def column(self, start: int, end: int, columns: list[Column], words: str, how: int) -> None:
        first, last = columns[0], stem(words.split()[-1])
        part = how == 2 and (first.type != "text" or len(columns) > 1)
        rowish = last in ROWS and how > 1 and (is_key(first, self.names.table.rows) or part)
        rowish = rowish or (last in ROWS and stem(self.names.table.name) == last)
        kind = "row" if rowish else first.type if first.type in STARTS else "text"
        self.add(start, end, kind, Mention(kind, words, tuple(columns), exact=how == 3))

    def _rows_not_columns(self) -> None:
        """ "Sales with takings over 100": where the column has its own name, the looser one is the row."""
        exact = {
            m.columns[0].name for _, _, _, m in self.spans if m.columns and m.exact and m.kind != "value"
        }
        for place, (start, end, _, mention) in enumerate(self.spans):
            loose = len(mention.columns) == 1 and mention.kind == "number" and not mention.exact
            if loose and stem(mention.words) in ROWS and mention.column.name in exact:
                self.spans[place] = (start, end, "row", replace(mention, kind="row"))

    def said(self) -> Said:
        self._rows_not_columns()
        pieces, mentions, place, counts = [], {}, 0, defaultdict[str, int](int)
        for start, end, kind, mention in sorted(self.spans, key=lambda span: span[:2]):
            sign = chr(STARTS[kind] + counts[kind])
            counts[kind] += 1
            mentions[sign] = self._narrowed(mention)
            pieces += [self.text[place:start].lower(), f" {sign} "]
            place = end
        pieces.append(self.text[place:].lower())
        return Said(re.sub(r"\s+", " ", " " + "".join(pieces) + " "), mentions)

    def _narrowed(self, mention: Mention) -> Mention:
        """ "Paid in subs": of Subs due and Subs paid the one that another word names too."""
        if mention.kind == "value" or len(mention.columns) < 2:
            return mention
        others = {
            each.columns[0].name
            for _, _, kind, each in self.spans
            if kind not in ("value", "when", "quoted") and each is not mention and len(each.columns) == 1
        }
        shared = tuple(column for column in mention.columns if column.name in others)
        return replace(mention, columns=shared) if len(shared) == 1 else mention


def _named_date(columns: list[Column]) -> list[Column]:
    exact = [column for column in columns if name_words(column.name) == ["date"]]
    return exact or columns
