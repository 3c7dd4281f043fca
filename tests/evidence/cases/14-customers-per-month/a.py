import matplotlib.pyplot as plt
import pandas as pd

FILE = "orders.csv"  # INPUT: File | file

df = pd.read_csv("/in/" + FILE, parse_dates=["ordered_at"])
total = len(df)
df = df.dropna(subset=["customer_id"])
df = df[df["ordered_at"].dt.year == 2024]
monthly = df.set_index("ordered_at").resample("ME")["customer_id"].nunique()

plt.figure(figsize=(9, 4.5))
plt.bar(monthly.index.strftime("%b"), monthly.values)
for i, n in enumerate(monthly.values):
    plt.text(i, n + 2, f"{n:,}", ha="center")
plt.title("Different customers per month in 2024")
plt.xlabel("Month")
plt.ylabel("Number of customers")
plt.tight_layout()
plt.show()
if total > len(df):
    print(f"Left out {total - len(df)} of {total:,} rows: no customer id.")
