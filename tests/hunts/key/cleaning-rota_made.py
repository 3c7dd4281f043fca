"""Puts our copy of dateutil into cleaning-rota, with the bug: a folder of 8,000 lines."""

import shutil
from pathlib import Path

import dateutil
import six


def make(folder):
    shutil.copytree(
        Path(dateutil.__file__).parent, folder / "dateutil", ignore=shutil.ignore_patterns("__pycache__", "*.tar.gz")
    )
    shutil.copy(six.__file__, folder / "six.py")
    path = folder / "dateutil" / "rrule.py"
    text = path.read_text(encoding="utf-8")
    right = "day += -(weekday-wkst)+self._interval*7"
    assert text.count(right) == 1
    path.write_text(text.replace(right, "day += self._interval*7"), encoding="utf-8")
