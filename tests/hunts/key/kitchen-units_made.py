"""The history of kitchen-units: 40 commits, one a week. The 23rd breaks "2 1/2"."""

import os
import subprocess
from datetime import datetime, timedelta, timezone

BEGUN = datetime(2024, 1, 8, 9, 30, tzinfo=timezone.utc)

README = """# Kitchen units

Turns the amounts of a recipe into other units.

    python cook.py "3 cups" ml
"""
UNITS = """# What each unit holds: of volumes in ml, of weights in g.
VOLUMES = {
    "ml": 1,
    "l": 1000,
}
WEIGHTS = {
    "g": 1,
    "kg": 1000,
}
"""
CONVERT = """import re
from fractions import Fraction

from units import VOLUMES, WEIGHTS


def _amount(text):
    return Fraction(text)


def convert(text, to):
    found = re.fullmatch(r"(.*\\d)\\s*([a-z]+)", text.strip())
    if not found:
        raise ValueError(f"not an amount with a unit: {text}")
    for table in (VOLUMES, WEIGHTS):
        if found[2] in table and to in table:
            return f"{_shown(_amount(found[1]) * table[found[2]] / table[to])} {to}"
    raise ValueError(f"{found[2]} can't be turned into {to}")


def _shown(number):
    return str(float(number))
"""
COOK = """import sys

from convert import convert

if __name__ == "__main__":
    print(convert(sys.argv[1], sys.argv[2]))
"""
TEST = """import unittest

from convert import convert


class Convert(unittest.TestCase):
    def test_volumes(self):
        self.assertEqual(convert("2 l", "ml").split(), ["2000", "ml"])

    def test_not_the_same_kind(self):
        with self.assertRaises(ValueError):
            convert("2 l", "g")


if __name__ == "__main__":
    unittest.main()
"""
MIXED = """def _amount(text):
    if found := re.fullmatch(r"(?:(\\d+)\\s+)?(\\d+)/(\\d+)", text.strip()):
        return int(found[1] or 0) + Fraction(int(found[2]), int(found[3]))
    return Fraction(text)
"""
AMOUNTS = """import re
from fractions import Fraction


def amount(text):
    text = text.strip().replace(",", ".")
    if found := re.search(r"(\\d+)\\s*/\\s*(\\d+)$", text):
        return _fraction(found[1], found[2], text)
    if found := re.fullmatch(r"(\\d+)\\s+(\\d+)/(\\d+)", text):
        return int(found[1]) + _fraction(found[2], found[3], text)
    return Fraction(text)


def _fraction(above, below, text):
    if int(below) == 0:
        raise ValueError(f"not an amount: {text}")
    return Fraction(int(above), int(below))
"""
AMOUNT_TEST = """import unittest
from fractions import Fraction

from amounts import amount


class Amounts(unittest.TestCase):
    def test_whole(self):
        self.assertEqual(amount("3"), 3)

    def test_halves(self):
        self.assertEqual(amount("1/2"), Fraction(1, 2))

    def test_commas(self):
        self.assertEqual(amount("0,25"), Fraction(1, 4))

    def test_not_an_amount(self):
        for text in ("", "some", "1/0"):
            with self.assertRaises(ValueError):
                amount(text)


if __name__ == "__main__":
    unittest.main()
"""


def volume(name, ml):
    return ("units.py", '    "l": 1000,\n', f'    "l": 1000,\n    "{name}": {ml},\n')


def weight(name, g):
    return ("units.py", '    "kg": 1000,\n', f'    "kg": 1000,\n    "{name}": {g},\n')


def readme(line):
    return ("README.md", "", f"\n{line}\n")


def test(name, *lines):
    body = "".join(f"        {line}\n" for line in lines)
    return ("test_convert.py", "\n\nif __name__", f"\n    def test_{name}(self):\n{body}\n\nif __name__")


def same(text, to, result):
    return f'self.assertEqual(convert("{text}", "{to}"), "{result}")'


STEPS = [
    ("A first version", []),
    ("Cups", [volume("cups", 240)]),
    ("A cup is a cup", [volume("cup", 240)]),
    ("Spoons", [volume("tbsp", 15), volume("tsp", 5)]),
    ("Say what the units are", [readme("Cups and spoons are the American ones (240, 15 and 5 ml).")]),
    (
        "Fractions: 1/2 and 2 1/2",
        [
            ("convert.py", "def _amount(text):\n    return Fraction(text)\n", MIXED),
            readme("Amounts may be fractions: `1/2 cup`, `2 1/2 cups`."),
        ],
    ),
    (
        "Whole numbers without a zero behind them",
        [
            ("convert.py", "    return str(float(number))\n", '    return f"{float(number):.6g}"\n'),
            test("whole", same("3 cups", "ml", "720 ml")),
        ],
    ),
    ("Ounces", [weight("oz", "28.35")]),
    ("Pounds", [weight("lb", "453.6")]),
    (
        "Fractions and decimals don't mix: units are exact now",
        [
            ("units.py", '"oz": 28.35', '"oz": Fraction("28.35")'),
            ("units.py", '"lb": 453.6', '"lb": Fraction("453.6")'),
            ("units.py", "# What each", "from fractions import Fraction\n\n# What each"),
        ],
    ),
    ("Centilitres, for Swiss recipes", [volume("cl", 10)]),
    ("Decilitres", [volume("dl", 100)]),
    ("A test of weights", [test("weights", same("2 lb", "g", "907.2 g"))]),
    (
        "Commas as in German recipes",
        [
            ("convert.py", "    return Fraction(text)\n", '    return Fraction(text.strip().replace(",", "."))\n'),
            test("commas", same("0,25 l", "ml", "250 ml")),
        ],
    ),
    ("Pinches", [volume("pinch", 'Fraction("0.3")')]),
    ("Gallons", [volume("gal", 3785)]),
    ("Pints", [volume("pt", 473)]),
    ("Sticks of butter", [weight("stick", 113)]),
    ("Units in capitals", [("convert.py", "text.strip())\n    if not", "text.strip().lower())\n    if not")]),
    ("A test of capitals", [test("capitals", same("2 L", "ml", "2000 ml"))]),
    ("Mention the commas", [readme("A comma is as good as a point.")]),
    ("Quarts", [volume("qt", 946)]),
    (
        "Read amounts in one place",
        [
            ("amounts.py", None, AMOUNTS),
            ("test_amounts.py", None, AMOUNT_TEST),
            (
                "convert.py",
                MIXED.replace("    return Fraction(text)\n", '    return Fraction(text.strip().replace(",", "."))\n') + "\n\n",
                "",
            ),
            ("convert.py", "from fractions import Fraction\n\n", "\nfrom amounts import amount\n"),
            ("convert.py", "_amount(found[1])", "amount(found[1])"),
        ],
    ),
    ("Fluid ounces", [volume("floz", 'Fraction("29.57")')]),
    ("Drops", [volume("drop", 'Fraction("0.05")')]),
    ("A line for each function", [("convert.py", "def convert(text, to):\n", 'def convert(text, to):\n    """`text`: "3 cups"."""\n')]),
    ("Milligrams", [weight("mg", 'Fraction("0.001")')]),
    ("Dashes", [volume("dash", 'Fraction("0.6")')]),
    ("Jiggers, for the bar", [volume("jigger", 44)]),
    ("Several amounts at once", [("cook.py", "    print(convert(sys.argv[1], sys.argv[2]))\n", "    *texts, to = sys.argv[1:]\n    for text in texts:\n        print(convert(text, to))\n")]),
    ("Tell how to give several", [readme("Several at once: `python cook.py \"3 cups\" \"1 tbsp\" ml`.")]),
    ("What isn't an amount is named", [("amounts.py", "    return Fraction(text)\n", '    try:\n        return Fraction(text)\n    except ValueError:\n        raise ValueError(f"not an amount: {text}") from None\n')]),
    ("Pounds in the plural", [weight("lbs", 'Fraction("453.6")')]),
    ("Sticks in the plural", [weight("sticks", 113)]),
    ("Pinches in the plural", [volume("pinches", 'Fraction("0.3")')]),
    ("A test of several kinds of spoons", [test("spoons", same("2 tbsp", "tsp", "6 tsp"))]),
    ("Errors for people", [("cook.py", "        print(convert(text, to))\n", "        try:\n            print(convert(text, to))\n        except ValueError as error:\n            print(error, file=sys.stderr)\n            sys.exit(1)\n")]),
    ("Glasses, as in grandmother's book", [volume("glass", 200)]),
    ("A docstring for amounts", [("amounts.py", "def amount(text):\n", 'def amount(text):\n    """A number, a fraction or both, as a Fraction; raises ValueError."""\n')]),
    ("Say where grandmother's glass is from", [readme("A glass holds 200 ml, as in grandmother's book.")]),
]


def states():
    """(message, {name: text}) after each commit."""
    files = {"README.md": README, "units.py": UNITS, "convert.py": CONVERT, "cook.py": COOK, "test_convert.py": TEST}
    for message, edits in STEPS:
        for name, old, new in edits:
            if old is None:
                files[name] = new
            elif old == "":
                files[name] += new
            else:
                assert files[name].count(old) == 1, (message, name, old)
                files[name] = files[name].replace(old, new)
        yield message, dict(files)


def make(folder):
    """Put the history into `folder`, which holds the project as it is after the last commit."""
    day = BEGUN
    for path in list(folder.iterdir()):
        path.unlink()
    _git(folder, day, "init", "-q", "-b", "main")
    for message, files in states():
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        _git(folder, day, "add", "-A")
        _git(folder, day, "commit", "-q", "-m", message)
        day += timedelta(days=7)


def _git(folder, day, *arguments):
    who = {f"GIT_{role}_{what}": said for role in ("AUTHOR", "COMMITTER") for what, said in (("NAME", "Rike"), ("EMAIL", "rike@example.org"), ("DATE", day.isoformat()))}
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **who}
    subprocess.run(["git", "-c", "gc.auto=0", *arguments], cwd=folder, env=env, check=True, capture_output=True)
