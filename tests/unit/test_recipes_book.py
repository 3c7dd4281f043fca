"""The book: its programs, its forms, and what a person may put in."""

from __future__ import annotations

import ast
import json
import re

import pytest

from generator.recipes import BadInput, Book, set_constants, set_page_inputs
from generator.recipes.constants import _INPUTS
from generator.recipes.units import KINDS, NAMES
from tests.recipe_files import profile

TAGS = {"tables", "charts", "text", "numbers", "dates", "documents", "pictures", "files", "chance", "pages"}
WITHOUT_CHECKS = 2  # pages: these are tried in a browser, not checked


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.load()


def test_every_recipe_says_what_it_is(book: Book) -> None:
    assert sum(not recipe.checks for recipe in book.recipes) <= WITHOUT_CHECKS
    for recipe in book.recipes:
        assert len(recipe.examples) >= 6
        assert len(recipe.examples_zh) >= 3
        assert recipe.does
        assert recipe.title_zh
        assert recipe.does_zh
        assert set(recipe.tags) & TAGS
        assert set(recipe.tags) <= TAGS


def test_every_input_is_a_constant_of_its_program(book: Book) -> None:
    for recipe in book.recipes:
        names = {spec.name for spec in recipe.inputs}
        if recipe.kind == "html":
            found = _INPUTS.search(recipe.source)
            assert found
            assert names == set(json.loads(found[2]))
        else:
            constants = {
                t.id
                for node in ast.parse(recipe.source).body
                if isinstance(node, ast.Assign)
                for t in node.targets
                if isinstance(t, ast.Name)
            }
            assert names <= constants, recipe.id


def test_programs_are_complete_in_themselves(book: Book) -> None:
    for recipe in book.recipes:
        assert "# include" not in recipe.source, recipe.id
        if recipe.kind == "python":
            tree = ast.parse(recipe.source)
            defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert len(defined) == sum(isinstance(node, ast.FunctionDef) for node in tree.body), recipe.id
            reads = any(spec.schema.get("type") == "object" for spec in recipe.inputs)
            assert reads == ("read_table" in defined), recipe.id


def test_constants_are_set_and_comments_stay() -> None:
    source = 'A = 1  # one\nB = [\n    1,\n    2,\n]\nÜ = "ä"  # odd\n\nprint(A, B)\n'
    changed = set_constants(source, {"A": "x'\"\n", "B": [], "Ü": {"k": "名"}})
    assert changed.startswith("A = ")
    assert "# one" in changed
    namespace: dict[str, object] = {}
    exec(changed, namespace)
    assert (namespace["A"], namespace["B"], namespace["Ü"]) == ("x'\"\n", [], {"k": "名"})
    with pytest.raises(KeyError):
        set_constants(source, {"C": 1})


def test_a_page_can_not_be_broken_out_of(book: Book) -> None:
    nasty = "</script><script>alert(1)</script><!-- \u2028"
    match = book.with_values("checklist", {"TITLE": nasty, "ITEMS": [nasty]}, ())
    page = book.program(match).source
    assert page.count("</script>") == 2
    found = re.search(r'id="inputs">(.*?)</script>', page, re.S)
    assert found
    assert json.loads(found[1]) == {"TITLE": nasty, "ITEMS": [nasty]}
    assert set_page_inputs(page, {"TITLE": "a"}).count('"TITLE": "a"') == 1


def test_pages_need_no_network(book: Book) -> None:
    for recipe in book.recipes:
        if recipe.kind == "html":
            assert not re.search(r"https?:|src=|@import|url\(", recipe.source)


def test_the_form_offers_the_columns(book: Book) -> None:
    profiles = (profile("shop_sales.csv"), profile("team.xlsx"))
    match = book.choose("total sales by region in shop_sales.csv", profiles).sure
    assert match
    form = {spec.name: spec for spec in book.form(match, match.values, profiles)}
    assert form["VALUE"].schema["enum"] == ["", "Order ID", "Quantity", "Unit Price", "Net Amount"]
    assert form["FILE"].schema["enum"] == ["shop_sales.csv", "team.xlsx"]
    assert form["GROUP"].default == "Region"
    assert form["READ"].hidden


@pytest.mark.parametrize(
    ("recipe", "values", "says"),
    [
        ("password", {"LENGTH": 2}, "“Length” must be at least 4."),
        ("password", {"LENGTH": "x"}, "“Length” must be a whole number."),
        ("summarise_table", {"FILE": "shop_sales.csv", "VALUE": "Nope"}, "Choose one of: Order ID"),
        ("summarise_table", {"FILE": "other.csv"}, "There is no table “other.csv” here."),
        ("summarise_table", {"FILE": "shop_sales.csv", "VALUE": "Net Amount", "GROUP": "Region", "PERIOD": "month"}, "Only a column of dates has a month."),
        ("filter_sort_table", {"FILE": "shop_sales.csv", "ONLY": ["Regn = North"]}, "The condition “Regn = North” can't be read."),
        ("date_sums", {"START": "31.5.2026"}, "Dates are written like 2026-05-31."),
        ("tip", {"NOPE": 1}, "is not a field of"),
        ("gone", {}, "not in the book any more"),
    ],
)  # fmt: skip
def test_bad_input_is_a_sentence(book: Book, recipe: str, values: dict[str, object], says: str) -> None:
    with pytest.raises(BadInput, match=re.escape(says)):
        book.with_values(recipe, values, (profile("shop_sales.csv"),))


def test_changed_fields_give_a_new_match(book: Book) -> None:
    profiles = (profile("shop_sales.csv"),)
    match = book.choose("total sales by region", profiles).sure
    assert match
    changed = book.with_values(
        "summarise_table", {**match.values, "OPERATION": "mean", "CHART": "pie"}, profiles
    )
    assert changed.sure
    assert changed.understood == "average of Net Amount by Region, as a pie chart"
    assert changed.values["TITLE"] == "Average of Net Amount by Region"


def test_another_file_brings_its_own_reading(book: Book) -> None:
    profiles = (profile("shop_sales.csv"), profile("umsatz.csv"))
    first = book.with_values("describe_table", {"FILE": "shop_sales.csv"}, profiles)
    other = book.with_values("describe_table", {**first.values, "FILE": "umsatz.csv"}, profiles)
    assert other.values["READ"]["sep"] == ";"


def test_units_are_those_of_the_program(book: Book) -> None:
    source = next(recipe.source for recipe in book.recipes if recipe.id == "convert_units")
    tree = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "UNITS"
    )
    assert isinstance(tree, ast.Dict)
    units: dict[str, set[str]] = {}
    for kind, inner in zip(tree.keys, tree.values, strict=True):
        assert isinstance(inner, ast.Dict)
        units[ast.literal_eval(kind or "")] = {ast.literal_eval(key or "") for key in inner.keys}
    assert units == {kind: set(names) for kind, names in KINDS.items()}
    assert set(NAMES.values()) == {unit for names in units.values() for unit in names}
