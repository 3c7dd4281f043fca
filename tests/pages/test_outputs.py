"""Every media type, broken ones, and hostile ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pages.parts import web_page
from tests.pages.conftest import Room
from tests.pages.looking import in_order, labels, sent, words
from tests.pages.seeds import TABLE, Made, png, table

VEGA: dict[str, Any] = {
    "data": {"values": [{"a": "x", "b": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}},
}
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


def test_a_rerun_reads_nothing_again(room: Room) -> None:
    """What was shown once is shown again, though its bytes are gone."""
    conversation = room.seeds.conversation()
    made = tuple(Made(f"{at}", mime, data) for at, (mime, (data, _kind)) in enumerate(SHOWN.items()))
    room.seeds.result(conversation, "all of it", made)
    page = room.make(conversation)
    for output in room.workshop.conversation(conversation).turns[0].outputs:
        room.seeds.blobs.path(output.blob).unlink()
    page.run()
    assert "can't be shown here as it is" not in words(page)


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


def test_many_outputs_are_shown_a_page_of_them_at_a_time(room: Room) -> None:
    """Three hundred pictures: as many as fit on a page, and which ones these are."""
    pictures = tuple(Made(f"p{n}.png", "image/png", png(4, 4, (n % 250, n // 250, 7))) for n in range(300))
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "draw them", pictures)
    page = room.make(conversation)
    assert len(page.get("image")) == 12
    assert "1 to 12 of 300" in words(page)
    page.session_state[f"page-{turn}"] = 25
    page.run()
    assert "289 to 300 of 300" in words(page)
    last = room.workshop.conversation(conversation).turns[0].outputs[-1].blob
    assert last in page.get("image")[-1].proto.imgs[0].url


def test_many_files_stay_usable(room: Room) -> None:
    files = tuple(Made(f"file-{n}.bin", "application/x-unknown", b"%d" % n, file=True) for n in range(90))
    page = _shown(room, files)
    assert len([label for label in labels(page) if label.startswith("file-")]) == 50
    assert "All as one ZIP (170 bytes)" in labels(page)
    assert "The other 40 are in the ZIP." in words(page)


def test_a_table_with_a_million_rows_or_two_thousand_columns_is_shown_in_part_and_says_so(
    room: Room,
) -> None:
    names = [(f"c{n}", "integer") for n in range(2000)]
    page = _shown(room, (Made("wide", TABLE, table(names, [[*range(2000)]] * 2)),))
    assert page.dataframe[0].value.shape == (2, 200)
    assert "The first 200 of 2,000 columns." in words(page)
    long = (
        b'{"schema":{"fields":[{"name":"a","type":"integer"}]},"data":['
        + b'{"a":1},' * 999_999
        + b'{"a":1}]}'
    )
    page = _shown(room, (Made("long", TABLE, long),))
    assert page.dataframe[0].value.shape == (10_000, 1)
    assert "The first 10,000 of 1,000,000 rows." in words(page)


def test_rows_of_a_long_table_are_found_by_any_cell(room: Room) -> None:
    rows = [["Ünal <b>", 5.0, "2025-01-02"], *([f"n{n}", float(n), "2024-05-05"] for n in range(300, 330))]
    fields = [("Name", "string"), ("Amount", "number"), ("Day", "date")]
    page = _shown(room, (Made("t", TABLE, table(fields, rows)),))
    assert len(page.dataframe[0].value) == 31
    for wanted, found in (("ünal <B", 1), ("2025-01-02", 1), ("312", 1), ("n3", 30), (".*", 0)):
        page.text_input[0].set_value(wanted).run()
        assert len(page.dataframe[0].value) == found, wanted
        assert f"{found} of 31 rows" in words(page)


HUGE = {
    "text/plain": b"a line of a log\n" * 6_500_000,  # 104 MB
    "text/csv": b"a,b\n1,2\n" * 100_000,
    "text/markdown": b"## A heading\n\nmany words\n\n" * 100_000,
    "application/json": b"[" + b'{"a": [1, 2, 3]},\n' * 100_000 + b"0]",
}


@pytest.mark.parametrize("mime", HUGE)
def test_a_huge_text_is_shown_in_part_and_says_so(room: Room, mime: str) -> None:
    page = _shown(room, (Made("thing", mime, HUGE[mime]),))
    assert "The beginning of it." in words(page)
    assert len(sent(page)) < 100_000
    assert any(label.startswith("thing (") for label in labels(page))


@pytest.mark.parametrize("deep", ["> " * 5000, "- " * 5000, ">" * 5000, " " * 5000 + "- a"])
def test_markdown_that_goes_too_deep_for_a_browser_is_shown_as_it_is_written(room: Room, deep: str) -> None:
    page = _shown(room, (Made("deep", "text/markdown", f"# Zq\n\n{deep} x".encode()),))
    assert any("# Zq" in block.value for block in page.code)


@pytest.mark.parametrize(
    ("head", "height"),
    [
        ('<!doctype html><meta name="height" content="900">', 900),
        ("<html><META content=300px name=height>", 300),
        ('<html><meta name="height" content="99999">', 1600),
        ('<html><meta name="height" content="1">', 640),
        ('<html><meta name="viewport" content="width=900">', 640),
        ("<p>a piece of a page</p>", 420),
    ],
)
def test_a_page_is_as_high_as_it_asks_for(head: str, height: int) -> None:
    assert web_page.height(head) == height


def test_charts_hold_no_links_and_keep_their_data(room: Room) -> None:
    link = '<a href="http://evil.example/?d=1">Total</a> <<a>a href="http://evil.example/2">x'
    figure = {"data": [{"type": "bar", "x": [link], "y": [1]}], "layout": {"title": {"text": link}}}
    vega = {
        "data": {"values": [{"a": "x", "href": "http://evil.example/data", "b": 1}]},
        "mark": {"type": "bar", "href": "http://evil.example/mark"},
        "encoding": {**VEGA["encoding"], "href": {"value": "http://evil.example/encoding"}},
        "config": {"mark": {"href": "http://evil.example/config"}},
        "usermeta": {"embedOptions": {"loader": {"target": "http://evil.example/meta"}}},
    }
    page = _shown(
        room,
        (
            Made("p", "application/vnd.plotly.v1+json", json.dumps(figure).encode()),
            Made("v", "application/vnd.vegalite.v5+json", json.dumps(vega).encode()),
        ),
    )
    drawn = page.get("plotly_chart")[0].proto.spec
    assert "Total" in drawn
    assert "evil.example" not in drawn
    assert json.loads(page.get("vega_lite_chart")[0].proto.spec)["mark"] == {"type": "bar"}
    assert sent(page).count("evil.example") == 1
    assert "evil.example/data" in sent(page)


def _shown(room: Room, outputs: tuple[Made, ...]):  # type: ignore[no-untyped-def]
    conversation = room.seeds.conversation()
    room.seeds.result(conversation, "show it", outputs)
    return room.make(conversation)
