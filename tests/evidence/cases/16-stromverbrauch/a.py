import matplotlib.pyplot as plt
import pandas as pd

JAHR = "2024"  # INPUT: Jahr | text

df = pd.read_csv("/in/stromverbrauch.csv", sep=";", na_values=["k. A."], dtype={"Monat": str})
df = df[pd.to_datetime(df["Monat"], format="%m.%Y").dt.year == int(JAHR)]
ohne = int(df["Verbrauch (kWh)"].isna().sum())
je_gebaeude = df.groupby("Gebäude")["Verbrauch (kWh)"].sum().sort_values(ascending=False)
if je_gebaeude.empty:
    raise ValueError(f"Es gibt keine Werte für {JAHR}.")

plt.figure(figsize=(9, 4.5))
plt.bar(je_gebaeude.index, je_gebaeude.values)
plt.title(f"Stromverbrauch je Gebäude {JAHR}")
plt.ylabel("kWh")
plt.xticks(rotation=40, ha="right")
plt.tight_layout()
plt.show()
print(f"{je_gebaeude.index[0]} hat {JAHR} am meisten Strom verbraucht: {je_gebaeude.iloc[0]:.0f} kWh.")
if ohne:
    print(f"Ausgelassen: {ohne} von {len(df)} Zeilen ohne Wert.")
