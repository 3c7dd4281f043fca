"""Checks that are tried: what they compare, how they fail, and whether they notice a damaged result."""

from __future__ import annotations

import functools

import pytest

from generator.evidence.report import Result, ShownOutput
from generator.evidence.types import Check, Claim
from tests.evidence_runs import columns, found, printed, shown

GIVEN = {"sales.csv": b"Region,Amount\nNorth,100.5\nSouth,80\nNorth,20\nEast,55.25\n"}
SUMS = {"North": 120.5, "South": 80.0, "East": 55.25}
TABLE = columns(Region=list(SUMS), Total=list(SUMS.values()), Orders=[2, 1, 1])
RESULT = printed("Total: 255.75 in 4 orders", TABLE)
READ = "sales = pd.read_csv(Path(IN) / 'sales.csv')\n"


def claim(body: str, before: str = "") -> Claim:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return Claim("It agrees.", f"{before}def check(result):\n{lines}\n")


TOTAL = claim(
    "return compare(result.table['Total'].sum(), sales['Amount'].sum(), 'sum of Total', 'sum of Amount')",
    READ,
)
GOOD = {
    "a total": TOTAL,
    "sums by region": claim("shown = result.table.set_index('Region')['Total']\nreturn compare(shown, sales.groupby('Region')['Amount'].sum())", READ),
    "number of rows": claim("return compare(len(result.table), sales['Region'].nunique())", READ),
    "the printed total": claim("return compare(result.find('total'), sales['Amount'].sum())", READ),
    "a set": claim("return compare(set(result.table['Region']), {'north', 'SOUTH', 'East '})"),
    "several": claim("return [compare(result.numbers[0], 255.75), compare(result.numbers[1], len(sales))]", READ),
    "with imports": claim("import statistics\nfrom pathlib import Path\nreturn compare(max(result.table['Total']), 120.5)"),
}  # fmt: skip
WRONG = {
    "a wrong total": (claim("return compare(result.table['Total'].sum(), 200)"), "255.75", "200"),
    "a list in another order": (claim("return compare(list(result.table['Region']), ['South', 'North', 'East'])"), "North, South, East", "South, North, East"),
    "an average as a whole number": (claim("return compare(result.numbers[1], 4.4)"), "4", "4.4"),
    "the second of several": (claim("return [compare(result.numbers[1], 4), compare(result.numbers[0], 255.7)]"), "255.75", "255.7"),
}  # fmt: skip
UNCLEAR = {
    "crash": (claim("return compare(result.table['Sum'].sum(), 3)"), "It broke off: KeyError 'Sum'."),
    "hang": (claim("while True: pass"), "It took longer than 1 second."),
    "sleep": (claim("import time\ntime.sleep(60)"), "It took longer than 1 second."),
    "exit at once": (claim("import os\nos._exit(0)"), "It ended before it said anything."),
    "exit": (claim("raise SystemExit(0)"), "It ended before it said anything."),
    "memory": (claim("bytearray(3_000_000_000)"), "It needs more memory than there is."),
    "a kill": (claim("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"), "It ended before it said anything."),
    "true": (claim("return True"), "It doesn't say what it compares."),
    "nothing": (claim("pass"), "It doesn't say what it compares."),
    "nothing with nothing": (claim("return compare([], [])"), "It compared nothing with nothing."),
    "found none of several": (claim("return compare({'a': 1, 'b': 2, 'c': 3}, {'a': 0, 'b': 0, 'c': 0})"), "It found nothing in the files to compare with."),
    "missing with missing": (claim("return compare(float('nan'), None)"), "It compared nothing with nothing."),
    "an object": (claim("return compare(object(), 3)"), "It compares things that can't be compared by value."),
    "no table in it": (claim("cannot_tell('The file has no dates.')"), "The file has no dates."),
    "it returns that it can't tell": (claim("try:\n    return cannot_tell('No.')\nexcept Exception:\n    return True"), "No."),
    "no Python": (Claim("x", "def check(result) return"), "It can't be read as Python."),
    "no function": (Claim("x", "a = 1"), "It has no function check(result)."),
    "recursion": (claim("return check(result)"), "It broke off: RecursionError"),
    "a file that isn't there": (claim("open('/in/none.csv')"), "It broke off: FileNotFoundError"),
}  # fmt: skip
BLIND = {
    "looks at the data only": claim("return compare(sales['Amount'].sum(), 255.75)", READ),
    "constants": claim("return compare(3, 3)"),
    "never disagrees": claim("return compare(result.table['Total'].sum(), result.table['Total'].sum())"),
}


@functools.cache
def checks() -> dict[str, Check]:
    claims = {**GOOD, **{name: each[0] for name, each in UNCLEAR.items()}, **BLIND}  # fmt: skip
    report = found([RESULT], list(claims.values()), files=GIVEN, seconds=1.0)
    apart = [found([RESULT], [each[0]], files=GIVEN).checks[0] for each in WRONG.values()]
    return dict(zip(claims, report.checks, strict=True)) | dict(zip(WRONG, apart, strict=True))


@pytest.mark.parametrize("name", GOOD)
def test_checks_that_agree_notice_what_is_wrong(name: str) -> None:
    check = checks()[name]
    assert check.verdict == "agrees", check
    assert check.damages >= 6
    assert check.counts
    assert check.shown
    assert check.expected


def test_both_values_and_what_they_are_stand_in_a_check() -> None:
    check = checks()["a total"]
    assert (check.shown, check.expected) == ("255.75", "255.75")
    assert (check.shown_as, check.expected_as) == ("sum of Total", "sum of Amount")
    assert check.claim == TOTAL
    assert check.noticed >= 4


@pytest.mark.parametrize("name", WRONG)
def test_checks_that_disagree_say_both_values(name: str) -> None:
    check = checks()[name]
    assert check.verdict == "disagrees", check
    assert check.shown.endswith(WRONG[name][1])
    assert check.expected.endswith(WRONG[name][2])
    assert check.counts


@pytest.mark.parametrize("name", UNCLEAR)
def test_a_check_that_fails_says_why_and_counts_nothing(name: str) -> None:
    check = checks()[name]
    assert check.verdict == "unclear"
    assert check.why.startswith(UNCLEAR[name][1]), check.why
    assert "Traceback" not in check.why
    assert not check.counts


@pytest.mark.parametrize("name", BLIND)
def test_a_check_that_can_not_fail_notices_nothing(name: str) -> None:
    check = checks()[name]
    assert check.verdict == "agrees"
    assert check.damages >= 6
    assert check.noticed == 0


def test_checks_that_contradict_each_other_are_unclear() -> None:
    claims = [
        claim("return compare(len(result.table), 4)"),
        claim("return compare(len(result.table), 5)"),
        claim("return compare(result.table['Orders'].sum(), 4)"),
    ]
    one, other, third = found([RESULT], claims, files=GIVEN).checks
    assert one.verdict == other.verdict == "unclear"
    assert one.why == other.why == "Two checks contradict each other: 4 or 5."
    assert third.verdict == "agrees"


def test_files_that_were_made_are_damaged_too() -> None:
    file = ShownOutput("out/totals.csv", "text/csv", file=True, given="_r0-0")
    claims = [
        claim("return compare(pd.read_csv(result.files['out/totals.csv'])['Total'].sum(), 255.75)"),
        claim("return compare(result.tables[0]['Total'].sum(), 255.75)"),
    ]
    files = {"_r0-0": b"Region,Total\nNorth,120.5\nSouth,80\nEast,55.25\n"}
    for check in found([Result((file,))], claims, files=files).checks:
        assert check.verdict == "agrees", check
        assert check.noticed >= 3


def test_charts_are_damaged_too() -> None:
    chart = ShownOutput(
        "c.png", "image/png", behind='{"series": [{"name": "a", "x": ["x", "y"], "y": [1, 2]}]}'
    )
    (check,) = found(
        [shown(chart)], [claim("return compare(result.charts[0]['y'].sum(), 3)")], files=GIVEN
    ).checks
    assert check.verdict == "agrees"
    assert check.noticed >= 2


def test_a_name_that_was_printed_is_damaged() -> None:
    (check,) = found(
        [printed("The best customer is Alice.")], [claim("return compare('Alice' in result.text, True)")]
    ).checks
    assert check.verdict == "agrees"
    assert check.noticed == 1


def test_without_time_left_only_the_real_result_is_tried() -> None:
    (check,) = found(
        [RESULT], [TOTAL], files=GIVEN, change=[("DAMAGE_SECONDS = 25.0", "DAMAGE_SECONDS = 0.0")]
    ).checks
    assert (check.verdict, check.damages, check.counts) == ("agrees", 0, False)
