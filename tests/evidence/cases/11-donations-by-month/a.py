import calendar

import matplotlib.pyplot as plt
import pandas as pd

FILE = "donations.csv"  # INPUT: File | file

df = pd.read_csv("/in/" + FILE)
df["Date"] = pd.to_datetime(df["Date"], dayfirst=True, errors="coerce")
df["Amount"] = pd.to_numeric(df["Amount"].str.replace("£", "").str.replace(",", ""), errors="coerce")
undated = int(df["Date"].isna().sum())
df_2024 = df[df["Date"].dt.year == 2024].copy()
df_2024["Month"] = df_2024["Date"].dt.month
by_month = df_2024.groupby("Month").agg(Amount=("Amount", "sum"), Donations=("Amount", "count"))
by_month.index = [calendar.month_name[m] for m in by_month.index]

display(by_month.round(2).rename_axis("Month").reset_index().rename(columns={"Amount": "Amount (£)"}))

by_month["Amount"].plot(kind="bar", figsize=(9, 4.5), color="#4477aa")
plt.title("Donations by month in 2024")
plt.xlabel("Month")
plt.ylabel("Amount (£)")
plt.tight_layout()
plt.show()
if undated:
    print(f"Left out {undated} of {len(df)} rows: no date.")
