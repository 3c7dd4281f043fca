"""Percentages: a part of a whole, a share, a change, or more and less by so many percent."""

import pandas as pd

WHAT = "percent of a number"
PERCENT = 15.0
NUMBER = 80.0
PART = 20.0
WHOLE = 50.0
BEFORE = 80.0
AFTER = 92.0


def written(number, most=6):
    text = f"{number:,.{most}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def percent_of():
    result = PERCENT * NUMBER / 100
    return f"{written(PERCENT)} % of {written(NUMBER)} is {written(result)}", [
        ("Percent", PERCENT), ("Of", NUMBER), ("Result", result),
    ]  # fmt: skip


def share():
    if WHOLE == 0:
        raise ValueError("Nothing is a share of 0. Give another whole.")
    result = PART / WHOLE * 100
    return f"{written(PART)} is {written(result, 2)} % of {written(WHOLE)}", [
        ("Part", PART), ("Whole", WHOLE), ("Percent", result), ("The rest in percent", 100 - result),
    ]  # fmt: skip


def change():
    if BEFORE == 0:
        raise ValueError("From 0 there is no change in percent. Give another number before.")
    result = (AFTER - BEFORE) / abs(BEFORE) * 100
    how = "more" if result > 0 else "less"
    said = (
        f"From {written(BEFORE)} to {written(AFTER)} is {written(abs(result), 2)} % {how}"
        if result
        else "Nothing changes"
    )
    return said, [
        ("Before", BEFORE),
        ("After", AFTER),
        ("Difference", AFTER - BEFORE),
        ("Change in percent", result),
    ]


def moved(sign):
    difference = NUMBER * PERCENT / 100
    result = NUMBER + sign * difference
    word = "plus" if sign > 0 else "minus"
    return f"{written(NUMBER)} {word} {written(PERCENT)} % is {written(result)}", [
        ("Number", NUMBER), ("Percent", PERCENT), ("Difference", difference), ("Result", result),
    ]  # fmt: skip


def before_plus():
    if PERCENT == -100:
        raise ValueError("Minus 100 percent leaves 0 of any number, so the one before can't be told.")
    result = AFTER / (1 + PERCENT / 100)
    return f"{written(AFTER)} with {written(PERCENT)} % in it is {written(result, 2)} without", [
        ("With the percentage", AFTER), ("Percent", PERCENT), ("Without", result), ("Difference", AFTER - result),
    ]  # fmt: skip


WORK = {
    "percent of a number": percent_of,
    "share": share,
    "change": change,
    "plus percent": lambda: moved(1),
    "minus percent": lambda: moved(-1),
    "before plus percent": before_plus,
}


def main():
    said, rows = WORK[WHAT]()
    print(said + ".")
    display(pd.DataFrame([(name, round(value, 6)) for name, value in rows], columns=["What", "Number"]))


main()
