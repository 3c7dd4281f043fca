"""Puts our copy of Jinja2 into city-letters, with the bug: a folder of 14,000 lines."""

import shutil
from pathlib import Path

import jinja2


def make(folder):
    shutil.copytree(Path(jinja2.__file__).parent, folder / "jinja2", ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / "jinja2" / "filters.py"
    text = path.read_text(encoding="utf-8")
    right = "groupby(sorted(value, key=expr), expr)"
    assert text.count(right) == 1
    path.write_text(text.replace(right, "groupby(value, expr)"), encoding="utf-8")
