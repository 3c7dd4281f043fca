import unittest
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
