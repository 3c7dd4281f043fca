"""Works out the monthly payment of a loan, and how it is paid back."""

import pandas as pd

AMOUNT = 20000.0
RATE = 5.0  # percent a year
YEARS = 4.0


def payment(months):
    monthly = RATE / 1200
    return AMOUNT / months if not monthly else AMOUNT * monthly / (1 - (1 + monthly) ** -months)


def schedule(months):
    """One row a month; what is owed never falls below zero."""
    owed, pays, rows = AMOUNT, payment(months), []
    for month in range(1, months + 1):
        interest = owed * RATE / 1200
        owed = max(0.0, owed + interest - pays)
        rows.append(
            {
                "Month": month,
                "Payment": pays,
                "Interest": interest,
                "Paid back": pays - interest,
                "Still owed": owed,
            }
        )
    return pd.DataFrame(rows)


def main():
    months = round(YEARS * 12)
    if AMOUNT <= 0 or RATE < 0 or not 1 <= months <= 1200:
        raise ValueError(
            "The amount must be above zero, the rate not below zero, the time from 1 month to 100 years."
        )
    plan = schedule(months)
    print(f"{payment(months):,.2f} a month for {months} months.")
    print(f"In all {plan['Payment'].sum():,.2f}, of which {plan['Interest'].sum():,.2f} is interest.")
    years = plan.groupby((plan["Month"] - 1) // 12 + 1).agg(
        {"Payment": "sum", "Interest": "sum", "Paid back": "sum", "Still owed": "last"}
    )
    display(years.round(2).rename_axis("Year").reset_index())
    plan.round(2).to_csv("/out/payments.csv", index=False)


main()
