import matplotlib.pyplot as plt
import pandas as pd

JAHR = 2024  # INPUT: Jahr | integer 2000 to 2100

werte = pd.read_csv("/in/stromverbrauch.csv", sep=";", dtype=str)
jahr = werte[werte["Monat"].str.endswith(str(JAHR))].copy()
jahr["kWh"] = pd.to_numeric(jahr["Verbrauch (kWh)"].str.replace(".", "", regex=False), errors="coerce")
if jahr["kWh"].notna().sum() == 0:
    raise ValueError(f"Für {JAHR} gibt es keine Werte.")

summen = jahr.groupby("Gebäude")["kWh"].sum().sort_values()


def zahl(x, _=None):
    return f"{x:,.0f}".replace(",", ".")


fig, ax = plt.subplots(figsize=(8, 4.5))
ax.barh(summen.index, summen.values, color="#c58b2a")
ax.set_title(f"Stromverbrauch {JAHR}")
ax.set_xlabel("Verbrauch (kWh)")
ax.xaxis.set_major_formatter(zahl)
fig.tight_layout()
plt.show()

print(f"Am meisten verbraucht hat {summen.index[-1]}: {zahl(summen.iloc[-1])} kWh im Jahr {JAHR}.")
fehlt = jahr["kWh"].isna().sum()
if fehlt:
    print(f"Nicht dabei: {fehlt} von {len(jahr)} Monatswerten, weil keine Angabe da ist.")
