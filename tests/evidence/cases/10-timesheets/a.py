import pandas as pd

FILE = "timesheet_2024.xlsx"  # INPUT: File | file
MONTHS = ["January", "February", "March", "April", "May", "June"]

sheets = pd.read_excel(f"/in/{FILE}", sheet_name=None, dtype={"Hours": str})
absent = [m for m in MONTHS if m not in sheets]
if absent:
    raise ValueError(f"There is no sheet for {', '.join(absent)}; there are {', '.join(sheets)}.")
hours = pd.concat([sheets[m] for m in MONTHS], ignore_index=True)
hours["Hours"] = pd.to_numeric(hours["Hours"].str.replace(",", "."), errors="coerce")

for column in ("Employee", "Project"):
    table = hours.groupby(column)["Hours"].sum().sort_values(ascending=False).reset_index()
    display(table)

unread = hours["Hours"].isna().sum()
if unread:
    print(f"Left out {unread} of {len(hours)} entries: no hours.")
