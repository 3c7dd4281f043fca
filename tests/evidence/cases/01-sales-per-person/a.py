import pandas as pd

FILE = "sales_2024.csv"  # INPUT: File | file
COLUMN = "Amount"  # INPUT: Column to add up | number column

df = pd.read_csv("/in/" + FILE, parse_dates=["Date"])
df[COLUMN] = pd.to_numeric(df[COLUMN], errors="coerce")
rows = len(df)
df = df.dropna(subset=[COLUMN])
left_out = rows - len(df)
df = df[df["Date"].dt.year == 2024]
if df.empty:
    raise ValueError("The file has no invoices of 2024.")

totals = df.groupby("Salesperson", as_index=False).agg(**{"Invoices": ("Invoice", "count"), "Total sold": (COLUMN, "sum")})
totals = totals.sort_values("Total sold", ascending=False, ignore_index=True)
totals["Total sold"] = totals["Total sold"].round(2)
display(totals)
if left_out:
    print(f"Left out {left_out} of {rows:,} invoices: no amount.")
