"""Tries checks on results and compares results by value; writes what it found to /out/evidence.json."""

from __future__ import annotations

import base64
import contextlib
import csv
import datetime
import difflib
import functools
import hashlib
import io
import itertools
import json
import math
import os
import pickle
import re
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

RESULTS: list[dict[str, Any]] = []  # {"outputs": [...], "printed"} as in generator/evidence/report.py
CLAIMS: list[dict[str, str]] = []  # {"text", "code"}
PAIRS: list[tuple[int, int]] = []  # places in RESULTS that are compared
VALUES: list[list[Any]] = []  # of each list it is counted how many stand in a given file
SECONDS = 5.0  # for one check
WORDS = True  # whether printed words stand in a shape
NAMES: list[str] | None = None  # which names do, None for all
COUNTS = True  # whether counts do

IN, OUT = "/in", "/out"
LARGEST = 20_000_000  # bytes of a file that is opened
UNZIPPED = 200_000_000  # bytes a workbook may unfold to
ROWS = 200_000  # of a table that are compared
COLUMNS = 200
TEXT = 200_000  # characters of a result's text
ROOM = 600_000_000  # bytes of memory for one step, beyond what the program has
LOAD_SECONDS = 15.0  # for what one result holds
COMPARE_SECONDS = 15.0
VALUE_SECONDS = 15.0
DAMAGE_SECONDS = 25.0  # for all checks on all damaged results together
MOST_DIFFERENCES = 50


# include: apart


# include: numerals


# include: labels


# include: loading


# include: charts


# include: equal


# include: results


# include: shaping


# include: damaging


# include: trying


# include: columns


# include: aligning


# include: tables


# include: lines


# include: figures


# include: words


# include: comparing


# include: holding


def main() -> None:
    loaded = [load_apart(result) for result in RESULTS]
    found = {
        "shapes": [each.shape for each in loaded],
        "checks": tried(CLAIMS, loaded[0]) if loaded and CLAIMS else [],
        "comparisons": [compared_apart(loaded[here], loaded[there]) for here, there in PAIRS],
        "held": held_apart(),
    }
    Path(OUT, "evidence.json").write_text(
        json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode(), encoding="utf-8"
    )


main()
