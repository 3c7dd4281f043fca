import unittest

from booking import cents_of
from month import spent
from statement import read_statement

TEXT = """Account 1
date;name;amount
01.02.2024;Shop;-1.000,50
02.02.2024;Bus;-3,00
03.02.2024;Shop;20,00
Balance;29.02.2024;1,00
"""


class Month(unittest.TestCase):
    def test_amounts(self):
        self.assertEqual([cents_of(text) for text in ("1,5", "-0,05", "-12.345,00", "7,25")], [150, -5, -1234500, 725])

    def test_the_banks_own_lines_are_passed_over(self):
        self.assertEqual(len(read_statement(TEXT, {"Shop": "food", "Bus": "travel"})), 3)

    def test_spent(self):
        bookings = read_statement(TEXT, {"Shop": "food", "Bus": "travel"})
        self.assertEqual(spent(bookings), {"food": 100050, "travel": 300})


if __name__ == "__main__":
    unittest.main()
