"""Stands at the top of an exported tool, as text: what its fields take, and where its files are."""

import argparse
import atexit
import datetime
import os
import shutil
import sys
import tempfile
from pathlib import Path


def within(kind, low=float("-inf"), high=float("inf")):
    def number(text):
        value = kind(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} isn't between {low} and {high}")
        return value

    return number


def date(text):
    return datetime.date.fromisoformat(text).isoformat()


# The program finds its files in the folder "in" of a room of its own, and leaves what it makes in "out" there.
def put_in_place(files, out):
    here, room, own = (
        Path.cwd(),
        Path(tempfile.mkdtemp(prefix="tool-")),
        {path.resolve() for _, path in files},
    )
    (room / "in").mkdir()
    (room / "out").mkdir()
    for name, path in files:
        shutil.copyfile(path, room / "in" / (name or path.name))

    def bring_back():
        os.chdir(here)
        for made in sorted(path for path in (room / "out").rglob("*") if path.is_file()):
            kept = Path(out) / made.relative_to(room / "out")
            while kept.resolve() in own:  # what was given is never written over
                kept = kept.with_name(f"new {kept.name}")
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, kept)
            print(f"Saved {kept}")
        shutil.rmtree(room, ignore_errors=True)

    atexit.register(bring_back)
    os.chdir(room)
    del sys.argv[1:]
