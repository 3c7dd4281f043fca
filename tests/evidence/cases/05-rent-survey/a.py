import pandas as pd

survey = pd.read_csv("/in/rent_survey.csv")
survey["rent"] = pd.to_numeric(survey["Rent per month"].str.replace(r"[^\d.]", "", regex=True), errors="coerce")
valid = survey.dropna(subset=["rent"])
if valid.empty:
    raise ValueError("No answer has a rent.")

rows = []
for district, group in valid.groupby("District"):
    rows.append({"District": district, "Middle rent (EUR)": round(group["rent"].median(), 1), "People who answered": len(group)})
display(pd.DataFrame(rows).sort_values("Middle rent (EUR)", ascending=False, ignore_index=True))

if len(valid) < len(survey):
    print(f"Left out {len(survey) - len(valid)} of {len(survey)} rows: no rent.")
