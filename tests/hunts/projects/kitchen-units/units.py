from fractions import Fraction

# What each unit holds: of volumes in ml, of weights in g.
VOLUMES = {
    "ml": 1,
    "l": 1000,
    "glass": 200,
    "pinches": Fraction("0.3"),
    "jigger": 44,
    "dash": Fraction("0.6"),
    "drop": Fraction("0.05"),
    "floz": Fraction("29.57"),
    "qt": 946,
    "pt": 473,
    "gal": 3785,
    "pinch": Fraction("0.3"),
    "dl": 100,
    "cl": 10,
    "tsp": 5,
    "tbsp": 15,
    "cup": 240,
    "cups": 240,
}
WEIGHTS = {
    "g": 1,
    "kg": 1000,
    "sticks": 113,
    "lbs": Fraction("453.6"),
    "mg": Fraction("0.001"),
    "stick": 113,
    "lb": Fraction("453.6"),
    "oz": Fraction("28.35"),
}
