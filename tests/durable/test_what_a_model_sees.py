"""Files of every format, full of words that can be found again, on the whole way to a model: what of them arrives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.brief import Brief
from generator.privacy import Privacy
from tests.made_files import made_files
from tests.scripted_server import ScriptedServer
from tests.support import answer
from workshop.blobs import Blobs
from workshop.context import brief_of
from workshop.database import open_database
from workshop.service import GivenFile, Workshop
from workshop.store import Store

TABLES = ("t.csv", "t.tsv", "t.json", "t.jsonl", "t.parquet", "t.sqlite", "t.xlsx")
OTHERS = (
    "t.pdf",
    "t.docx",
    "t.pptx",
    "t.txt",
    "t.log",
    "t.jpg",
    "t.png",
    "t.zip",
    "t.mp4",
    "t.wav",
    "scan.pdf",
)
NAMES = ("nmitem", "nmweight (kg)", "nmsheet", "nmtable", "nmview", "nmfolder/nmmember.txt")
NUMBERS, DATES = r"73,?91\d\d", r"2039[-:]\d\d"
NOWHERE = (
    *(
        "zqdefault",
        "zqview",
        "zqauthor",
        "zqmetadata",
        "zqcomment",
        "zqjpegcomment",
        "zqdescription",
        "zqtitle",
    ),
    *("zqspeakernotes", "zqvideotitle", "zqsoundtitle", "zqinzip", "zqclimbing", "zqarchivecomment"),
)
CONTENTS = ("zqcell0", "zqparagraph of a PDF", "zqheading", "zqparagraph of a document", "zqslide", "zqfirst", "zqmessage",
            "zqmaker zqmodel", "2039:06:07", "48.85667")  # fmt: skip


class Sent:
    """What a model got when it was asked about all the files: `text` as it came over the wire, `brief` as it was made."""

    def __init__(self, text: str, briefs: list[Brief]) -> None:
        self.text = text
        self.pictures = [picture for brief in briefs for picture in brief.pictures]


@pytest.fixture
def sent(make_workshop: Callable[..., Workshop], home: Path) -> Callable[[Privacy], Sent]:
    def ask(privacy: Privacy) -> Sent:
        with ScriptedServer([answer("print('done')"), "It is done."]) as server:
            workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
            store = Store(open_database(f"sqlite:///{home / 'oneoff.db'}"))
            store.set_setting("privacy", {"level": privacy})
            briefs = []
            for names in (TABLES, OTHERS[:5], OTHERS[5:]):
                files = [GivenFile(name, made_files() / name) for name in names]
                turn = workshop.ask(workshop.start_conversation(), "Compose a haiku about these", files)
                assert workshop.wait(turn, 120).status == "done"
                briefs.append(brief_of(store, Blobs(home / "blobs"), turn))
            text = json.dumps(server.requests, ensure_ascii=False)
        assert all(name in text for name in (*TABLES, *OTHERS))
        assert [word for word in NOWHERE if word in text] == []
        return Sent(text, briefs)

    return ask


def test_names_are_all_that_is_seen_of_names(sent: Callable[[Privacy], Sent]) -> None:
    seen = sent("names")
    counted = r"\b9 rows|\d pages|25\.0 pictures|1600 x|41 lines|\d bytes\)|  Note: "
    assert re.findall(rf"zq\w*|{NUMBERS}|{DATES}|48\.85|{counted}", seen.text) == []
    assert [name for name in NAMES if name not in seen.text] == []
    assert "scanned" in seen.text
    assert seen.pictures == []


def test_statistics_are_numbers_and_dates_and_never_a_text(sent: Callable[[Privacy], Sent]) -> None:
    seen = sent("statistics")
    assert re.findall(r"zq\w*|2039:06:07|48\.85", seen.text) == []
    for wanted in (
        *NAMES,
        "739100 to 739156",
        "2039-04-01 to 2039-04-09",
        "9 rows",
        "ERROR 10",
        "2.0 seconds",
    ):
        assert wanted in seen.text
    assert seen.pictures == []


def test_samples_are_seen_where_they_are_allowed(sent: Callable[[Privacy], Sent]) -> None:
    seen = sent("samples")
    assert [word for word in CONTENTS if word not in seen.text] == []
    assert [picture.name for picture in seen.pictures] == ["t.jpg", "t.png", "scan.pdf"]
    for picture in seen.pictures:
        assert picture.mime == "image/jpeg"
        assert picture.data.startswith(b"\xff\xd8\xff")
        assert re.findall(rb"zq|Exif", picture.data) == []
