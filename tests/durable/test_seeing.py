"""Answers that are looked at: slides made of a file's values, a PDF's pages, each from a program that a model would write."""

from __future__ import annotations

import pytest

from tests.durable.test_asking import MakeWorkshop
from tests.scripted_server import ScriptedServer
from tests.support import WRITER, answer, unmarked
from workshop.service import GivenFile, Workshop
from workshop.views import TurnView

SALES = b"month,amount\nJan,120.50\nFeb,99\n<b>Mar</b>,310.25\n"
TOTALS = """
import pandas as pd

sales = pd.read_csv("/in/sales.csv")
display(sales.groupby("month", sort=False, as_index=False)["amount"].sum())
"""
SLIDES = r'''
import html
import json

import pandas as pd
from IPython.display import HTML

TITLE = "Sales by month"  # INPUT: Title | text

sales = pd.read_csv("/in/sales.csv").groupby("month", sort=False)["amount"].sum()
slides = [{"month": month, "amount": f"{amount:,.2f}"} for month, amount in sales.items()]
page = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="height" content="480"><title>%s</title>
<style>:root { color-scheme: light dark } body { font: 1.25rem system-ui; display: grid; gap: 1rem; padding: 3rem }</style></head>
<body><h1 id="month"></h1><p id="amount"></p><p id="place"></p>
<p><button id="back">Back</button> <button id="next">Next</button></p>
<script>
const slides = %s; let at = 0;
const show = () => { for (const name of ["month", "amount"]) document.getElementById(name).textContent = slides[at][name];
  document.getElementById("place").textContent = `${at + 1} of ${slides.length}`; };
const go = step => { at = Math.min(Math.max(at + step, 0), slides.length - 1); show(); };
document.getElementById("back").onclick = () => go(-1); document.getElementById("next").onclick = () => go(1);
document.onkeydown = event => go({ArrowLeft: -1, ArrowRight: 1}[event.key] || 0);
show();
</script></body></html>""" % (html.escape(TITLE), json.dumps(slides).replace("<", "\\u003c"))
display(HTML(page))
'''
REPORT = """
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas("/out/report <1>.pdf")
for number in range(1, 7):
    canvas.drawString(100, 700, f"Page {number}")
    canvas.showPage()
canvas.save()
open("/out/broken.pdf", "wb").write(b"%PDF-1.7 and nothing more")
"""


@pytest.fixture
def asking(make_workshop: MakeWorkshop) -> MakeWorkshop:
    def make(server: ScriptedServer) -> Workshop:
        return make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)

    return make


def asked(workshop: Workshop, conversation: str, text: str, files: tuple[GivenFile, ...] = ()) -> TurnView:
    view = workshop.wait(workshop.ask(conversation, text, files), 120)
    assert view.status == "done", (view.error, view.words, view.question)
    return view


def test_show_it_as_slides_makes_a_page_of_the_values_in_the_file(asking: MakeWorkshop) -> None:
    said = [answer(TOTALS, "Sales by month"), "Words.", answer(SLIDES, "Slides of the sales"), "Words."]
    with ScriptedServer(said) as server:
        workshop = asking(server)
        conversation = workshop.start_conversation()
        asked(workshop, conversation, "add up sales by month", (GivenFile("sales.csv", SALES),))
        view = asked(workshop, conversation, "show it as slides")
        writers = [unmarked(str(body)) for body in server.requests if WRITER in str(body)]
    assert len(writers) == 2
    assert "display(HTML(page))" in writers[1], "the writer is told how a page comes to values"
    assert "The program as it is" in writers[1]
    (page,) = (output for output in view.outputs if output.mime == "text/html")
    made = workshop.blob(page.blob).decode()
    for value in ("120.50", "99.00", "310.25", "\\u003cb>Mar"):
        assert value in made
    assert view.kind == "python"
    assert [field.label for field in view.form] == ["Title"]


def test_a_page_becomes_python_and_python_becomes_a_page(asking: MakeWorkshop) -> None:
    clock = "<!doctype html><html><head><title>t</title></head><body>A clock</body></html>"
    said = [answer(clock, "A clock", "html"), answer("print('12:30')", "The time"), "Words."]
    with ScriptedServer([*said, answer(clock, "A clock", "html")]) as server:
        workshop = asking(server)
        conversation = workshop.start_conversation()
        kinds = [
            asked(workshop, conversation, text).kind for text in ("a clock", "print it", "as a page again")
        ]
    assert kinds == ["html", "python", "html"]


def test_the_first_pages_of_a_pdf_are_pictures_and_a_broken_one_is_a_download(asking: MakeWorkshop) -> None:
    with ScriptedServer([answer(REPORT, "A report"), "Words."]) as server:
        workshop = asking(server)
        view = asked(workshop, workshop.start_conversation(), "make a report")
        explained = [body for body in server.requests if WRITER not in str(body)]
    files = [output.name for output in view.outputs if output.file]
    drawn = [output for output in view.outputs if output.drawn]
    assert sorted(files) == ["broken.pdf", "report _1_.pdf"]
    assert [output.text for output in drawn] == [f"report _1_.pdf, page {n} of 6" for n in range(1, 5)]
    assert [output.cut for output in drawn] == ["", "", "", "first 4 of 6 pages"]
    assert all(workshop.blob(output.blob).startswith(b"\x89PNG") for output in drawn)
    assert "page 1 of 6" not in str(explained), "no model is told of pictures that we made"
