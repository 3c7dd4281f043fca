import pandas as pd

JAHR = 2024  # INPUT: Jahr | integer 2000 to 2100

df = pd.read_csv("/in/kontoauszug.csv", sep=";", encoding="cp1252")
df = df.drop_duplicates()
df["Betrag"] = pd.to_numeric(df["Betrag"].str.replace(".", "", regex=False).str.replace(",", ".", regex=False), errors="coerce")
df["Datum"] = pd.to_datetime(df["Buchungstag"], dayfirst=True, errors="coerce")

krumme = df[df["Empfänger"].str.lower().str.contains("bäckerei krumme")]
krumme = krumme[krumme["Datum"].dt.year == JAHR]
if krumme.empty:
    raise ValueError("Keine Zahlungen bei der Bäckerei Krumme gefunden.")

pro_monat = krumme["Betrag"].abs().groupby(krumme["Datum"].dt.strftime("%m.%Y")).agg(["sum", "count"]).round(2)
pro_monat = pro_monat.rename_axis("Monat").reset_index().rename(columns={"sum": "Ausgaben in EUR", "count": "Zahlungen"})
display(pro_monat)
print(f"Im Jahr {JAHR} zusammen: {pro_monat['Ausgaben in EUR'].sum():.2f} EUR".replace(".", ","))
