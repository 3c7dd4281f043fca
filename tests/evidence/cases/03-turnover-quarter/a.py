import pandas as pd

QUARTER = 2  # INPUT: Quarter | integer 1 to 4
YEAR = 2024  # INPUT: Year | integer 2000 to 2100


def money(column):
    return pd.to_numeric(column.str.replace("£", "").str.replace(",", ""), errors="coerce")


invoices = pd.read_csv("/in/invoices.csv", dtype=str)
dates = pd.to_datetime(invoices["Invoice date"], format="%d/%m/%Y", errors="coerce")
in_quarter = (dates.dt.year == YEAR) & (dates.dt.quarter == QUARTER)
if not in_quarter.any():
    raise ValueError(f"There is no invoice in quarter {QUARTER} of {YEAR}.")

net = money(invoices.loc[in_quarter, "Total"])
print(f"Turnover without VAT, quarter {QUARTER} of {YEAR}: £{net.sum():,.2f}")

unread = int(dates.isna().sum() + net.isna().sum())
if unread:
    print(f"Left out {unread} of {len(invoices):,} rows: no date or no amount.")
