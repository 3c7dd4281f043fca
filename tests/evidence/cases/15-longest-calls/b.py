import pandas as pd

TOP_N = 15  # INPUT: How many calls | integer 1 to 100

calls = pd.read_csv("/in/calls_october.csv", dtype=str)
timed = calls[calls["Length"].str.fullmatch(r"\d+:\d\d", na=False)]
if timed.empty:
    raise ValueError("No call has a length written as minutes:seconds.")

longest = timed.sort_values("Length", ascending=False)[:TOP_N]
display(longest[["Call", "Agent", "About", "Length"]].rename(columns={"Length": "Length (min:s)"}).reset_index(drop=True))
if len(timed) < len(calls):
    print(f"Left out {len(calls) - len(timed)} of {len(calls)} calls: no length.")
