import pandas as pd

FILE = "bookings_export.csv"  # INPUT: File | file

export = pd.read_csv(f"/in/{FILE}")
export["Fee"] = pd.to_numeric(export["Fee"], errors="coerce")
once = export.drop_duplicates(subset="Booking no", keep="last")

courses = (
    once.groupby("Course", as_index=False)
    .agg(Bookings=("Booking no", "size"), Fees=("Fee", "sum"))
    .sort_values("Bookings", ascending=False)
)
courses["Fees"] = courses["Fees"].round(2)
courses.to_excel("/out/bookings_per_course.xlsx", index=False)

print(f"{len(once):,} bookings in {len(courses)} courses, fees {once['Fee'].sum():,.2f} in total.")
repeated = len(export) - len(once)
if repeated:
    print(f"Left out {repeated:,} of {len(export):,} rows: booking exported before.")
