import pandas as pd

FILE = "invoices_abroad.xlsx"  # INPUT: File | file

invoices = pd.read_excel(f"/in/{FILE}", sheet_name="Invoices")
invoices["Currency"] = invoices["Currency"].str.strip().str.upper()
rate = pd.Series({"EUR": 1.0, "USD": 0.92, "GBP": 1.18, "CHF": 1.04, "SEK": 0.088, "PLN": 0.23, "JPY": 0.0062})

missing_rate = set(invoices["Currency"].dropna()) - set(rate.index)
if missing_rate:
    raise ValueError(f"There is no rate for {', '.join(sorted(missing_rate))}.")

invoices["Euros"] = pd.to_numeric(invoices["Amount"], errors="coerce") * invoices["Currency"].map(rate)
usable = invoices.dropna(subset=["Euros"])
table = usable.groupby("Currency").agg(Invoices=("Invoice", "count"), Amount=("Amount", "sum"), Euros=("Euros", "sum"))
display(table.round(2).sort_values("Euros", ascending=False).reset_index())
print(f"Total: {usable['Euros'].sum():,.2f} EUR in {len(usable)} invoices")
if len(usable) < len(invoices):
    print(f"Left out {len(invoices) - len(usable)} of {len(invoices)} invoices: no amount.")
