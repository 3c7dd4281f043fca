import pandas as pd

FILE = "sales_2024.csv"  # INPUT: File | file
YEAR = 2024  # INPUT: Year | integer 2000 to 2100

sales = pd.read_csv(f"/in/{FILE}")
sales["Date"] = pd.to_datetime(sales["Date"], errors="coerce")
sales["Amount"] = pd.to_numeric(sales["Amount"], errors="coerce")

of_year = sales[sales["Date"].dt.year == YEAR]
usable = of_year.dropna()
if usable.empty:
    raise ValueError(f"There are no usable invoices in {YEAR}.")

result = (
    usable.groupby("Salesperson")
    .agg(Invoices=("Invoice", "count"), Total=("Amount", "sum"))
    .round(2)
    .sort_values("Total", ascending=False)
    .reset_index()
    .rename(columns={"Total": "Total sold"})
)
display(result)
