import pandas as pd

TOP_N = 10  # INPUT: How many articles | integer 1 to 50

df = pd.read_csv("/in/order_lines.csv", sep=";")
df["price"] = pd.to_numeric(df["Unit price (EUR)"].str.replace(",", ".", regex=False), errors="coerce")
df["revenue"] = df["Quantity"] * df["price"]

top = (
    df.groupby("Article")
    .agg(sold=("Quantity", "sum"), revenue=("revenue", "sum"))
    .sort_values("revenue", ascending=False)
    .head(TOP_N)
    .reset_index()
)
top["revenue"] = top["revenue"].round(2)
top.columns = ["Article", "Number sold", "Revenue (EUR)"]
display(top)
