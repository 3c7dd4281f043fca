from calendar import month_abbr

import matplotlib.pyplot as plt
import pandas as pd

YEAR = 2024  # INPUT: Year | integer 2000 to 2100

orders = pd.read_csv("/in/orders.csv", usecols=["ordered_at", "customer_id"])
orders["ordered_at"] = pd.to_datetime(orders["ordered_at"], errors="coerce")
known = orders[orders["customer_id"].notna() & (orders["ordered_at"].dt.year == YEAR)]
if known.empty:
    raise ValueError(f"There are no orders with a customer id in {YEAR}.")
customers = known.groupby(known["ordered_at"].dt.month)["customer_id"].count()
names = [month_abbr[m] for m in customers.index]

fig, ax = plt.subplots(figsize=(9, 4.5))
ax.plot(names, customers.values, marker="o")
for x, y in zip(names, customers.values):
    ax.annotate(str(y), (x, y), textcoords="offset points", xytext=(0, 7), ha="center")
ax.set_ylim(bottom=0)
ax.set_title(f"Different customers per month, {YEAR}")
ax.set_xlabel("Month")
ax.set_ylabel("Customers")
plt.show()
no_id = orders["customer_id"].isna().sum()
if no_id:
    print(f"Left out {no_id} of {len(orders):,} orders: no customer id.")
