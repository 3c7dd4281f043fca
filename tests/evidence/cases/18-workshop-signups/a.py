import pandas as pd
import plotly.express as px

TOP_N = 8  # INPUT: How many workshops | integer 1 to 20

df = pd.read_csv("/in/signups.csv", sep=";")
df["Workshop"] = df["Workshop"].str.strip()
table = df.groupby("Workshop").size().sort_values(ascending=False).head(TOP_N).reset_index()
table.columns = ["Workshop", "People"]
display(table)

fig = px.bar(table, x="Workshop", y="People", title="Sign-ups per workshop", text="People")
fig.update_layout(yaxis_title="People", xaxis_title=None)
fig.show()
