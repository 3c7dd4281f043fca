import pandas as pd

FILE = "invoices_abroad.xlsx"  # INPUT: File | file

df = pd.read_excel("/in/" + FILE, sheet_name="Invoices")
rates = pd.read_excel("/in/" + FILE, sheet_name="Rates")
rates = dict(zip(rates["Currency"], rates["EUR for 1"]))
df["Currency"] = df["Currency"].str.upper()
df["Amount"] = pd.to_numeric(df["Amount"], errors="coerce")
total_rows = len(df)
df = df[df["Amount"].notna()]
df["Amount in EUR"] = df["Amount"] * df["Currency"].map(rates)

result = df.groupby("Currency", as_index=False)["Amount in EUR"].sum().sort_values("Amount in EUR", ascending=False)
print(f"All invoices together: {df['Amount in EUR'].sum():,.2f} EUR")
display(result.round(2).reset_index(drop=True))
if total_rows > len(df):
    print(f"Left out {total_rows - len(df)} of {total_rows} invoices: no amount.")
