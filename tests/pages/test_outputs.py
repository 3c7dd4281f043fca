"""Every media type, broken ones, and hostile ones."""

from __future__ import annotations

import json

import pytest

from pages.parts import table as tables
from tests.pages.conftest import Room
from tests.pages.looking import in_order, labels, sent, words
from tests.pages.seeds import TABLE, Made, png, table

VEGA = {"data": {"values": [{"a": "x", "b": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
PLOTLY = {"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {}}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SHOWN = {
    "image/png": (png(), "image"),
    "image/jpeg": (b"\xff\xd8\xff\xe0", "image"),
    "image/svg+xml": (SVG, "image"),
    "text/html": (b"<p>hi</p>", "iframe"),
    "application/vnd.vegalite.v5+json": (json.dumps(VEGA).encode(), "vega_lite_chart"),
    "application/vnd.plotly.v1+json": (json.dumps(PLOTLY).encode(), "plotly_chart"),
    "audio/wav": (b"RIFF", "audio"),
    "video/mp4": (b"\0\0\0\x18ftyp", "video"),
    TABLE: (table([("a", "integer")], [[1]]), "dataframe"),
    "text/markdown": (b"## Two\n", "markdown"),
    "text/plain": (b"two", "text"),
    "application/json": (b'{\n"a": 1}', "code"),
}


@pytest.mark.parametrize("mime", SHOWN)
def test_each_media_type_is_shown_as_what_it_is(room: Room, mime: str) -> None:
    data, kind = SHOWN[mime]
    before = len(_shown(room, (Made("other", "application/x-unknown", b"abc"),)).get(kind))
    page = _shown(room, (Made("thing", mime, data),))
    assert len(page.get(kind)) == before + 1
    assert "can't be shown" not in words(page)


@pytest.mark.parametrize("mime", ["application/pdf", "application/x-unknown", "image/tiff"])
def test_what_isnt_known_is_a_download(room: Room, mime: str) -> None:
    assert "thing (3 bytes)" in labels(_shown(room, (Made("thing", mime, b"abc"),)))


@pytest.mark.parametrize(
    ("mime", "data"),
    [
        (TABLE, b"{nope"),
        (TABLE, b"[]"),
        (TABLE, b'{"schema": {"fields": [{}]}, "data": [{}]}'),
        (TABLE, b'{"schema": {"fields": [{"name": "a"}]}, "data": [1]}'),
        (TABLE, b"\xff\xfe\x00"),
        (TABLE, b"[" * 100_000),
        ("application/vnd.vegalite.v5+json", b"[]"),
        ("application/vnd.vegalite.v5+json", b"{}"),
        ("application/vnd.plotly.v1+json", b"{"),
        ("application/vnd.plotly.v1+json", b'{"data": [{"type": "no such"}]}'),
    ],
)
def test_a_broken_output_is_a_sentence_and_a_download(room: Room, mime: str, data: bytes) -> None:
    page = _shown(room, (Made("thing", mime, data), Made("after", "text/plain", b"still here")))
    assert "can't be shown here as it is" in words(page)
    assert any(label.startswith("thing (") for label in labels(page))
    assert "still here" in [text.value for text in page.text]


def test_a_blob_that_is_gone_doesnt_break_the_page(room: Room) -> None:
    conversation = room.seeds.conversation()
    room.seeds.result(conversation, "sum", (Made("t", TABLE, table([("a", "integer")], [[1]])),))
    digest = room.workshop.conversation(conversation).turns[0].outputs[0].blob
    room.seeds.blobs.path(digest).unlink()
    assert "can't be shown here as it is" in words(room.make(conversation))


def test_things_to_look_at_come_first_and_the_same_picture_once(room: Room) -> None:
    outputs = (
        Made("t.txt", "text/plain", b"words"),
        Made("table", TABLE, table([("a", "integer")], [[1]])),
        Made("p.png", "image/png", png()),
        Made("p.png", "image/png", png(), file=True),
    )
    page = _shown(room, outputs)
    kinds = [kind for kind in in_order(page) if kind in ("image", "dataframe", "text")]
    assert kinds == ["text", "image", "dataframe", "text"]
    assert any(label.startswith("p.png (") for label in labels(page))


def test_pages_and_pictures_come_from_the_safe_route_only(room: Room) -> None:
    html, svg = b"<script>top.location='http://evil.example'</script>", SVG
    page = _shown(room, (Made("h", "text/html", html), Made("s", "image/svg+xml", svg)))
    everything = sent(page)
    assert "evil.example" not in everything
    assert "alert(1)" not in everything
    assert "srcdoc" not in everything
    assert page.get("iframe")[0].proto.src.startswith("/app/static/shown/")


def test_hostile_text_stays_text(room: Room) -> None:
    hostile = "<script>alert(1)</script> **b** :red[x] :material/home: ![i](http://evil.example/i.png)"
    conversation = room.seeds.conversation()
    room.seeds.result(
        conversation,
        hostile,
        (Made(hostile, "application/x-unknown", b"abc"),),
        title=hostile,
        understood=hostile,
        words=hostile,
    )
    page = room.make(conversation)
    allowed = [element for element in page.markdown if element.proto.allow_html]
    assert allowed == []
    assert "![" not in page.markdown[-1].value
    assert "**" not in page.subheader[0].value.replace("\\*\\*", "")
    assert not any(node.proto.body == hostile for node in page.subheader)


def test_cells_and_names_of_a_table_stay_as_they_are(room: Room) -> None:
    page = _shown(
        room, (Made("t", TABLE, table([("<b>x</b>", "string")], [["<img src=x onerror=alert(1)>"]])),)
    )
    frame = page.dataframe[0].value
    assert list(frame.columns) == ["<b>x</b>"]
    assert frame.iloc[0, 0] == "<img src=x onerror=alert(1)>"


def test_a_table_has_the_right_types_and_loses_nothing(room: Room) -> None:
    data = table(
        [
            ("n", "integer"),
            ("f", "number"),
            ("d", "datetime"),
            ("b", "boolean"),
            ("mixed", "number"),
            ("n", "string"),
        ],
        [[1, 1.5, "2025-01-02", True, "a", "x"], [None, None, None, None, 2, None]],
    )
    frame = _shown(room, (Made("t", TABLE, data),)).dataframe[0].value
    assert list(frame.columns) == ["n", "f", "d", "b", "mixed", "n (2)"]
    assert str(frame["d"].dtype).startswith("datetime64")
    assert list(frame["mixed"]) == ["a", "2"]


def test_a_cut_table_says_so(room: Room) -> None:
    rows = [[number] for number in range(30)]
    page = _shown(room, (Made("t", TABLE, table([("a", "integer")], rows, total=31204)),))
    assert "The first 30 of 31,204 rows." in words(page)
    cut = _shown(room, (Made("t", TABLE, table([("a", "integer")], rows), cut="first 30 of 99 rows"),))
    assert "first 30 of 99 rows" in words(cut)


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    cells = ["=1+1", "+49 30", "-5", "-5,25", "@cmd", "\tx", "plain", '=HYPERLINK("x")', "+3"]
    written = tables.as_csv(table([("=a", "string")], [[cell] for cell in cells])).decode("utf-8-sig")
    assert written.splitlines() == [
        "'=a",
        "'=1+1",
        "'+49 30",
        "-5",
        '"-5,25"',
        "'@cmd",
        "'\tx",
        "plain",
        '"\'=HYPERLINK(""x"")"',
        "+3",
    ]


def test_many_outputs_and_files_stay_usable(room: Room) -> None:
    shown = tuple(Made(f"{n}.txt", "text/plain", f"text {n}".encode()) for n in range(30))
    files = tuple(
        Made(f"file-{n}.bin", "application/x-unknown", f"{n}".encode(), file=True) for n in range(9)
    )
    page = _shown(room, (*shown, *files))
    assert "text 11" in [text.value for text in page.text]
    assert "text 12" not in [text.value for text in page.text]
    assert any(label.startswith("All of them as one ZIP") for label in labels(page))
    next(button for button in page.button if button.label.startswith("Show the other")).click().run()
    assert "text 29" in [text.value for text in page.text]


def _shown(room: Room, outputs: tuple[Made, ...]):  # type: ignore[no-untyped-def]
    conversation = room.seeds.conversation()
    room.seeds.result(conversation, "show it", outputs)
    return room.make(conversation)
