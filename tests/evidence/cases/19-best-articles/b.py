import pandas as pd

FILE = "order_lines.csv"  # INPUT: File | file
TOP_N = 10  # INPUT: How many articles | integer 1 to 50

lines = pd.read_csv(f"/in/{FILE}", sep=";", decimal=",")
lines["Money"] = lines["Quantity"] * lines["Unit price (EUR)"]
articles = lines.groupby(["Article", "Group"], as_index=False)[["Money", "Quantity"]].sum()
best = articles.nlargest(TOP_N, "Quantity").round(2).reset_index(drop=True)
display(best.rename(columns={"Money": "Money (EUR)", "Quantity": "Pieces sold"}))
