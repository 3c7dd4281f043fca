import pandas as pd

SINCE = "2024-04-01"  # INPUT: From | date
UNTIL = "2024-06-30"  # INPUT: To | date

df = pd.read_csv("/in/invoices.csv")
df["Invoice date"] = pd.to_datetime(df["Invoice date"], format="%d/%m/%Y", errors="coerce")
df["Net"] = pd.to_numeric(df["Amount"].str.replace(r"[£,]", "", regex=True), errors="coerce")

quarter = df[df["Invoice date"].between(SINCE, UNTIL)]
bad = quarter["Net"].isna().sum()
print(f"Turnover without VAT, April to June 2024: £{quarter['Net'].sum():,.2f}")
if bad:
    print(f"Left out {bad} of {len(quarter)} invoices: no amount.")
