"""Looks at every file in FILES and writes what it found to /out/profile.json."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import os
import re
import resource
import select
import signal
import sqlite3
import statistics
import struct
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

FILES: list[str] = []
CUT: dict[str, dict[str, Any]] = {}  # files of which only pieces are given: {"size", "pieces": lengths}
PICTURED: list[str] = []  # of these a small copy of the picture is made

IN, OUT = "/in", "/out"
WHOLE = 24_000_000  # bytes: up to here a table is read whole, above it is sampled
PIECE = 3_000_000  # bytes of each of the three samples
CELLS = 6_000_000  # cells that are looked at in one table
UNZIPPED = 400_000_000  # bytes an Excel file may unfold to
SHEETS = 40
SECONDS, ALL_SECONDS = 20.0, 50.0  # for one file, for all of them
ROOM = 900_000_000  # bytes of memory for looking at a file
NA = [
    "",
    "na",
    "n/a",
    "#n/a",
    "nan",
    "null",
    "none",
    "nil",
    "-",
    "--",
    "—",
    "–",
    "?",
    ".",
    "missing",
    "无",
    "缺失",
]
YES = {"yes", "no", "y", "n", "true", "false", "ja", "nein", "oui", "non", "si", "sí", "是", "否", "t", "f"}
MONEY = (
    r"[$€£¥￥₹₽₩₺元]|\b(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|SEK|NOK|DKK|PLN|CZK|kr|zł|Fr\.)(?![A-Za-z])"
)
JUNK = re.compile(MONEY + r"|[%\s\u00a0\u202f'’]", re.I)
NUMBER = re.compile(r"[-+−]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][-+]?\d+)?-?|\([\d.,]+\)")
DATES = [
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%y",
    "%d/%m/%y", "%m/%d/%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y",
    "%b %Y", "%B %Y", "%b-%y", "%Y-%m", "%Y/%m", "%m/%Y", "%Y年%m月%d日", "%Y年%m月", "%a, %d %b %Y",
]  # fmt: skip
TIMES = [
    "",
    " %H:%M",
    " %H:%M:%S",
    " %H:%M:%S.%f",
    " %I:%M %p",
    " %I:%M:%S %p",
    "T%H:%M",
    "T%H:%M:%S",
    "T%H:%M:%S.%f",
]
LOCKED = (
    "The file {name} is protected with a password. Open it, save a copy without a password and add that copy."
)
OLD = "The file {name} is in the old Excel format (.xls). Open it in Excel or LibreOffice, save it as .xlsx and add that."
BROKEN = "The file {name} can't be opened: it seems to be damaged or cut off. Save or export it again and add the new copy."
PROBLEMS = (
    OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError, RecursionError,
    MemoryError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error, struct.error, csv.Error,
)  # fmt: skip


# include: values


# include: units


# include: columns


# include: headers


# include: tables


# include: text


# include: delimited


# include: records


# include: logs


# include: blocks


# include: sheets


# include: parquet


# include: databases


# include: pictures


# include: pdf


# include: documents


# include: archives


# include: media


# include: files


# include: apart


def main() -> None:
    profiles = profiles_apart(FILES)
    Path(OUT, "profile.json").write_text(json.dumps(profiles, ensure_ascii=False), encoding="utf-8")


main()
