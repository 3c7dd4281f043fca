"""The names of units, as people write them."""

from __future__ import annotations

import re

_SPELLED: dict[str, str] = {
    "millimetre": "mm millimeter millimetre", "centimetre": "cm centimeter centimetre", "metre": "m meter metre",
    "kilometre": "km kilometer kilometre kms", "inch": "in inch inches ″", "foot": "ft foot feet", "yard": "yd yard", "mile": "mi mile",
    "nautical mile": "nmi nautical_mile", "milligram": "mg milligram", "gram": "g gram gramme gr", "kilogram": "kg kilo kilogram kgs",
    "tonne": "tonne metric_ton t", "ounce": "oz ounce", "pound": "lb lbs pound", "stone": "stone st", "millilitre": "ml milliliter millilitre",
    "centilitre": "cl centiliter centilitre", "decilitre": "dl deciliter decilitre", "litre": "l liter litre", "cubic metre": "m3 m³ cubic_meter cubic_metre",
    "teaspoon (US)": "tsp teaspoon", "tablespoon (US)": "tbsp tablespoon", "fluid ounce (US)": "fl_oz fluid_ounce floz", "cup (US)": "cup us_cup",
    "pint (US)": "pint us_pint", "quart (US)": "quart qt", "gallon (US)": "gallon gal us_gallon", "pint (UK)": "uk_pint imperial_pint british_pint",
    "gallon (UK)": "uk_gallon imperial_gallon british_gallon", "celsius": "c °c celsius centigrade degrees_celsius degrees_c degree_celsius",
    "fahrenheit": "f °f fahrenheit degrees_fahrenheit degrees_f degree_fahrenheit", "kelvin": "k kelvin",
    "square centimetre": "cm2 cm² square_centimeter square_centimetre", "square metre": "m2 m² sqm square_meter square_metre sq_m", "hectare": "ha hectare",
    "square kilometre": "km2 km² square_kilometer square_kilometre", "square inch": "in2 square_inch square_inches", "square foot": "ft2 sqft sq_ft square_foot square_feet",
    "square yard": "square_yard", "acre": "acre", "square mile": "square_mile", "metre per second": "m/s mps meters_per_second metres_per_second",
    "kilometre per hour": "km/h kmh kph kilometers_per_hour kilometres_per_hour", "mile per hour": "mph miles_per_hour mi/h", "knot": "kn knot",
    "millisecond": "ms millisecond", "second": "s sec second", "minute": "min minute", "hour": "h hr hour", "day": "day", "week": "week",
    "bit": "bit", "byte": "byte", "kilobyte": "kb kilobyte", "megabyte": "mb megabyte", "gigabyte": "gb gigabyte", "terabyte": "tb terabyte",
    "kibibyte": "kib kibibyte", "mebibyte": "mib mebibyte", "gibibyte": "gib gibibyte", "joule": "j joule", "kilojoule": "kj kilojoule", "calorie": "cal calorie",
    "kilocalorie": "kcal kilocalorie", "watt hour": "wh watt_hour", "kilowatt hour": "kwh kilowatt_hour", "pascal": "pa pascal", "kilopascal": "kpa kilopascal",
    "bar": "bar", "psi": "psi", "atmosphere": "atm atmosphere",
}  # fmt: skip
NAMES = {spelled.replace("_", " "): unit for unit, text in _SPELLED.items() for spelled in text.split()}
NAMES |= {
    name + "s": unit
    for name, unit in list(NAMES.items())
    if len(name) > 2 and name.isalpha() and not name.endswith("s")
}
NAMES |= {
    name + "s": unit
    for name, unit in list(NAMES.items())
    if " " in name and not name.endswith(("s", " c", " f", " oz"))
}
PATTERN = "(?:" + "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)) + r")(?![a-z°²³/0-9])"
KINDS = {
    "length": ["millimetre", "centimetre", "metre", "kilometre", "inch", "foot", "yard", "mile", "nautical mile"],
    "mass": ["milligram", "gram", "kilogram", "tonne", "ounce", "pound", "stone"],
    "volume": [unit for unit in _SPELLED if "litre" in unit or "(U" in unit or unit == "cubic metre"],
    "temperature": ["celsius", "fahrenheit", "kelvin"],
    "area": [unit for unit in _SPELLED if unit.startswith("square")] + ["hectare", "acre"],
    "speed": ["metre per second", "kilometre per hour", "mile per hour", "knot"],
    "time": ["millisecond", "second", "minute", "hour", "day", "week"],
    "data": ["bit", "byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "kibibyte", "mebibyte", "gibibyte"],
    "energy": ["joule", "kilojoule", "calorie", "kilocalorie", "watt hour", "kilowatt hour"],
    "pressure": ["pascal", "kilopascal", "bar", "psi", "atmosphere"],
}  # fmt: skip


def kind_of(unit: str) -> str:
    return next(kind for kind, units in KINDS.items() if unit in units)


def pair(start: str, end: str) -> tuple[str, str] | None:
    """Two units of one kind from two spellings; an ounce beside a volume is a fluid one. None where they don't fit."""
    one, other = NAMES[start.lower().strip()], NAMES[end.lower().strip()]
    fluid = {"ounce": "fluid ounce (US)"}
    if kind_of(one) != kind_of(other):
        if one in fluid and kind_of(other) == "volume":
            one = fluid[one]
        elif other in fluid and kind_of(one) == "volume":
            other = fluid[other]
    return (one, other) if kind_of(one) == kind_of(other) and one != other else None
