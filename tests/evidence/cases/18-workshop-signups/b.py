import matplotlib.pyplot as plt
import pandas as pd

FILE = "signups.csv"  # INPUT: File | file

signups = pd.read_csv(f"/in/{FILE}", sep=";")
names = signups["Workshop"].str.split().str.join(" ").str.capitalize()
counts = names.value_counts().rename_axis("Workshop").reset_index(name="Sign-ups")
display(counts)

fig, ax = plt.subplots(figsize=(8, 4))
ax.barh(counts["Workshop"][::-1], counts["Sign-ups"][::-1])
ax.set_title("Sign-ups per workshop")
ax.set_xlabel("Sign-ups")
ax.set_ylabel("Workshop")
fig.tight_layout()
plt.show()

empty = names.isna().sum()
if empty:
    print(f"Left out {empty} of {len(signups)} rows: no workshop.")
