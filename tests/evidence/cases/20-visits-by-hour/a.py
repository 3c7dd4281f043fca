import matplotlib.pyplot as plt
import pandas as pd

FILE = "visits.csv"  # INPUT: File | file
OFFSET = -5  # INPUT: Hours from UTC to New York | integer -12 to 14

df = pd.read_csv("/in/" + FILE)
df["time"] = pd.to_datetime(df["time_utc"], errors="coerce")
without_time = df["time"].isna().sum()
df = df.dropna(subset=["time"])
df["hour"] = (df["time"] + pd.Timedelta(hours=OFFSET)).dt.hour
per_hour = df.groupby("hour").size().reindex(range(24), fill_value=0)

per_hour.plot(kind="bar", figsize=(9, 4), color="steelblue", width=0.8)
plt.title("Visits per hour, New York time")
plt.xlabel("Hour of the day")
plt.ylabel("Number of visits")
plt.xticks(rotation=0)
plt.show()
best = per_hour.idxmax()
print(f"The most visits come in the hour from {best}:00 (New York time), with {per_hour.max():,} visits.")
if without_time:
    print(f"Left out {without_time} of {len(df) + without_time:,} rows: no time.")
