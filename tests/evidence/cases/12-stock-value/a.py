import pandas as pd

FILE = "stock_list.xlsx"  # INPUT: File | file

stock = pd.read_excel(f"/in/{FILE}", sheet_name="Stock", header=3)
items = stock.dropna(how="all").copy()
items["Value"] = pd.to_numeric(items["Value"], errors="coerce")
valued = items.dropna(subset=["Value"])
if valued.empty:
    raise ValueError("No item in the list has a value.")

print(
    f"The whole stock is worth {valued['Value'].sum():,.2f} at cost price; "
    f"that is {valued['Value'].mean():,.2f} per item on average ({len(valued)} items)."
)
if len(valued) < len(items):
    print(f"Left out {len(items) - len(valued)} of {len(items)} items: no value.")
