import pandas as pd

TOP_N = 15  # INPUT: How many calls | integer 1 to 100
FILE = "calls_october.csv"  # INPUT: File | file

df = pd.read_csv("/in/" + FILE)
n = len(df)
df = df.dropna(subset=["Length"])
minutes = df["Length"].str.split(":", expand=True).astype(int)
df["In seconds"] = minutes[0] * 60 + minutes[1]
top = df.sort_values("In seconds", ascending=False).head(TOP_N)
display(top[["Call", "Started", "Agent", "About", "Length"]].reset_index(drop=True))
if n > len(df):
    print(f"Left out {n - len(df)} of {n} calls: no length.")
