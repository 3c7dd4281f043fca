import json

import matplotlib.pyplot as plt
import pandas as pd

FILE = "sensors.json"  # INPUT: File | file

with open(f"/in/{FILE}", encoding="utf-8") as f:
    content = json.load(f)
readings = pd.json_normalize(content["devices"], record_path="log", meta=["room"])
readings["day"] = pd.to_datetime(readings["time"]).dt.date
usable = readings.dropna(subset=["temp_c"])
if usable.empty:
    raise ValueError("No reading in the file has a temperature.")

daily = usable.pivot_table(index="day", columns="room", values="temp_c", aggfunc="mean").round(1)

fig, ax = plt.subplots(figsize=(9, 4.5))
for room in daily.columns:
    ax.plot(daily.index, daily[room], marker="o", label=room)
ax.set_title("Average temperature per day")
ax.set_xlabel("Day")
ax.set_ylabel("Temperature (°C)")
ax.legend()
fig.autofmt_xdate()
plt.show()

table = daily.reset_index().rename(columns={"day": "Day"})
table.columns.name = None
display(table)
skipped = len(readings) - len(usable)
if skipped:
    print(f"Left out {skipped} of {len(readings)} readings: no temperature.")
