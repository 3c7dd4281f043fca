import pandas as pd

FILE = "marks_year_7.xlsx"  # INPUT: File | file
DIGITS = 1  # INPUT: Decimals | integer 0 to 3

df = pd.read_excel("/in/" + FILE)
test_columns = ["Test 1", "Test 2", "Test 3", "Test 4", "Test 5"]
df[test_columns] = df[test_columns].apply(pd.to_numeric, errors="coerce")
averages = df.groupby("Class")[test_columns].mean().round(DIGITS)
display(averages.reset_index())
missed = int(df[test_columns].isna().sum().sum())
if missed:
    print(f"{missed} missed tests were left out.")
