import matplotlib.pyplot as plt
import pandas as pd

FILE = "shop.xlsx"  # INPUT: File | file

sheets = pd.read_excel(f"/in/{FILE}", sheet_name=["Orders", "Customers"])
orders, customers = sheets["Orders"], sheets["Customers"]

joined = orders.merge(customers[["Customer no", "Country"]], on="Customer no", how="left", validate="many_to_one")
joined["Country"] = joined["Country"].fillna("unknown")

table = (
    joined.groupby("Country")["Amount EUR"]
    .agg(["count", "sum"])
    .sort_values("sum", ascending=False)
    .round(2)
    .reset_index()
)
table.columns = ["Country", "Orders", "Amount (EUR)"]
display(table)

fig, ax = plt.subplots(figsize=(8, 4.5))
ax.bar(table["Country"], table["Amount (EUR)"], color="#3b6ea5")
ax.set_title("Orders per country")
ax.set_ylabel("Amount (EUR)")
ax.yaxis.set_major_formatter(lambda x, _: f"{x:,.0f}")
ax.tick_params(axis="x", rotation=30)
plt.tight_layout()
plt.show()
print(f"Total: {joined['Amount EUR'].sum():,.2f} EUR in {len(joined):,} orders")
