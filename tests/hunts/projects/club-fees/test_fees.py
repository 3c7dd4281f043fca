import unittest
from datetime import date

from fees import report
from tables import Payment


class Fees(unittest.TestCase):
    def test_capitals_and_blanks(self):
        payments = [Payment(date(2024, 1, 3), "ANNA  Berg ", 3520)]
        self.assertEqual(report(["Anna Berg"], payments), "Gifts: 0.00")

    def test_accents(self):
        payments = [Payment(date(2024, 1, 3), "JOSÉ ÑIGO", 3520)]
        self.assertEqual(report(["José Ñigo"], payments), "Gifts: 0.00")

    def test_in_parts_and_too_little(self):
        payments = [Payment(date(2024, 1, day), "Bo", 1760) for day in (3, 9)] + [Payment(date(2024, 2, 1), "Bo", 1000)]
        self.assertEqual(report(["Bo"], payments), "Bo owes for Feb\nGifts: 0.00")

    def test_gifts(self):
        self.assertEqual(report([], [Payment(date(2024, 1, 3), "Aunt Vi", 5000)]), "Gifts: 50.00")


if __name__ == "__main__":
    unittest.main()
