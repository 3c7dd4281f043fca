"""Works out a tip, and what each person pays."""

import pandas as pd

BILL = 50.0
PERCENT = 15.0
PEOPLE = 1


def row(percent):
    tip = BILL * percent / 100
    return {
        "Tip": f"{percent:g} %",
        "Tip amount": f"{tip:,.2f}",
        "In all": f"{BILL + tip:,.2f}",
        "Each pays": f"{(BILL + tip) / PEOPLE:,.2f}",
    }


def main():
    if BILL < 0 or PERCENT < 0 or PEOPLE < 1:
        raise ValueError("The bill and the tip can't be below zero, and at least one person pays.")
    chosen = row(PERCENT)
    print(
        f"Tip {chosen['Tip amount']}, in all {chosen['In all']}"
        + (f", each of {PEOPLE} pays {chosen['Each pays']}." if PEOPLE > 1 else ".")
    )
    table = pd.DataFrame([row(percent) for percent in sorted({10.0, 15.0, 18.0, 20.0, float(PERCENT)})])
    display(table if PEOPLE > 1 else table.drop(columns="Each pays"))


main()
