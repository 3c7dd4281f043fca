import pandas as pd

SUCHE = "krumme"  # INPUT: Empfänger enthält | text
JAHR = 2024  # INPUT: Jahr | integer 2000 to 2100

auszug = pd.read_csv("/in/kontoauszug.csv", sep=";", encoding="cp1252", dtype=str)
auszug["Betrag"] = pd.to_numeric(auszug["Betrag"].str.replace(".", "").str.replace(",", "."), errors="coerce")
auszug["Tag"] = pd.to_datetime(auszug["Buchungstag"], format="%d.%m.%Y", errors="coerce")
treffer = auszug[auszug["Empfänger"].str.contains(SUCHE, case=False, na=False) & (auszug["Tag"].dt.year == JAHR)]
if treffer.empty:
    raise ValueError(f"Im Jahr {JAHR} gibt es keine Zahlung an einen Empfänger mit „{SUCHE}“.")

monate = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
gruppen = treffer.groupby(treffer["Tag"].dt.month)["Betrag"]
tabelle = pd.DataFrame({"Zahlungen": gruppen.size(), "Ausgegeben (EUR)": (-gruppen.sum()).round(2)}).reindex(range(1, 13), fill_value=0)
tabelle.insert(0, "Monat", monate)
display(tabelle.reset_index(drop=True))

summe = f"{-treffer['Betrag'].sum():,.2f}".translate(str.maketrans(",.", ".,"))
print(f"Summe {JAHR}: {summe} EUR in {len(treffer)} Zahlungen")
