import pandas as pd

SINCE = "2024-03-01"  # INPUT: From | date
UNTIL = "2024-03-31"  # INPUT: To | date

df = pd.read_csv("/in/bookings.csv")
df["Start"] = pd.to_datetime(df["Start"], errors="coerce")
df["Guests"] = pd.to_numeric(df["Guests"], errors="coerce")

mask = (df["Start"] >= SINCE) & (df["Start"] <= UNTIL) & ~df["Status"].str.lower().eq("cancelled")
march = df[mask]
if len(march) == 0:
    raise ValueError("No bookings were found in this time.")
without = march["Guests"].isna().sum()
print(f"From {SINCE} to {UNTIL}, {int(march['Guests'].sum()):,} guests came on the tours.")
if without > 0:
    print(f"Left out {without} of {len(march):,} bookings: the number of guests is missing.")
