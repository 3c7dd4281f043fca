"""Ten results from different requests are kept as tools, as they are, and run with other values and other files, in a browser.

    python -m bench.ten_tools

The model is scripted, its programs are such as a strong model writes; all else is real: the page, the workflow, the sandbox.
Prints a line for each and how many worked without touching the form.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright

from tests.browser.conftest import IDLE, serving
from tests.scripted_server import Reply, Script, ScriptedServer
from tests.support import WRITER, answer

SLOW = 60_000  # ms


@dataclass(frozen=True)
class Case:
    """`files`: by name, what it was made with; `others`: by the label of its field. `values`: by label. `says`: stands on the
    page afterwards, and didn't before."""

    request: str
    source: str
    values: dict[str, str]
    says: str
    files: dict[str, bytes] = field(default_factory=dict)
    others: dict[str, dict[str, bytes]] = field(default_factory=dict)
    kind: str = "python"


def sheet(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def picture(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), (42, 75, 141)).save(made, "PNG")
    return made.getvalue()


CASES = (
    Case(
        "add up my sales by month as a bar chart",
        """import pandas as pd
import matplotlib.pyplot as plt

YEAR = 2025  # INPUT: Year | integer 2000 to 2100
CURRENCY = "EUR"

frame = pd.read_csv("/in/sales.csv", parse_dates=["Date"])
frame = frame[frame["Date"].dt.year == YEAR]
sums = frame.groupby(frame["Date"].dt.strftime("%Y-%m"))["Amount"].sum()
sums.plot.bar(title=f"Sales {YEAR}")
plt.tight_layout()
plt.show()
print(f"Total of {YEAR}: {sums.sum():.2f} {CURRENCY}")
""",
        {"Year": "2026"},
        "Total of 2026: 30.50 EUR",
        {"sales.csv": b"Date,Amount\n2025-01-02,10\n2025-02-03,20.5\n"},
        {"sales.csv": {"this year.csv": b"Date,Amount\n2026-01-02,10\n2026-03-03,20.5\n2025-01-01,1\n"}},
    ),
    Case(
        "which invoices are overdue",
        """import pandas as pd

TODAY = "2026-05-31"  # INPUT: Overdue on | date
AT_LEAST = 0.0  # INPUT: Only from this amount | number 0 to 100000

invoices = pd.read_excel("/in/invoices.xlsx")
invoices["Due"] = pd.to_datetime(invoices["Due"])
late = invoices[(invoices["Due"] < pd.Timestamp(TODAY)) & (invoices["Amount"] >= AT_LEAST)]
display(late)
print(f"{len(late)} overdue, {late['Amount'].sum():.2f} in all")
""",
        {"Only from this amount": "50"},
        "1 overdue, 70.00 in all",
        {"invoices.xlsx": sheet([["Number", "Due", "Amount"], ["A1", "2026-05-01", 20], ["A2", "2026-07-01", 30]])},
        {"invoices.xlsx": {"june.xlsx": sheet([["Number", "Due", "Amount"], ["B1", "2026-04-01", 70], ["B2", "2026-05-02", 5]])}},
    ),
    Case(
        "the most frequent words of this text",
        """import re
from collections import Counter
from pathlib import Path

SHORTEST = 4  # INPUT: Shortest word | integer 1 to 30
HOW_MANY = 10  # INPUT: How many | integer 1 to 100

words = re.findall(r"[^\\W\\d_]+", Path("/in/essay.txt").read_text(encoding="utf-8").lower())
for word, count in Counter(word for word in words if len(word) >= SHORTEST).most_common(HOW_MANY):
    print(f"{count:>4}  {word}")
""",
        {"Shortest word": "3", "How many": "1"},
        "2  fox",
        {"essay.txt": b"Twice upon a time there were whales, and whales sang. " * 3},
        {"essay.txt": {"other text.txt": b"The fox saw a fox in it. No, it is an owl in a box by me."}},
    ),
    Case(
        "put the customers' towns to the orders",
        """import pandas as pd

KEEP = "all orders"  # INPUT: Keep | one of all orders, only matching

orders = pd.read_csv("/in/orders.csv")
customers = pd.read_csv("/in/customers.csv")
joined = orders.merge(customers, on="Customer", how="left" if KEEP == "all orders" else "inner")
joined.to_csv("/out/orders with towns.csv", index=False)
display(joined)
print(f"{len(joined)} orders, {joined['Town'].notna().sum()} with a town")
""",
        {"Keep": "only matching"},
        "2 orders, 2 with a town",
        {"orders.csv": b"Order,Customer\n1,7\n2,8\n", "customers.csv": b"Customer,Town\n7,Bern\n"},
        {
            "orders.csv": {"new orders.csv": b"Order,Customer\n3,7\n4,9\n5,10\n"},
            "customers.csv": {"new customers.csv": b"Customer,Town\n7,Bern\n9,Graz\n"},
        },
    ),
    Case(
        "one table of all these files",
        """from pathlib import Path

import pandas as pd

NAME = "all.csv"  # INPUT: Name of the file

parts = [pd.read_csv(path).assign(File=path.name) for path in sorted(Path("/in").glob("*.csv"))]
whole = pd.concat(parts, ignore_index=True)
whole.to_csv(f"/out/{NAME}", index=False)
print(f"{len(parts)} files, {len(whole)} rows")
""",
        {"Name of the file": "quarter.csv"},
        "3 files, 4 rows",
        {"a.csv": b"x\n1\n", "b.csv": b"x\n2\n"},
        {"Files": {"jan.csv": b"x\n1\n", "feb.csv": b"x\n2\n3\n", "mar.csv": b"x\n4\n"}},
    ),
    Case(
        "make these pictures smaller",
        """from pathlib import Path

from PIL import Image

WIDTH = 100  # INPUT: Width in pixels | integer 10 to 4000

for path in sorted(Path("/in").iterdir()):
    picture = Image.open(path)
    height = round(picture.height * WIDTH / picture.width)
    picture.resize((WIDTH, height)).save(f"/out/{path.stem} small.png")
    print(f"{path.name}: {WIDTH} x {height}")
""",
        {"Width in pixels": "50"},
        "tree.png: 50 x 25",
        {"house.png": picture(200, 100)},
        {"Files": {"tree.png": picture(400, 200)}},
    ),
    Case(
        "how much do I have after saving for some years",
        """import pandas as pd

MONTHLY = 100.0  # INPUT: Saved a month | number 1 to 100000
YEARS = 10  # INPUT: Years | integer 1 to 60
RATE = 2.0  # INPUT: Interest a year in percent | number 0 to 20

have, rows = 0.0, []
for year in range(1, YEARS + 1):
    for _ in range(12):
        have = (have + MONTHLY) * (1 + RATE / 1200)
    rows.append((year, round(have, 2)))
display(pd.DataFrame(rows, columns=["Year", "Saved"]))
print(f"{have:.2f} after {YEARS} years")
""",
        {"Interest a year in percent": "0", "Years": "3"},
        "3600.00 after 3 years",
    ),
    Case(
        "a page that counts down to a day",
        """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Countdown</title></head><body>
<script type="application/json" id="inputs">{"what": "Summer", "day": "2027-06-21"}</script>
<h1></h1><p></p><script>
const given = JSON.parse(document.getElementById("inputs").textContent);
document.querySelector("h1").textContent = "Until " + given.what;
document.querySelector("p").textContent = "The day is " + given.day;
</script></body></html>""",
        {"What": "the exam"},
        "Until the exam",
        kind="html",
    ),
    Case(
        "errors of an hour in this log",
        """import re
from collections import Counter
from pathlib import Path

LEVEL = "ERROR"  # INPUT: Level | one of ERROR, WARNING, INFO

hours = Counter()
for line in Path("/in/app.log").read_text(errors="replace").splitlines():
    if (found := re.match(r"\\d{4}-\\d\\d-\\d\\d (\\d\\d):", line)) and f" {LEVEL} " in line:
        hours[found[1]] += 1
for hour, count in sorted(hours.items()):
    print(f"{hour}:00  {count}")
print(f"{sum(hours.values())} lines with {LEVEL}")
""",
        {"Level": "WARNING"},
        "2 lines with WARNING",
        {"app.log": b"2026-01-01 10:00:01 ERROR disk\n2026-01-01 11:00:01 INFO fine\n"},
        {"app.log": {"today.log": b"2026-02-01 08:00:01 WARNING hot\n2026-02-01 09:10:00 WARNING hot\n2026-02-01 09:11:00 INFO ok\n"}},
    ),
    Case(
        "who of my class was born in a month",
        """import json

MONTH = 5  # INPUT: Month | integer 1 to 12

pupils = json.load(open("/in/class.json", encoding="utf-8"))
born = [one["name"] for one in pupils if int(one["born"][5:7]) == MONTH]
print(f"Born in month {MONTH}: {', '.join(sorted(born)) or 'nobody'}")
""",
        {"Month": "9"},
        "Born in month 9: Ada, Lin",
        {"class.json": b'[{"name": "Bo", "born": "2015-05-02"}, {"name": "Cy", "born": "2015-06-02"}]'},
        {"class.json": {"class 4b.json": b'[{"name": "Lin", "born": "2016-09-02"}, {"name": "Ada", "born": "2016-09-30"}]'}},
    ),
)  # fmt: skip


def ask(page: Page, address: str, case: Case) -> None:
    """A newcomer asks and keeps the result as it is offered."""
    page.goto(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.wait_for_selector(IDLE)
    if case.files:
        payload = [{"name": name, "mimeType": "", "buffer": data} for name, data in case.files.items()]
        page.get_by_test_id("stChatInput").locator("input[type=file]").set_input_files(payload)  # type: ignore[arg-type]
        for name in case.files:
            page.get_by_text(name).first.wait_for()
        page.wait_for_timeout(1000)  # until it is sent
    page.get_by_test_id("stChatInputTextArea").fill(case.request)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    page.get_by_role("link", name="Keep as a tool").click(timeout=SLOW)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("It is kept").first.wait_for()
    page.wait_for_selector(IDLE)


def use(page: Page, case: Case) -> None:
    """Other files and values, and Run."""
    for place, (label, files) in enumerate(case.others.items()):
        page.get_by_test_id("stFileUploader").nth(place).get_by_text(label).first.wait_for()
        payload = [{"name": name, "mimeType": "", "buffer": data} for name, data in files.items()]
        page.locator("[data-testid=stFileUploader] input[type=file]").nth(place).set_input_files(payload)  # type: ignore[arg-type]
        page.get_by_text(next(iter(files))).first.wait_for()
        page.wait_for_selector(IDLE)
    for label, value in case.values.items():
        widget = page.get_by_label(label, exact=True).first
        if widget.get_attribute("role") == "combobox" or widget.evaluate("e => e.readOnly"):
            widget.click()
            page.get_by_role("option", name=value, exact=True).click()
        else:
            widget.fill(value)
    page.get_by_role("button", name="Run", exact=True).click()
    shown = page.frame_locator("iframe").last if case.kind == "html" else page
    shown.get_by_text(case.says).first.wait_for(timeout=SLOW)


def main() -> int:
    rules = [
        {
            "contains": [case.request, WRITER],
            "replies": [Reply(answer(case.source, case.request.capitalize(), case.kind))],
        }
        for case in CASES
    ]
    script = Script(rules, [Reply("This is what came out.")])
    with (
        ScriptedServer(script) as server,
        tempfile.TemporaryDirectory() as home,
        serving(Path(home), ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url) as served,
        sync_playwright() as playwright,
    ):
        flags = ["--no-sandbox", "--disable-dev-shm-usage"]
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        worked = 0
        for case in CASES:
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.set_default_timeout(30_000)
            try:
                ask(page, served.address, case)
                use(page, case)
                worked += 1
                print(f"worked   {case.request}", flush=True)
            except Error as problem:
                print(f"failed   {case.request}: {str(problem)[:400]}", flush=True)
            page.context.close()
        print(f"{worked} of {len(CASES)} worked without touching the form")
        return 0 if worked == len(CASES) else 1


if __name__ == "__main__":
    sys.exit(main())
