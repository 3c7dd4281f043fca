import pandas as pd

FILE = "rent_survey.csv"  # INPUT: File | file

answers = pd.read_csv(f"/in/{FILE}", dtype={"Rent per month": str})
answers["Rent"] = pd.to_numeric(
    answers["Rent per month"].str.replace("€", "").str.replace(",", "").str.strip(), errors="coerce"
)

table = answers.groupby("District")["Rent"].agg(["count", "mean"]).sort_values("mean", ascending=False)
table = table.reset_index().rename(columns={"count": "Answers with a rent", "mean": "Middle rent (EUR a month)"})
table["Middle rent (EUR a month)"] = table["Middle rent (EUR a month)"].round(1)
display(table)

no_rent = answers["Rent"].isna().sum()
if no_rent:
    print(f"Left out {no_rent} of {len(answers)} answers: no rent given.")
