"""What the recipe book makes of requests in people's words: a sure recipe with its values, or none.

The requests were written by hand for the files in tests/data; "outside" means that nothing may run at once.
"""

from __future__ import annotations

from typing import Any

import pytest

from generator.recipes import Book
from generator.types import FileProfile, Match
from tests.recipe_files import profile

SHOP, TEAM, ORDERS, SCORES, UMSATZ, CLINIC = (
    "shop_sales.csv",
    "team.xlsx",
    "dingdan.csv",
    "scores.json",
    "umsatz.csv",
    "us_dates.csv",
)

INSIDE: list[tuple[str, tuple[str, ...], str, dict[str, Any]]] = [
    ("sum the amount by month and draw a bar chart", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Net Amount", "GROUP": "Order Date", "PERIOD": "month", "CHART": "bar", "ONLY": []}),
    ("total sales by region", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Net Amount", "GROUP": "Region", "PERIOD": ""}),
    ("average unit price per product", (SHOP,), "summarise_table", {"OPERATION": "mean", "VALUE": "Unit Price", "GROUP": "Product"}),
    ("how many orders per month", (SHOP,), "summarise_table", {"OPERATION": "count", "VALUE": "", "PERIOD": "month"}),
    ("top 5 customers by net amount", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Net Amount", "GROUP": "Customer", "TOP": 5, "ORDER": "largest first"}),
    ("which region had the highest sales?", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Net Amount", "GROUP": "Region", "ORDER": "largest first"}),
    ("pie chart of quantity by product in 2023", (SHOP,), "summarise_table", {"VALUE": "Quantity", "GROUP": "Product", "CHART": "pie", "ONLY": ["Order Date = 2023"]}),
    ("sum of quantity by region, without North", (SHOP,), "summarise_table", {"VALUE": "Quantity", "ONLY": ["Region != North"]}),
    ("what is the total revenue", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Net Amount", "GROUP": ""}),
    ("monthly revenue for Lamps as line chart", (SHOP,), "summarise_table", {"PERIOD": "month", "CHART": "line", "ONLY": ["Product = Lamp"]}),
    ("count of returned orders by region", (SHOP,), "summarise_table", {"OPERATION": "count", "GROUP": "Region", "ONLY": ["Returned = yes"]}),
    ("max net amount per customer in 2024", (SHOP,), "summarise_table", {"OPERATION": "max", "GROUP": "Customer", "ONLY": ["Order Date = 2024"]}),
    ("total sales by region, i mean the net amount", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Net Amount", "GROUP": "Region"}),
    ("some orders are in there twice, exactly the same row. remove the second one", (SHOP,), "table_duplicates", {"ACTION": "remove", "COLUMNS": []}),
    ("what date is 6 weeks ahead of 1 May 2030", (), "date_sums", {"START": "2030-05-01", "AMOUNT": -6, "UNIT": "weeks"}),
    ("12 days in advance of 24 December 2031, when is that?", (), "date_sums", {"START": "2031-12-24", "AMOUNT": -12}),
    ("median order value by region", (SHOP,), "summarise_table", {"OPERATION": "median", "VALUE": "Net Amount"}),
    ("plot sales over time", (SHOP,), "summarise_table", {"PERIOD": "month", "CHART": "line"}),
    ("total sales by quarter last year", (SHOP,), "summarise_table", {"PERIOD": "quarter", "ONLY": ["Order Date = last year"]}),
    ("which product sold the most units?", (SHOP,), "summarise_table", {"VALUE": "Quantity", "GROUP": "Product", "ORDER": "largest first"}),
    ("total sales of lamps and chairs by month", (SHOP,), "summarise_table", {"ONLY": ["Product = Lamp or Chair"], "PERIOD": "month"}),
    ("lowest 3 regions by quantity", (SHOP,), "summarise_table", {"VALUE": "Quantity", "GROUP": "Region", "TOP": 3, "ORDER": "smallest first"}),
    ("average salary by department", (TEAM,), "summarise_table", {"OPERATION": "mean", "VALUE": "Salary", "GROUP": "Department"}),
    ("how many employees per department", (TEAM,), "summarise_table", {"OPERATION": "count", "GROUP": "Department"}),
    ("Umsatz by Filiale", (UMSATZ,), "summarise_table", {"VALUE": "Umsatz (€)", "GROUP": "Filiale"}),
    ("how many visits per week", (CLINIC,), "summarise_table", {"OPERATION": "count", "PERIOD": "week"}),
    ("按月汇总金额,画柱状图", (SHOP,), "summarise_table", {"VALUE": "Net Amount", "PERIOD": "month", "CHART": "bar"}),
    ("每月的平均金额,折线图", (ORDERS,), "summarise_table", {"OPERATION": "mean", "VALUE": "金额", "PERIOD": "month", "CHART": "line"}),
    ("2024年各产品的数量,饼图", (ORDERS,), "summarise_table", {"VALUE": "数量", "GROUP": "产品", "CHART": "pie", "ONLY": ["日期 = 2024"]}),
    ("show only rows where amount is over 1000", (SHOP,), "filter_sort_table", {"ONLY": ["Net Amount > 1000"], "SORT_BY": ""}),
    ("sort by date, newest first", (SHOP,), "filter_sort_table", {"SORT_BY": "Order Date", "DESCENDING": True}),
    ("only the last year", (SHOP,), "filter_sort_table", {"ONLY": ["Order Date = last year"]}),
    ("list all orders from March 2023", (SHOP,), "filter_sort_table", {"ONLY": ["Order Date = 2023-03"]}),
    ("delete rows where quantity is 1", (SHOP,), "filter_sort_table", {"ONLY": ["Quantity != 1"]}),
    ("show orders between 2023-01-01 and 2023-03-31", (SHOP,), "filter_sort_table", {"ONLY": ["Order Date >= 2023-01-01", "Order Date <= 2023-03-31"]}),
    ("who has a score below 50", (SCORES,), "filter_sort_table", {"ONLY": ["score < 50"]}),
    ("只显示华东的订单", (ORDERS,), "filter_sort_table", {"ONLY": ["地区 = 华东"]}),
    ("latest 5 orders", (SHOP,), "filter_sort_table", {"TOP": 5, "SORT_BY": "Order Date", "DESCENDING": True}),
    ("sort by salary descending", (TEAM,), "filter_sort_table", {"SORT_BY": "Salary", "DESCENDING": True}),
    ("not returned orders from Baker", (SHOP,), "filter_sort_table", {"ONLY": ["Returned = no", "Customer = Baker"]}),
    ("describe this table", (SHOP,), "describe_table", {}),
    ("is there any missing data", (SHOP,), "describe_table", {}),
    ("how many columns", (SHOP,), "describe_table", {}),
    ("remove duplicate rows", (SHOP,), "table_duplicates", {"ACTION": "remove", "COLUMNS": []}),
    ("dedupe by customer", (SHOP,), "table_duplicates", {"ACTION": "remove", "COLUMNS": ["Customer"]}),
    ("find duplicate customers", (SHOP,), "table_duplicates", {"ACTION": "find", "COLUMNS": ["Customer"]}),
    ("convert this to excel", (SHOP,), "convert_table", {"TO": "excel"}),
    ("convert the Budget sheet to csv", (TEAM,), "convert_table", {"TO": "csv"}),
    ("convert to csv", (SCORES,), "convert_table", {"TO": "csv"}),
    ("remove duplicate lines ignoring case", ("guests.txt",), "text_duplicates", {"FILE": "guests.txt", "IGNORE_CASE": True}),
    ("remove duplicate lines: a\nb\na", (), "text_duplicates", {"TEXT": "a\nb\na"}),
    ("how many words are in this file", ("guests.txt",), "count_words", {"FILE": "guests.txt"}),
    ("count the words: the cat sat on the mat", (), "count_words", {"TEXT": "the cat sat on the mat"}),
    ("resize to 300 px wide", ("garden.jpg",), "resize_pictures", {"BY": "width", "SIZE": 300, "FILES": ["garden.jpg"]}),
    ("make these pictures half the size and save as png", ("garden.jpg", "logo.png"), "resize_pictures", {"BY": "percent", "SIZE": 50, "FORMAT": "png"}),
    ("shrink the photo to 800x600", ("garden.jpg",), "resize_pictures", {"BY": "box", "SIZE": 800, "HEIGHT": 600}),
    ("make a QR code that says Hello World", (), "qr_code", {"TEXT": "Hello World"}),
    ("qr code for https://example.org/x?y=1", (), "qr_code", {"TEXT": "https://example.org/x?y=1"}),
    ("generate 5 strong passwords without symbols", (), "password", {"COUNT": 5, "SYMBOLS": False}),
    ("a 6 digit pin", (), "password", {"LENGTH": 6, "LETTERS": False, "SYMBOLS": False}),
    ("convert 5 miles to km", (), "convert_units", {"VALUE": 5, "FROM": "mile", "TO": "kilometre"}),
    ("how many cups in 2 litres", (), "convert_units", {"VALUE": 2, "FROM": "litre", "TO": "cup (US)"}),
    ("5英里等于多少公里", (), "convert_units", {"VALUE": 5, "FROM": "mile", "TO": "kilometre"}),
    ("how many days between 1 March and 15 June 2024", (), "date_sums", {"WHAT": "days between", "START": "2024-03-01", "END": "2024-06-15"}),
    ("what date is 90 days from today", (), "date_sums", {"WHAT": "move", "AMOUNT": 90, "UNIT": "days", "START": "today"}),
    ("2024年5月1日是星期几", (), "date_sums", {"WHAT": "weekday", "START": "2024-05-01"}),
    ("split a bill of 120 between 4 people with 18% tip", (), "tip", {"BILL": 120, "PERCENT": 18, "PEOPLE": 4}),
    ("mortgage of 300k at 6.5% for 30 years", (), "loan", {"AMOUNT": 300000, "RATE": 6.5, "YEARS": 30}),
    ("set a timer for 1 hour and 30 minutes for the roast", (), "timer", {"SECONDS": 5400, "LABEL": "Roast"}),
    ("10分钟计时器", (), "timer", {"SECONDS": 600}),
    ("make a checklist: passport, tickets, charger", (), "checklist", {"ITEMS": ["passport", "tickets", "charger"]}),
    ("购物清单:牛奶、鸡蛋、面包", (), "checklist", {"ITEMS": ["牛奶", "鸡蛋", "面包"]}),
    ("pick a random name from Ann, Bob and Carla", (), "random_pick", {"ITEMS": ["Ann", "Bob", "Carla"], "COUNT": 1}),
    ("random number between 1 and 50", (), "random_pick", {"FROM": "numbers", "LOW": 1, "HIGH": 50}),
    ("pick 2 winners from this list", ("guests.txt",), "random_pick", {"FROM": "file", "COUNT": 2}),
    ("I'd like to know which customer spends the most with us", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Net Amount", "GROUP": "Customer", "ORDER": "largest first"}),
    ("how much money came in per month in 2023", (SHOP,), "summarise_table", {"VALUE": "Net Amount", "PERIOD": "month", "ONLY": ["Order Date = 2023"]}),
    ("Hello, this comes out of our till. Break sales down by product please, many thanks", (SHOP,), "summarise_table", {"VALUE": "Net Amount", "GROUP": "Product", "ONLY": []}),
    ("avarage net amount for Lamps, Chairs and Desks", (SHOP,), "summarise_table", {"OPERATION": "mean", "GROUP": "Product", "ONLY": ["Product = Lamp or Chair or Desk"]}),
    ("how many lamps did we sell", (SHOP,), "summarise_table", {"OPERATION": "sum", "VALUE": "Quantity", "ONLY": ["Product = Lamp"]}),
    ("who are our 5 biggest customers", (SHOP,), "summarise_table", {"VALUE": "Net Amount", "GROUP": "Customer", "TOP": 5}),
    ("turnover by quarter, please draw it as a line", (SHOP,), "summarise_table", {"PERIOD": "quarter", "CHART": "line"}),
    ("everything Baker ordered, newest first", (SHOP,), "filter_sort_table", {"ONLY": ["Customer = Baker"], "SORT_BY": "Order Date", "DESCENDING": True}),
    ("orders from the North or the South, highest quantity first", (SHOP,), "filter_sort_table", {"ONLY": ["Region = North or South"], "SORT_BY": "Quantity", "DESCENDING": True}),
    ("my boss needs this as an excel file by tomorrow", (SHOP,), "convert_table", {"TO": "excel"}),
    ("I got this from a colleague, which columns have gaps?", (SHOP,), "describe_table", {}),
    ("every name just once please", ("guests.txt",), "text_duplicates", {"ACTION": "remove"}),
    ("the manual says 200 celsius, what is that on our old oven in fahrenheit", (), "convert_units", {"VALUE": 200, "FROM": "celsius", "TO": "fahrenheit"}),
    ("we rent from 2 June 2025 to 30 June 2025, how many days is that", (), "date_sums", {"WHAT": "days between", "START": "2025-06-02", "END": "2025-06-30"}),
    ("lunch was 84.50, five of us, we leave 10%", (), "tip", {"BILL": 84.5, "PERCENT": 10, "PEOPLE": 5}),
    ("raffle! Ann, Bob, Carla, Dev - who wins?", (), "random_pick", {"ITEMS": ["Ann", "Bob", "Carla", "Dev"]}),
    ("separate file for every region", (SHOP,), "split_table", {"BY": "Region", "KIND": "CSV files"}),
    ("按地区拆分表格", (ORDERS,), "split_table", {"BY": "地区"}),
    ("cross table of region by product", (SHOP,), "pivot_table", {"ROWS": "Region", "COLUMNS": "Product", "VALUE": ""}),
    ("box plot of net amount by region", (SHOP,), "chart", {"KIND": "box", "VALUE": "Net Amount", "ACROSS": "Region"}),
    ("画金额的直方图", (ORDERS,), "chart", {"KIND": "histogram", "VALUE": "金额"}),
    ("put these tables into one", (SHOP, UMSATZ), "stack_tables", {"FILES": [SHOP, UMSATZ]}),
    ("比较两个表格", (SHOP, ORDERS), "compare_tables", {"FILE": SHOP, "OTHER": ORDERS}),
    ("清理表格", (ORDERS,), "clean_table", {"FILE": ORDERS}),
    ("remove empty rows and extra spaces", (SHOP,), "clean_table", {"STEPS": ["extra spaces", "empty rows and columns"]}),
    ("把名单随机分成4组", ("guests.txt",), "random_groups", {"GROUPS": 4, "SIZE": 0}),
    ("把“张三”替换成“李四”", ("guests.txt",), "find_replace", {"FIND": "张三", "REPLACE": "李四"}),
    ("提取所有邮箱地址", ("guests.txt",), "addresses", {"KINDS": ["e-mail addresses"]}),
    ("20占50的百分之几", (), "percentages", {"WHAT": "share", "PART": 20, "WHOLE": 50}),
    ("something that counts down 20 minutes for the exam", (), "timer", {"SECONDS": 1200}),
]  # fmt: skip

OUTSIDE: list[tuple[str, tuple[str, ...]]] = [
    ("replace the names with numbers", ("guests.txt",)),
    ("what's the average discount by region", (SHOP,)),
    ("correlation between price and quantity", (SHOP,)),
    ("forecast sales for next month", (SHOP,)),
    ("total amount by region and product", (SHOP,)),
    ("sum of amount by country", (SHOP,)),
    ("orders in 2019", (SHOP,)),
    ("percentage of returned orders by region", (SHOP,)),
    ("cumulative sales by month", (SHOP,)),
    ("compare 2022 and 2023 sales", (SHOP,)),
    ("how many different customers are there", (SHOP,)),
    ("number of sales per region", (SHOP,)),
    ("orders between 100 and 500", (SHOP,)),
    ("top product per region", (SHOP,)),
    ("add a column with tax", (SHOP,)),
    ("convert net amount to euros", (SHOP,)),
    ("save as pdf", (SHOP,)),
    ("sum and average of amount by region", (SHOP,)),
    ("monthly average of net amount", (SHOP,)),
    ("make a bar chart", (SHOP,)),
    ("make a separate file for each region and email them", (SHOP,)),
    ("split the table by region", ()),
    ("join these tables by customer", (SHOP,)),
    ("compare these two tables and write a summary for the board", (SHOP, UMSATZ)),
    ("what is 15% of 80 and 90", ()),
    ("put these tables into one and take the average of each month", (SHOP, UMSATZ)),
    ("按地区拆分表格并画图", (ORDERS,)),
    ("which customers bought both Lamps and Desks", (SHOP,)),
    ("spending minus budget by team", (TEAM,)),
    ("crop the photo", ("garden.jpg",)),
    ("make it smaller", ("garden.jpg",)),
    ("sum the amount by month", ()),
    ("is my password strong?", ()),
    ("reset my gmail password", ()),
    ("100 dollars in euros", ()),
    ("convert 2 cups of flour to grams", ()),
    ("how old am I if I was born in 1990", ()),
    ("days between 03/04/2024 and 2024-05-01", ()),
    ("packing checklist for a beach holiday", ()),
    ("split into 2 teams: Ann, Bob, Cid, Dan", ()),
    ("qr code for my website", ()),
    ("write an email to my boss", ()),
    ("car loan 15000 at 4.9% over 60 months with 2000 down", ()),
    ("remind me in 10 minutes", ()),
    ("翻译这句话", ()),
    ("1美元等于多少人民币", ()),
    ("hello", ()),
    ("average history mark per region", (SHOP,)),
    ("how many different products did Baker order", (SHOP,)),
    ("show orders shipped to France", (SHOP,)),
    ("revenue per employee", (SHOP,)),
    ("sales this month", (SHOP,)),
    ("net amount plus 10 percent", (SHOP,)),
    ("is there a link between price and quantity", (SHOP,)),
    ("timer with 3 rounds of 30 seconds", ()),
    ("set a timer for every 20 minutes", ()),
    ("who ordered lamps but not chairs", (SHOP,)),
    ("how many words start with a", ("guests.txt",)),
    ("protect this file with a password", (SHOP,)),
]

FOLLOW: list[tuple[str, str, tuple[str, ...], dict[str, Any]]] = [
    ("sum the amount by month", "only the last year", (SHOP,), {"ONLY": ["Order Date = last year"], "PERIOD": "month"}),
    ("sum the amount by month", "as a line chart", (SHOP,), {"CHART": "line"}),
    ("sum the amount by month", "by quarter instead", (SHOP,), {"PERIOD": "quarter", "VALUE": "Net Amount"}),
    ("sum the amount by month", "average instead of sum", (SHOP,), {"OPERATION": "mean"}),
    ("sum the amount by region", "top 5", (SHOP,), {"TOP": 5, "GROUP": "Region"}),
    ("sum the amount by month", "without Region North", (SHOP,), {"ONLY": ["Region != North"]}),
    ("sum the amount by month", "by product as a pie chart", (SHOP,), {"GROUP": "Product", "PERIOD": "", "CHART": "pie"}),
    ("sum the amount by month", "the same for Quantity", (SHOP,), {"VALUE": "Quantity", "PERIOD": "month"}),
    ("按月汇总金额", "改成折线图", (ORDERS,), {"CHART": "line", "VALUE": "金额"}),
    ("show only rows where amount is over 1000", "only North", (SHOP,), {"ONLY": ["Net Amount > 1000", "Region = North"]}),
    ("make a password", "make it 20 characters", (), {"LENGTH": 20}),
    ("timer for 10 minutes", "25 minutes", (), {"SECONDS": 1500}),
    ("15% tip on 48.50", "for 4 people", (), {"PEOPLE": 4, "BILL": 48.5}),
    ("convert 5 miles to km", "in feet", (), {"TO": "foot", "VALUE": 5}),
    ("make a checklist: passport, tickets", "add sunscreen and hat", (), {"ITEMS": ["passport", "tickets", "sunscreen", "hat"]}),
]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.load()


def files(*names: str) -> tuple[FileProfile, ...]:
    return tuple(profile(name) for name in names)


def sure(book: Book, request: str, names: tuple[str, ...], previous: Match | None = None) -> Match:
    chosen = book.choose(request, files(*names), previous)
    assert chosen.sure, [(match.understood, match.missing) for match in chosen.matches] or chosen.words
    return chosen.sure


@pytest.mark.parametrize(("request_", "names", "recipe", "values"), INSIDE, ids=[case[0] for case in INSIDE])
def test_inside(
    book: Book, request_: str, names: tuple[str, ...], recipe: str, values: dict[str, Any]
) -> None:
    match = sure(book, request_, names)
    assert match.recipe == recipe
    assert {name: match.values[name] for name in values} == values


@pytest.mark.parametrize(("request_", "names"), OUTSIDE, ids=[case[0] for case in OUTSIDE])
def test_outside(book: Book, request_: str, names: tuple[str, ...]) -> None:
    chosen = book.choose(request_, files(*names))
    assert chosen.sure is None
    assert len(chosen.matches) <= 3
    assert chosen.words


@pytest.mark.parametrize(("first", "then", "names", "values"), FOLLOW, ids=[case[1] for case in FOLLOW])
def test_follow_up(book: Book, first: str, then: str, names: tuple[str, ...], values: dict[str, Any]) -> None:
    previous = sure(book, first, names)
    match = sure(book, then, names, previous)
    assert match.recipe == previous.recipe
    assert {name: match.values[name] for name in values} == values


@pytest.mark.parametrize(
    "then",
    [
        "forecast the next month",
        "add a trend line",
        "why is march so low",
        "convert to excel",
        "what is the average discount",
    ],
)
def test_a_follow_up_that_is_no_clear_change(book: Book, then: str) -> None:
    previous = sure(book, "sum the amount by month", (SHOP,))
    assert book.choose(then, files(SHOP), previous).sure is None


def test_what_is_understood_is_said_in_the_language_of_the_request(book: Book) -> None:
    english = sure(book, "sum of net amount by month, only North, as a bar chart", (SHOP,))
    assert (
        english.understood == "sum of Net Amount by month of Order Date, only Region = North, as a bar chart"
    )
    period = sure(book, "total sales by quarter last year", (SHOP,))
    assert period.understood == "sum of Net Amount by quarter of Order Date, only 2024, as a bar chart"
    assert period.values["TITLE"] == "Sum of Net Amount by quarter of Order Date, only 2024"
    chinese = sure(book, "按月汇总金额", (ORDERS,))
    assert chinese.understood == "按日期的月统计 金额的总和，柱状图"
    assert "设置" in book.choose("写一首诗", ()).words


def test_a_missing_column_is_named_with_the_ones_there_are(book: Book) -> None:
    words = book.choose("what's the average discount by region", files(SHOP)).words
    assert "no column like “discount”" in words
    assert "Unit Price" in words


def test_a_word_for_two_columns_gives_a_choice_of_each(book: Book) -> None:
    chosen = book.choose("orders over 500 sorted by date", files(SHOP))
    assert [match.values["ONLY"] for match in chosen.matches] == [
        ["Quantity > 500"],
        ["Net Amount > 500"],
        ["Unit Price > 500"],
    ]


def test_an_empty_request_with_a_table_offers_to_describe_it(book: Book) -> None:
    chosen = book.choose("  ", files(SHOP))
    assert [match.recipe for match in chosen.matches] == ["describe_table"]
    assert chosen.sure is None


@pytest.mark.parametrize(
    "piece", ["sum ", "the ", "1,", "North and ", '"', "按月汇总金额", "net amount over ", "only just the "]
)
def test_a_long_request_is_never_run_at_once(book: Book, piece: str) -> None:
    assert book.choose(piece * (50_000 // len(piece)), files(SHOP)).sure is None
