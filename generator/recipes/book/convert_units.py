"""Converts an amount from one unit to another."""

import pandas as pd

VALUE = 5.0
FROM = "mile"
TO = "kilometre"

UNITS = {
    "length": {
        "millimetre": 0.001, "centimetre": 0.01, "metre": 1.0, "kilometre": 1000.0, "inch": 0.0254, "foot": 0.3048, "yard": 0.9144,
        "mile": 1609.344, "nautical mile": 1852.0,
    },
    "mass": {
        "milligram": 1e-6, "gram": 0.001, "kilogram": 1.0, "tonne": 1000.0, "ounce": 0.028349523125, "pound": 0.45359237,
        "stone": 6.35029318,
    },
    "volume": {
        "millilitre": 0.001, "centilitre": 0.01, "decilitre": 0.1, "litre": 1.0, "cubic metre": 1000.0,
        "teaspoon (US)": 0.00492892159375, "tablespoon (US)": 0.01478676478125, "fluid ounce (US)": 0.0295735295625,
        "cup (US)": 0.2365882365, "pint (US)": 0.473176473, "quart (US)": 0.946352946, "gallon (US)": 3.785411784,
        "pint (UK)": 0.56826125, "gallon (UK)": 4.54609,
    },
    "temperature": {"celsius": 1.0, "fahrenheit": 1.0, "kelvin": 1.0},
    "area": {
        "square centimetre": 1e-4, "square metre": 1.0, "hectare": 1e4, "square kilometre": 1e6, "square inch": 0.00064516,
        "square foot": 0.09290304, "square yard": 0.83612736, "acre": 4046.8564224, "square mile": 2589988.110336,
    },
    "speed": {"metre per second": 1.0, "kilometre per hour": 1 / 3.6, "mile per hour": 0.44704, "knot": 1852 / 3600},
    "time": {
        "millisecond": 0.001, "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0,
    },
    "data": {
        "bit": 0.125, "byte": 1.0, "kilobyte": 1e3, "megabyte": 1e6, "gigabyte": 1e9, "terabyte": 1e12, "kibibyte": 1024.0,
        "mebibyte": 1024.0**2, "gibibyte": 1024.0**3,
    },
    "energy": {"joule": 1.0, "kilojoule": 1000.0, "calorie": 4.184, "kilocalorie": 4184.0, "watt hour": 3600.0, "kilowatt hour": 3.6e6},
    "pressure": {"pascal": 1.0, "kilopascal": 1000.0, "bar": 1e5, "psi": 6894.757293168, "atmosphere": 101325.0},
}  # fmt: skip


def to_kelvin(value, unit):
    return {"celsius": value + 273.15, "fahrenheit": (value + 459.67) * 5 / 9, "kelvin": value}[unit]


def from_kelvin(value, unit):
    return {"celsius": value - 273.15, "fahrenheit": value * 9 / 5 - 459.67, "kelvin": value}[unit]


def kind_of(unit):
    for kind, units in UNITS.items():
        if unit in units:
            return kind
    raise ValueError(f"“{unit}” is not a unit that is known here.")


def convert(value, start, end):
    kind = kind_of(start)
    if kind_of(end) != kind:
        raise ValueError(
            f"A {start} measures {kind}, a {end} measures {kind_of(end)}; one can't be made the other."
        )
    if kind == "temperature":
        kelvin = to_kelvin(value, start)
        if kelvin < -1e-9:
            raise ValueError(f"{value:g} {start} is below absolute zero, so there is no such temperature.")
        return from_kelvin(kelvin, end)
    return value * UNITS[kind][start] / UNITS[kind][end]


def number_text(value):
    if value and (abs(value) >= 1e15 or abs(value) < 1e-6):
        return f"{value:.6g}"
    text = f"{value:,.6f}" if abs(value) < 100 else f"{value:,.3f}"
    return text.rstrip("0").rstrip(".")


def main():
    result = convert(VALUE, FROM, TO)
    print(f"{number_text(VALUE)} {FROM} = {number_text(result)} {TO}")
    others = [unit for unit in UNITS[kind_of(FROM)] if unit != FROM]
    rows = [(unit, number_text(convert(VALUE, FROM, unit))) for unit in others]
    display(pd.DataFrame(rows, columns=["Unit", f"{number_text(VALUE)} {FROM} is"]))


main()
