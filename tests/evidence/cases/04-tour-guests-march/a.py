import pandas as pd

FILE = "bookings.csv"  # INPUT: File | file
MONTH = "2024-03-01"  # INPUT: First day of the month | date

first = pd.Timestamp(MONTH)
bookings = pd.read_csv(f"/in/{FILE}", dtype={"Guests": str})
bookings["Start"] = pd.to_datetime(bookings["Start"], errors="coerce")
bookings["Guests"] = pd.to_numeric(bookings["Guests"], errors="coerce")

in_month = bookings[(bookings["Start"] >= first) & (bookings["Start"] < first + pd.DateOffset(months=1))]
held = in_month[in_month["Status"].str.strip().str.lower() != "cancelled"]
if held.empty:
    raise ValueError(f"There are no bookings in {first:%B %Y}.")

print(f"{held['Guests'].sum():,.0f} guests came on tours in {first:%B %Y}, in {held['Guests'].count():,} bookings.")
missing = held["Guests"].isna().sum()
if missing:
    print(f"Left out {missing} of {len(held)} bookings: no number of guests.")
