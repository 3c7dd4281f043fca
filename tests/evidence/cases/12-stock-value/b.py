import pandas as pd

COLUMN = "Value"  # INPUT: Column to add up | number column

df = pd.read_excel("/in/stock_list.xlsx", skiprows=3)
df = df[df["Item"] != "Total"]
values = pd.to_numeric(df[COLUMN], errors="coerce")
n_missing = int(values.isna().sum())
values = values.dropna()

total = values.sum()
average = total / len(values)
print(f"Stock at cost price: {total:,.2f}. Average value per item: {average:,.2f}.")
if n_missing:
    print(f"Left out {n_missing} of {len(df)} items: no value.")
