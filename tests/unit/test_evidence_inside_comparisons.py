"""Two results compared by value: forms don't count, values do."""

from __future__ import annotations

import functools
import json

import pytest

from generator.evidence.report import Result, ShownOutput
from generator.evidence.types import Comparison
from tests.evidence_runs import columns, found, printed, shown

MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"]
NAMED = ["January 2024", "February 2024", "March 2024", "April 2024"]
ENDS = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]
SUMS = [1204.5, 980.25, 1510.0, 1333.75]
REGIONS = ["North", "South", "East", "West"]
PEOPLE = [f"Person {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
POINTS = [1000 - 31 * at for at in range(26)]
PICTURE = ShownOutput("chart-1.png", "image/png", "", given="")
PAGE = ShownOutput("page.html", "text/html", "<p>hello</p>")
MEANS, MEDIANS = [12.31, 14.82, 9.77, 20.14], [11.9, 13.5, 9.1, 18.75]


def bars(x: list[str], y: list[float], name: str = "") -> ShownOutput:
    behind = json.dumps({"series": [{"name": name, "x": x, "y": y}]})
    return ShownOutput("chart-1.png", "image/png", behind=behind)


def plotly(x: list[str], y: list[float]) -> ShownOutput:
    plain = {"data": [{"type": "bar", "x": x, "y": y}]}
    return ShownOutput("chart-1.json", "application/vnd.plotly.v1+json", json.dumps(plain))


def vega(x: list[str], y: list[float]) -> ShownOutput:
    rows = [{"m": a, "v": b} for a, b in zip(x, y, strict=True)]
    plain = {"mark": "bar", "data": {"values": rows}, "encoding": {"x": {"field": "m"}, "y": {"field": "v"}}}
    return ShownOutput("chart-1.json", "application/vnd.vegalite.v6+json", json.dumps(plain))


MONTHLY = shown(columns(Month=MONTHS, Total=SUMS))
STATS = shown(columns(Region=REGIONS, Orders=[120, 133, 98, 141], Mean=MEANS))

SAME = {
    "names of columns": (MONTHLY, shown(columns(month=MONTHS, Sum_of_Amount=SUMS))),
    "month names": (MONTHLY, shown(columns(Month=NAMED, Total=SUMS))),
    "ends of months": (MONTHLY, shown(columns(Date=ENDS, Total_revenue=SUMS))),
    "months without a year": (MONTHLY, shown(columns(Month=["Jan", "Feb", "Mar", "Apr"], Total=SUMS))),
    "numbers of months": (MONTHLY, shown(columns(Month=[1, 2, 3, 4], Total=SUMS))),
    "order of rows": (MONTHLY, shown(columns(Month=MONTHS[::-1], Total=SUMS[::-1]))),
    "order of columns": (MONTHLY, shown(columns(Total=SUMS, Month=MONTHS))),
    "rounded": (MONTHLY, shown(columns(Month=MONTHS, Total=[1204.5, 980.3, 1510.0, 1333.8]))),
    "rounded to whole": (MONTHLY, shown(columns(Month=MONTHS, Total=[1204, 980, 1510, 1334]))),
    "numbers as text": (MONTHLY, shown(columns(Month=MONTHS, Total=["1,204.50", "980.25", "1,510.00", "1,333.75"]))),
    "with a currency": (MONTHLY, shown(columns(Month=MONTHS, Total=["€1,204.50", "€980.25", "€1,510.00", "€1,333.75"]))),
    "an extra column": (MONTHLY, shown(columns(Month=MONTHS, Total=SUMS, Orders=[12, 9, 17, 14]))),
    "a row of totals": (MONTHLY, shown(columns(Month=[*MONTHS, "Total"], Total=[*SUMS, sum(SUMS)]))),
    "an extra table": (MONTHLY, shown(columns(Region=REGIONS, Total=[1.5, 2.5, 3.5, 4.5]), columns(Month=MONTHS, Total=SUMS))),
    "printed": (MONTHLY, printed("\n".join(f"{m}  {v:,.2f}" for m, v in zip(NAMED, SUMS, strict=True)))),
    "printed twice": (printed("North: 120\nSouth: 98"), printed("South    98\nNorth   120")),
    "a table of orders printed": (STATS, printed("\n".join(f"{r}: {o} orders, mean {m}" for r, o, m in zip(REGIONS, [120, 133, 98, 141], MEANS, strict=True)))),
    "percent as share": (shown(columns(Region=REGIONS, Share=[0.12, 0.38, 0.3, 0.2])), shown(columns(Region=REGIONS, Share=["12%", "38%", "30%", "20%"]))),
    "percent in numbers": (shown(columns(Region=REGIONS, Share=[0.1234, 0.3766, 0.3, 0.2])), shown(columns(Region=REGIONS, Percent=[12.3, 37.7, 30.0, 20.0]))),
    "top ten of all": (shown(columns(Name=PEOPLE[:10], Points=POINTS[:10])), shown(columns(Name=PEOPLE, Points=POINTS))),
    "the sentence in other words": (printed("The total is 12,345.60 in 318 orders."), printed("318 orders, which sum up to $12345.60")),
    "a total alone": (printed("Total: 12,345.60"), printed("The sum of all orders: 12,345.60\nOrders: 318")),
    "a number and a table holding it": (printed("The best month had 1,510.00"), MONTHLY),
    "one value as a table": (printed("Total: 12,345.60"), shown(columns(Total=[12345.6]))),
    "one row and its columns": (shown(columns(Total=[500.5], Orders=[12], Mean=[41.71])), shown(columns(Metric=["Total", "Orders", "Mean"], Value=[500.5, 12, 41.71]))),
    "long and wide": (
        shown(columns(Month=["2024-01", "2024-01", "2024-02", "2024-02"], Region=["North", "South"] * 2, Total=[1.5, 2.5, 3.5, 4.5])),
        shown(columns(Month=["2024-01", "2024-02"], North=[1.5, 3.5], South=[2.5, 4.5])),
    ),
    "two keys in another order": (
        shown(columns(Month=["2024-01", "2024-01", "2024-02", "2024-02"], Region=["North", "South"] * 2, Total=[1.5, 2.5, 3.5, 4.5])),
        shown(columns(Region=["South", "South", "North", "North"], Month=["2024-01", "2024-02"] * 2, Sum=[2.5, 4.5, 1.5, 3.5])),
    ),
    "years as text": (shown(columns(Year=[2022, 2023], Total=[1.25, 2.5])), shown(columns(Year=["2022", "2023"], Total=[1.25, 2.5]))),
    "case and blanks": (shown(columns(Region=REGIONS, n=[1, 2, 3, 4])), shown(columns(region=["north ", "SOUTH", "east", "West"], Count=[1, 2, 3, 4]))),
    "charts": (shown(bars(NAMED, SUMS, "Total")), shown(plotly(MONTHS, SUMS))),
    "charts of vega": (shown(vega(MONTHS, SUMS)), shown(bars(MONTHS, SUMS))),
    "a table and a chart": (MONTHLY, shown(bars(MONTHS, SUMS))),
    "tables decide": (shown(columns(Month=MONTHS, Total=SUMS), bars(MONTHS, [1.0, 2.0, 3.0, 4.0])), shown(columns(Month=MONTHS, Total=SUMS), bars(MONTHS, SUMS))),
    "names": (printed("The best customer is Alice."), printed("Best customer: Alice")),
    "yes": (printed("Yes"), printed("yes.")),
    "a list of names": (shown(columns(Name=PEOPLE)), shown(columns(Customer=PEOPLE[::-1]))),
    "a list with more about each": (shown(columns(Name=PEOPLE[:6], City=list("ABCDEF"))), shown(columns(Name=PEOPLE[:6][::-1]))),
    "a name and the table that ends with it": (printed("Top customer: Person A with 1,000"), shown(columns(Name=PEOPLE, Points=POINTS))),
    "months without anything": (shown(columns(Month=[*MONTHS, "2024-05"], Total=[*SUMS, 0.0])), MONTHLY),
    "a rank": (shown(columns(Rank=[1, 2, 3, 4], Region=REGIONS, Total=SUMS)), shown(columns(Region=REGIONS, Total=SUMS))),
    "German numbers": (printed("Summe: 12.345,60 €"), printed("Gesamt: 12345.6")),
    "thousands": (printed("About 1.2 million people"), printed("1,204,518 people")),
    "halves rounded otherwise": (
        shown(columns(Region=[*REGIONS, "All"], Mean=[33.33, 12.34, 5.55, 7.12, 9.91])),
        shown(columns(Region=[*REGIONS, "All"], Mean=[33.34, 12.34, 5.55, 7.12, 9.91])),
    ),
}  # fmt: skip

DIFFERENT = {
    "one cell": (MONTHLY, shown(columns(Month=MONTHS, Total=[1204.5, 980.25, 1511.0, 1333.75]))),
    "mean and median": (shown(columns(Region=REGIONS, Mean_price=MEANS)), shown(columns(Region=REGIONS, Median_price=MEDIANS))),
    "mean and median under one name": (shown(columns(Region=REGIONS, Price=MEANS)), shown(columns(Region=REGIONS, Price=MEDIANS))),
    "mean and median beside orders": (STATS, shown(columns(Region=REGIONS, Orders=[120, 133, 98, 141], Median=MEDIANS))),
    "mean and median in words": (printed("The mean is 4.21"), printed("The median is 4.0")),
    "mean and median, one number each": (printed("4.21"), printed("4.0")),
    "small mean and median": (shown(columns(Region=REGIONS, Mean=[4.2, 3.9, 3.4, 4.6])), shown(columns(Region=REGIONS, Median=[4, 4, 3, 5]))),
    "another total": (printed("Total: 12,345.60"), printed("Total: 12,346.60")),
    "another total in the same orders": (printed("12,345.60 in 318 orders"), printed("318 orders, 12,246.60 in all")),
    "a lost row": (MONTHLY, shown(columns(Month=MONTHS[:3], Total=SUMS[:3]))),
    "a lost row of many": (shown(columns(Name=PEOPLE[:-1], Points=POINTS[:-1])), shown(columns(Name=PEOPLE, Points=POINTS))),
    "shifted by one": (MONTHLY, shown(columns(Month=MONTHS, Total=[SUMS[-1], *SUMS[:-1]]))),
    "swapped columns": (shown(columns(Region=REGIONS, Net=SUMS, Gross=MEANS)), shown(columns(Region=REGIONS, Net=MEANS, Gross=SUMS))),
    "another top three": (shown(columns(Name=PEOPLE[:3], Points=POINTS[:3])), shown(columns(Name=PEOPLE[1:4], Points=POINTS[1:4]))),
    "not the top": (shown(columns(Name=PEOPLE[2:5], Points=POINTS[2:5])), shown(columns(Name=PEOPLE, Points=POINTS))),
    "names": (printed("The best customer is Alice."), printed("Best customer: Bob")),
    "names with the same number": (printed("Best customer: Alice with 500"), printed("Best customer: Bob with 500")),
    "yes and no": (printed("Yes"), printed("No")),
    "charts": (shown(bars(MONTHS, SUMS)), shown(bars(MONTHS, [SUMS[-1], *SUMS[:-1]]))),
    "one customer": (shown(columns(Customer=["Alice"], Total=[500.0])), shown(columns(Customer=["Bob"], Total=[480.0]))),
    "a printed row": (MONTHLY, printed("\n".join(f"{m}  {v:,.2f}" for m, v in zip(NAMED, [1204.5, 980.25, 1511.0, 1333.75], strict=True)))),
    "best month": (shown(columns(Region=REGIONS, Best=["2024-01", "2024-02", "2024-03", "2024-01"])), shown(columns(Region=REGIONS, Best=["January 2024", "March 2024", "March 2024", "January 2024"]))),
    "rows and none": (MONTHLY, shown(ShownOutput("t.json", "application/vnd.dataresource+json", json.dumps({"schema": {"fields": [{"name": "Month"}, {"name": "Total"}]}, "data": [], "total_rows": 0})))),
    "counted twice": (shown(columns(Region=REGIONS, Orders=[120, 133, 98, 141])), shown(columns(Region=REGIONS, Customers=[80, 90, 60, 101]))),
    "net and gross": (shown(columns(Region=REGIONS, Net_total=SUMS)), shown(columns(Region=REGIONS, Gross_total=[v * 1.19 for v in SUMS]))),
    "several lines": (printed("Total: 500\nOrders: 12\nMean: 41.67"), printed("Total: 480\nOrders: 12\nMean: 40.00")),
    "a list lacks one": (shown(columns(Name=PEOPLE)), shown(columns(Name=PEOPLE[:-2]))),
    "what is printed beside equal tables": (printed("Total: 5,028.50", *MONTHLY.outputs), printed("Total: 5,112.00", *MONTHLY.outputs)),
    "share of another base": (shown(columns(Region=REGIONS, Share=["12%", "38%", "30%", "20%"])), shown(columns(Region=REGIONS, Share=["10%", "31%", "25%", "34%"]))),
    "one value of a table": (printed("Total: 12,345.60"), shown(columns(Total=[12346.6]))),
}  # fmt: skip

INCOMPARABLE = {
    "pictures only": (shown(PICTURE), shown(PICTURE)),
    "a picture and a table": (MONTHLY, shown(PICTURE)),
    "pages only": (shown(PAGE), shown(PAGE)),
    "nothing": (printed(""), MONTHLY),
    "other things": (
        MONTHLY,
        shown(columns(Product=["Tea", "Milk", "Bread"], Price=[3.1, 1.2, 2.05], Stock=[18, 22, 7])),
    ),
}
ALL = [(kind, name, pair) for kind, cases in (("same", SAME), ("different", DIFFERENT), ("incomparable", INCOMPARABLE)) for name, pair in cases.items()]  # fmt: skip


@functools.cache
def comparisons() -> list[tuple[Comparison, Comparison]]:
    """Every pair both ways, in one run of the program."""
    results: list[Result] = [result for _, _, pair in ALL for result in pair]
    places = [(at, at + 1) for at in range(0, len(results), 2)]
    half = len(places) // 2
    both: list[Comparison] = []
    for some in (places[:half], places[half:]):
        used = results[some[0][0] : some[-1][1] + 1]
        first = some[0][0]
        pairs = [pair for x, y in some for pair in ((x - first, y - first), (y - first, x - first))]
        both += found(used, compare=pairs).comparisons
    return list(zip(both[::2], both[1::2], strict=True))


@pytest.mark.parametrize("at", range(len(ALL)), ids=[f"{kind}: {name}" for kind, name, _ in ALL])
def test_values_decide_and_forms_do_not(at: int) -> None:
    kind = ALL[at][0]
    there, back = comparisons()[at]
    assert there.verdict == kind, there
    assert back.verdict == kind, back
    if kind == "different":
        assert there.differences
        assert there.same < there.of
    elif kind == "incomparable":
        assert there.why.endswith(".")
    else:
        assert there.same == there.of > 0
