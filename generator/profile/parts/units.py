# ---- units in headers -----------------------------------------------------------------------------------

KNOWN_UNITS = """
kg g mg µg t lb lbs oz km m cm mm µm nm mi ft in yd m² m2 m³ m3 km² km2 cm² ft² ha ac l ml cl dl hl gal
s sec secs ms µs min mins h hr hrs hours minutes seconds d days weeks months years % ‰ ppm ppb pt pcs
€ $ £ ¥ ₹ EUR USD GBP CHF JPY CNY RMB INR AUD CAD SEK NOK DKK PLN CZK k€ k$ m€ TEUR kEUR 元 万元
°C °F ° K C F Pa hPa kPa MPa bar mbar psi mmHg W kW MW GW Wh kWh MWh GWh J kJ MJ cal kcal V mV kV A mA Ah mAh Ω
Hz kHz MHz GHz mph kn rpm dB lx lm px B KB MB GB TB kB bit kbit Mbit mol mmol N kN Nm
公斤 千克 克 吨 米 公里 厘米 毫米 升 毫升 小时 分钟 秒 天 件 个
"""
UNITS = set(KNOWN_UNITS.split())
BARE_UNITS = {
    "°C",
    "°F",
    "%",
    "€",
    "$",
    "£",
    "kWh",
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "km/h",
    "m/s",
    "kg",
    "km",
    "mm",
    "cm",
}
IN_BRACKETS = re.compile(r"[(\[（【]\s*(?:in\s+)?([^()\[\]（）【】]{1,16}?)\s*[)\]）】]\s*$")


def unit_of(name: str) -> str:
    """ "kg" for "Weight (kg)", "EUR" for "Price [EUR]", "°C" for "Temp °C"; "" where the header names none."""
    if found := IN_BRACKETS.search(name):
        return found[1] if is_unit(found[1]) else ""
    words = re.split(r"[\s_,/]+(?=\S+$)", name.strip())
    last = words[-1] if len(words) > 1 else ""
    return last if last in BARE_UNITS else ""


def is_unit(text: str) -> bool:
    parts = re.split(r"\s*(?:/|·|\*| per )\s*", text)
    return bool(parts[0]) and all(
        re.sub(r"[²³⁻¹^\d]+$", "", part) in UNITS or part in UNITS for part in parts
    )
