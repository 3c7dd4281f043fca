import matplotlib.pyplot as plt
import pandas as pd

ZONE = "America/New_York"  # INPUT: Time zone | text

visits = pd.read_csv("/in/visits.csv")
times = pd.to_datetime(visits["time_utc"], utc=True, errors="coerce")
hours = times.dropna().dt.tz_convert(ZONE).dt.hour
if hours.empty:
    raise ValueError("No visit in the file has a time.")
counts = hours.value_counts().reindex(range(24), fill_value=0)

fig, ax = plt.subplots(figsize=(9, 4))
ax.bar(counts.index, counts.values)
ax.set_title("Visits by hour of the day (New York time)")
ax.set_xlabel("Hour")
ax.set_ylabel("Visits")
ax.set_xticks(range(0, 24, 2))
plt.show()

top = int(counts.idxmax())
print(f"Most visits come between {top}:00 and {top + 1}:00 New York time: {counts[top]:,} of {counts.sum():,}.")
lost = times.isna().sum()
if lost:
    print(f"Left out {lost} of {len(visits):,} visits: no time.")
