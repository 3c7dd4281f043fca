import matplotlib.pyplot as plt
import pandas as pd

FILE = "shop.xlsx"  # INPUT: File | file
UNKNOWN = "unknown"  # INPUT: Name for orders without a country | text

orders = pd.read_excel("/in/" + FILE, sheet_name="Orders")
customers = pd.read_excel("/in/" + FILE, sheet_name="Customers")

data = pd.merge(orders, customers, on="Customer no")
data["Country"] = data["Country"].fillna(UNKNOWN)
per_country = data.groupby("Country").agg(Orders=("Order no", "count"), Amount=("Amount EUR", "sum"))
per_country = per_country.sort_values("Amount", ascending=False).round(2)

display(per_country.reset_index().rename(columns={"Amount": "Amount (EUR)"}))

plt.figure(figsize=(8, 4.5))
plt.bar(per_country.index, per_country["Amount"])
plt.title("Order amounts by country")
plt.xlabel("Country")
plt.ylabel("Amount (EUR)")
plt.xticks(rotation=45, ha="right")
plt.gca().yaxis.set_major_formatter(lambda x, _: f"{x:,.0f}")
plt.tight_layout()
plt.show()
print(f"All countries together: {per_country['Amount'].sum():,.2f} EUR in {per_country['Orders'].sum():,} orders")
