import matplotlib.pyplot as plt
import pandas as pd

FILE = "donations.csv"  # INPUT: File | file
YEAR = 2024  # INPUT: Year | integer 2000 to 2100

gifts = pd.read_csv(f"/in/{FILE}", dtype=str)
gifts["Date"] = pd.to_datetime(gifts["Date"], format="mixed", errors="coerce")
gifts["Amount"] = pd.to_numeric(gifts["Amount"].str.replace(r"[£,\s]", "", regex=True), errors="coerce")
usable = gifts.dropna(subset=["Date", "Amount"])
year = usable[usable["Date"].dt.year == YEAR]
if year.empty:
    raise ValueError(f"There are no donations in {YEAR}.")

monthly = year.groupby(year["Date"].dt.to_period("M"))["Amount"].agg(["sum", "size"])
labels = [p.strftime("%b %Y") for p in monthly.index]

fig, ax = plt.subplots(figsize=(9, 4.5))
ax.bar(labels, monthly["sum"], color="seagreen")
ax.set_title(f"Donations per month, {YEAR}")
ax.set_xlabel("Month")
ax.set_ylabel("Amount (£)")
ax.yaxis.set_major_formatter(lambda v, _: f"{v:,.0f}")
ax.tick_params(axis="x", rotation=45)
fig.tight_layout()
plt.show()

display(pd.DataFrame({"Month": labels, "Amount (£)": monthly["sum"].round(2).values, "Donations": monthly["size"].values}))
left = len(gifts) - len(usable)
if left:
    print(f"Left out {left} of {len(gifts)} donations: no date or no amount.")
