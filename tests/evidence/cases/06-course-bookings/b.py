import pandas as pd

SORT_BY = "Bookings"  # INPUT: Sort by | one of Bookings, Fees

df = pd.read_csv("/in/bookings_export.csv")
before = len(df)
df = df.drop_duplicates()
removed = before - len(df)

summary = df.groupby("Course").agg(Bookings=("Booking no", "count"), Fees=("Fee", "sum")).reset_index()
summary = summary.sort_values(SORT_BY, ascending=False)
with pd.ExcelWriter("/out/courses.xlsx", engine="openpyxl") as writer:
    summary.round(2).to_excel(writer, sheet_name="Courses", index=False)

print(f"Saved: {summary['Bookings'].sum():,} bookings with fees of {summary['Fees'].sum():,.2f} in {len(summary)} courses.")
if removed:
    print(f"Left out {removed} of {before:,} rows: the same booking twice.")
