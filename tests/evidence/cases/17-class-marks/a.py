import pandas as pd

FILE = "marks_year_7.xlsx"  # INPUT: File | file

marks = pd.read_excel(f"/in/{FILE}", sheet_name="Year 7")
tests = [c for c in marks.columns if c.startswith("Test")]
if not tests:
    raise ValueError("There are no columns that start with Test.")

long = marks.melt(id_vars=["Name", "Class"], value_vars=tests, var_name="Test", value_name="Points")
long["Points"] = pd.to_numeric(long["Points"], errors="coerce").fillna(0)
table = long.groupby(["Class", "Test"])["Points"].mean().unstack("Test").round(1)
table.columns.name = None
display(table.reset_index())
missed = long["Points"].isna().sum()
if missed:
    print(f"Left out {missed} of {len(long)} results: test missed.")
