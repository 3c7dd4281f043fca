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
LINES = [f"{name},{points}" for name, points in zip(PEOPLE, POINTS, strict=True)]
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
    "a row of totals with its year, months without theirs": (
        shown(columns(Monat=["Jan", "Feb", "Mär", "Apr"], Total=SUMS)),
        shown(columns(Monat=["Januar 2024", "Februar 2024", "März 2024", "April 2024", "Summe 2024"], Ausgaben=[*SUMS, sum(SUMS)])),
    ),
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
    "tables in another order": (
        shown(columns(Region=REGIONS, Total=MEANS), columns(Month=MONTHS, Total=SUMS)),
        shown(columns(Month=NAMED, Total=SUMS), columns(Region=REGIONS, Total=MEANS)),
    ),
    "a printed table with row numbers": (STATS, printed("  Region  Orders   Mean\n" + "\n".join(f"{at}  {r}     {o}  {m}" for at, (r, o, m) in enumerate(zip(REGIONS, [120, 133, 98, 141], MEANS, strict=True))))),
    "quarters": (shown(columns(Quarter=["2024Q1", "2024Q2"], Total=[1.25, 2.5])), shown(columns(Quarter=["Q1 2024", "Q2 2024"], Sum=[1.25, 2.5]))),
    "weekdays": (shown(columns(Day=["Mon", "Tue", "Wed"], Visits=[31, 22, 45])), shown(columns(Weekday=["Monday", "Tuesday", "Wednesday"], n=[31, 22, 45]))),
    "days": (shown(columns(Day=["2024-03-05", "2024-03-06"], Visits=[31, 22])), shown(columns(Date=["05.03.2024", "06.03.2024"], Visits=[31, 22]))),
    "American days": (shown(columns(Day=["2024-03-25", "2024-03-26"], Visits=[31, 22])), shown(columns(Date=["3/25/2024", "3/26/2024"], Visits=[31, 22]))),
    "a total and its parts": (printed("Total: 5,028.50"), MONTHLY),
    "a total and a row of totals": (printed("Total: 5,028.50"), shown(columns(Month=[*MONTHS, "Total"], Total=[*SUMS, 5028.5]))),
    "the same rows with the same key": (
        shown(columns(Name=["Al", "Al", "Bo", "Al"], Amount=[5.5, 7.25, 3.1, 1.2])),
        shown(columns(Customer=["Bo", "Al", "Al", "Al"], Amount=[3.1, 1.2, 7.25, 5.5])),
    ),
    "a day in words": (printed("The busiest day was 2024-03-05."), printed("Busiest day: March 5, 2024, with 31 orders")),
    "a list printed": (shown(columns(Name=PEOPLE)), printed("\n".join(PEOPLE[::-1]))),
    "a thousand in German": (printed("1.234 Bestellungen"), printed("1234 orders")),
    "texts with charts": (printed("Total: 500", bars(MONTHS, SUMS)), printed("The total is 500.00", plotly(NAMED, SUMS))),
    "minus in brackets": (shown(columns(Region=REGIONS[:2], Balance=["(500.50)", "20.25"])), shown(columns(Region=REGIONS[:2], Balance=[-500.5, 20.25]))),
    "missing and nothing": (shown(columns(Region=REGIONS, Total=[1.5, None, 2.25, 7.0])), shown(columns(Region=REGIONS, Total=[1.5, 0.0, 2.25, 7.0]))),
    "Chinese": (printed("总计：12,345.60 元，共 318 单"), printed("合计 12345.6（318 单）")),
    "the figures of a table in sentences": (shown(columns(Group=["A", "B"], Median=[12.25, 14.5], Count=[31, 28])), printed("Group A has a median of 12.25 (31 values).\nGroup B has a median of 14.5 (28 values).")),
    "how many were read": (printed("Read 1,204 rows.", *MONTHLY.outputs), printed("\n".join(f"{m}  {v:,.2f}" for m, v in zip(NAMED, SUMS, strict=True)))),
    "sentence variants": (printed("In total, 318 orders were placed, worth 12,345.60 EUR."),printed("Orders: 318\nTotal value: 12345.60 EUR")),
    "top product sentence vs table": (printed("The best-selling product is Widget with 1,204 units."),shown(columns(Product=["Widget","Gadget"],Units=[1204,980]))),
    "md table printed": (shown(columns(Region=REGIONS,Total=SUMS)),printed("| Region | Total |\n|---|---|\n"+"\n".join(f"| {r} | {v} |" for r,v in zip(REGIONS,SUMS,strict=True)))),
    "age groups": (shown(columns(Group=["18-25","26-35","36-50"],Mean=[3.41,3.9,4.12])),shown(columns(age_group=["18–25","26–35","36–50"],avg_score=[3.41,3.9,4.12]))),
    "hours": (shown(columns(Hour=[8,9,10],Visits=[120,133,99])),shown(columns(Hour=["08:00","09:00","10:00"],Visits=[120,133,99]))),
    "count+share extra": (shown(columns(Answer=["Yes","No","Maybe"],Count=[120,60,20],Percent=[60.0,30.0,10.0])),shown(columns(Answer=["Yes","No","Maybe"],n=[120,60,20]))),
    "years wide": (shown(columns(Region=["North","South"],**{"2022":[1.5,2.5],"2023":[3.5,4.5]})),shown(columns(Region=["North","North","South","South"],Year=[2022,2023]*2,Total=[1.5,3.5,2.5,4.5]))),
    "summary 2 col vs text": (shown(columns(Metric=["Total revenue","Average order","Orders"],Value=[12345.6,38.82,318])),printed("Total revenue: 12,345.60\nAverage order value: 38.82\nNumber of orders: 318")),
    "summary values as text": (shown(columns(Metric=["Total revenue","Average order","Orders"],Value=["$12,345.60","$38.82","318"])),shown(columns(Measure=["Total revenue","Average order","Orders"],Result=[12345.6,38.8239,318.0]))),
    "plain count with 'of'": (printed("42 of 318 rows have no email."),printed("Rows without email: 42")),
    "german table": (shown(columns(Monat=["Januar","Februar","März"],Umsatz=[1204.5,980.25,1510.0])),shown(columns(month=["2024-01","2024-02","2024-03"],revenue=[1204.5,980.25,1510.0]))),
    "correlation": (printed("Correlation: 0.83"),printed("The correlation coefficient is r = 0.8312.")),
    "percent sentence": (printed("23.4% of orders were late"),printed("Late share: 0.2342")),
    "dups removed": (printed("Removed 12 duplicates, 306 rows remain."),printed("Rows left: 306 (12 duplicates removed)")),
    "file + preview": (Result((ShownOutput("out.csv","text/csv","\n".join(["Name,Points", *LINES]),file=True),columns(Name=PEOPLE[:5],Points=POINTS[:5])),"Wrote 26 rows"),shown(columns(Name=PEOPLE,Points=POINTS))),
    "id ints": (shown(columns(Customer_ID=[1001,1002,1003],Total=[5.5,6.25,7.75])),shown(columns(customer_id=["1001","1002","1003"],Sum=[5.5,6.25,7.75]))),
    "bool column": (shown(columns(Name=["A","B","C"],Paid=[True,False,True])),shown(columns(Name=["A","B","C"],Paid=["Yes","No","Yes"]))),
    "currency at the end": (printed("Gesamtumsatz: 12.345,60 €"),shown(columns(Gesamtumsatz=[12345.6]))),
}  # fmt: skip

DIFFERENT = {
    "other sums beside a row of totals": (
        shown(columns(Monat=["Jan", "Feb", "Mär", "Apr"], Total=[1, 2, 3, 4])),
        shown(columns(Monat=["Januar 2024", "Februar 2024", "März 2024", "April 2024", "Summe 2024"], Ausgaben=[*SUMS, sum(SUMS)])),
    ),
    "off by one month": (shown(columns(Month=["2024-01","2024-02","2024-03"],Total=[1.5,2.5,3.5])),shown(columns(Month=["2023-12","2024-01","2024-02"],Total=[0.9,1.5,2.5]))),
    "distinct vs rows": (printed("There are 318 customers."),printed("Number of distinct customers: 204")),
    "other best product": (printed("The best-selling product is Widget with 1,204 units."),shown(columns(Product=["Gadget","Widget"],Units=[1380,1204]))),
    "percent base": (printed("23.4% of orders were late"),printed("Late share: 26.1%")),
    "case merged": (shown(columns(City=["Berlin","berlin","Paris"],n=[12,3,9])),shown(columns(City=["Berlin","Paris"],n=[15,9]))),
    "one more from totals row": (shown(columns(Region=["North","South"],Mean=[12.5,13.25])),shown(columns(Region=["North","South","Total"],Mean=[18.4,20.1,25.7]))),
    "invented": (shown(columns(Region=REGIONS,Total=SUMS)),shown(columns(Region=["Region A","Region B","Region C"],Total=[100,200,300]))),
    "date swap": (shown(columns(Date=["2024-03-05","2024-04-06"],n=[3,4])),shown(columns(Date=["2024-05-03","2024-06-04"],n=[3,4]))),
    "summary median": (shown(columns(Metric=["Total","Mean","Orders"],Value=[12345.6,38.82,318])),shown(columns(Metric=["Total","Median","Orders"],Value=[12345.6,35.0,318]))),
    "sheet only": (printed("Total members: 312"),printed("Total members: 120")),
    "hour off": (shown(columns(Hour=[8,9,10],Visits=[120,133,99])),shown(columns(Hour=[9,10,11],Visits=[120,133,99]))),
    "sorted as text top3": (shown(columns(Name=["A","B","C"],Points=[950,940,930])),shown(columns(Name=["X","Y","C"],Points=[99,98,930]))),
    "count": (printed("42 of 318 rows have no email."),printed("Rows without email: 45")),
    "file+preview rows": (Result((ShownOutput("out.csv","text/csv","\n".join(["Name,Points", *LINES[:-1]]),file=True),),"Wrote 25 rows"),shown(columns(Name=PEOPLE,Points=POINTS))),
    "printed lines exchanged": (printed("North: 500\nSouth: 480"), printed("North: 480\nSouth: 500")),
    "printed lines shifted": (printed("Jan: 510\nFeb: 480\nMar: 505"), printed("Jan: 505\nFeb: 510\nMar: 480")),
    "texts agree and charts do not": (printed("Total: 500", bars(MONTHS, SUMS)), printed("Total: 500", bars(MONTHS, [SUMS[-1], *SUMS[:-1]]))),
    "another day": (printed("The busiest day was 2024-03-05."), printed("Busiest day: March 6, 2024")),
    "another day with the same number": (printed("Busiest day: 2024-03-05 with 31"), printed("Busiest day: 2024-03-06 with 31")),
    "a printed list lacks two": (shown(columns(Name=PEOPLE)), printed("\n".join(PEOPLE[:-2]))),
    "a total that isn't that of the parts": (printed("Total: 5,128.50"), MONTHLY),
    "a row counted twice": (
        shown(columns(Name=["Al", "Al", "Bo", "Al"], Amount=[5.5, 7.25, 3.1, 1.2])),
        shown(columns(Name=["Al", "Al", "Bo", "Al", "Bo"], Amount=[5.5, 7.25, 3.1, 1.2, 3.1])),
    ),
    "a median in sentences": (shown(columns(Group=["A", "B"], Mean=[12.25, 14.5], Count=[31, 28])), printed("Group A has a median of 11.0 (31 values).\nGroup B has a median of 13.75 (28 values).")),
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
