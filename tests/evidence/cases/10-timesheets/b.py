import pandas as pd

FILE = "timesheet_2024.xlsx"  # INPUT: File | file
COLUMN = "Hours"  # INPUT: Column with the hours | number column

df = pd.read_excel("/in/" + FILE)
df["Date"] = pd.to_datetime(df["Date"], errors="coerce")
df = df[df["Date"].dt.month.between(1, 6)]
df[COLUMN] = pd.to_numeric(df[COLUMN].astype(str).str.replace(",", ".", regex=False), errors="coerce")

people = df.groupby("Employee", as_index=False)[COLUMN].sum().sort_values(COLUMN, ascending=False, ignore_index=True)
projects = df.groupby("Project", as_index=False)[COLUMN].sum().sort_values(COLUMN, ascending=False, ignore_index=True)
display(people)
display(projects)
print(f"Together: {people[COLUMN].sum():,.1f} hours")
