"""What a hostile result can reach: nothing. A server elsewhere notes all that comes to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Served, shoot
from tests.browser.listening import Elsewhere, elsewhere
from tests.browser.test_obeying_model import ELSEWHERE
from tests.pages.seeds import TABLE, Made, table

__all__ = ["elsewhere"]
pytestmark = pytest.mark.browser

Open = Callable[..., Page]
HOSTILE = (Path(__file__).parent / "hostile.html").read_text(encoding="utf-8")
REFRESH = '<!doctype html><meta http-equiv="refresh" content="0; url=ELSEWHERE/refresh"><p>refreshed</p>'
BACK = "<!doctype html><p id=said>wait</p><script>setTimeout(() => { history.back(); history.go(-1); said.textContent = 'went'; }, 500)</script>"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="50"
  onload="fetch('ELSEWHERE/svgload')"><script href="ELSEWHERE/svgscript"/><script>fetch("ELSEWHERE/svgfetch")</script>
  <style>@import url("ELSEWHERE/svgimport"); rect { fill: url("ELSEWHERE/svgfill#a") }</style><rect width="90" height="40"/>
  <image href="ELSEWHERE/svgimage" width="9" height="9"/><use xlink:href="ELSEWHERE/svguse#a"/><a href="ELSEWHERE/svglink"><text y="20">Zq</text></a>
  <foreignObject width="50" height="50"><iframe xmlns="http://www.w3.org/1999/xhtml" src="ELSEWHERE/svgframe"/></foreignObject></svg>"""
LINK = '<a href="ELSEWHERE/chart?d=1">Zqchart</a>'
PLOTLY = {
    "data": [{"type": "bar", "x": [LINK, "b"], "y": [1, 2], "text": [LINK, LINK], "hovertemplate": LINK}],
    "layout": {
        "title": {"text": LINK},
        "images": [{"source": "ELSEWHERE/plotly.png", "x": 0, "y": 1, "sizex": 1, "sizey": 1}],
        "annotations": [{"text": LINK + '<img src="ELSEWHERE/annotation">', "x": 0, "y": 1}],
        "geo": {"visible": True},
    },
}
VEGA: dict[str, Any] = {
    "layer": [
        {
            "data": {"values": [{"a": "x", "b": 1, "u": "ELSEWHERE/vegaimage.png"}]},
            "mark": {"type": "image", "width": 20, "height": 20, "href": "ELSEWHERE/mark"},
            "encoding": {"url": {"field": "u"}, "x": {"field": "a"}, "y": {"field": "b"}, "href": {"value": "ELSEWHERE/href"}},
        },
        {"data": {"url": "ELSEWHERE/vega.csv"}, "mark": "bar", "encoding": {"x": {"field": "a"}}},
        {
            "data": {"values": [{"a": "x", "b": 2}]},
            "transform": [{"calculate": "window.fetch('ELSEWHERE/expression')", "as": "c"}],
            "mark": {"type": "point", "tooltip": {"expr": "{image: 'ELSEWHERE/tooltip'}"}},
            "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
        },
    ],
    "usermeta": {"embedOptions": {"actions": True, "loader": {"baseURL": "ELSEWHERE/"}}},
}  # fmt: skip
VEGA_FINE = {"layer": VEGA["layer"][:1]}
NAME = '<img src="ELSEWHERE/name"> ![x](ELSEWHERE/mdname) \'"🎉.txt'


def test_a_hostile_page_reaches_nothing(open_page: Open, served: Served, elsewhere: Elsewhere) -> None:
    own, page_socket = served.address, served.address.replace("http", "ws")
    html = elsewhere.filled(HOSTILE).replace("PAGE/", f"{page_socket}/").replace("OWN/", f"{own}/")
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        made = (
            Made("page.html", "text/html", html.encode()),
            Made("refresh.html", "text/html", elsewhere.filled(REFRESH).encode()),
        )
        seeds.result(conversation, "a page", made, title="A page", kind="html")
    page, more = open_page("/settings"), list[str]()
    page.context.on("page", lambda new: more.append(new.url))
    page.on("download", lambda file: more.append(file.suggested_filename))
    page.on("dialog", lambda asked: more.append(asked.message))
    address = f"{served.address}/?c={conversation}"
    page.goto(address)
    frame = page.frame_locator("iframe[title='A page']").first
    frame.locator("#said", has_text="full screen").wait_for()
    said = json.loads(frame.locator("#said").inner_text())
    assert {name: what for name, what in said.items() if what != "refused"} == {}
    assert len(said) == HOSTILE.count("await tried(")
    page.frame_locator("iframe[title='A page']").first.locator("#said").wait_for(state="detached")
    page.wait_for_timeout(1500)
    assert elsewhere.heard == []
    assert more == []
    assert page.url == address
    assert page.title() == "Oneoff"
    shoot(page, "hostile-page")


def test_a_made_page_doesnt_take_the_person_back(open_page: Open, served: Served) -> None:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.result(conversation, "back", (Made("back.html", "text/html", BACK.encode()),), title="Back")
    page = open_page("/settings")
    page.goto(f"{served.address}/?c={conversation}")
    page.frame_locator("iframe[title='Back']").get_by_text("went").wait_for()
    page.wait_for_timeout(1500)
    assert page.url == f"{served.address}/?c={conversation}"


def test_hostile_pictures_charts_cells_and_names_reach_nothing(
    open_page: Open, served: Served, elsewhere: Elsewhere
) -> None:
    fill = elsewhere.filled
    rows = [[fill('<img src="ELSEWHERE/cell">'), fill("ELSEWHERE/address"), fill("![x](ELSEWHERE/md)")]] * 20
    outputs = (
        Made("s", "image/svg+xml", fill(SVG).encode(), text="Zqsvg"),
        Made("p", "application/vnd.plotly.v1+json", fill(json.dumps(PLOTLY)).encode()),
        Made("v", "application/vnd.vegalite.v5+json", fill(json.dumps(VEGA_FINE)).encode()),
        Made("w", "application/vnd.vegalite.v5+json", fill(json.dumps(VEGA)).encode()),
        Made("t", TABLE, table([("a", "string"), ("b", "string"), (fill(NAME), "string")], rows)),
        Made(fill(NAME), "text/plain", b"x", file=True),
        Made("page; " + fill(NAME), "application/x-unknown", b"x", file=True),
    )
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.result(conversation, "all", outputs, title="All of it")
    page, more = open_page("/"), list[str]()
    page.context.on("page", lambda new: more.append(new.url))
    page.goto(f"{served.address}/?c={conversation}")
    page.locator(".js-plotly-plot .barlayer .point").first.wait_for()
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    page.get_by_text("Zqchart").first.wait_for()
    for place in (".js-plotly-plot .barlayer .point", "[data-testid=stVegaLiteChart] svg", ".gtitle"):
        page.locator(place).first.click(force=True)
    page.wait_for_timeout(2000)
    shoot(page, "hostile-outputs")
    assert (
        page.evaluate(
            f"address => ({ELSEWHERE})(address).filter(found => !/^image |data-unformatted/i.test(found))",
            elsewhere.address,
        )
        == []
    )
    assert (
        page.evaluate(
            "address => document.querySelectorAll(`a[href^='${address}'], [*|href^='${address}'] a`).length",
            elsewhere.address,
        )
        == 0
    )
    assert elsewhere.heard == []
    assert more == []
    assert page.url == f"{served.address}/?c={conversation}"


def test_the_listener_would_hear(open_page: Open, elsewhere: Elsewhere) -> None:
    """It does note what comes, and only our headers keep a page from it."""
    page = open_page("/")
    page.goto(f"{elsewhere.address}/itself")
    page.evaluate(elsewhere.filled("""async () => {
            await new Promise(r => { const i = new Image(); i.onerror = r; i.src = 'ELSEWHERE/picture'; });
            const p = new RTCPeerConnection({iceServers: [{urls: 'stun:DATAGRAMS'}]}); p.createDataChannel('x');
            await p.setLocalDescription(await p.createOffer());
        }"""))
    page.wait_for_timeout(1000)
    assert {"connected", "/itself", "/picture", "datagram"} <= set(elsewhere.heard)
