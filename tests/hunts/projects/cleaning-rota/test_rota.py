import unittest

from rota import rota


class Rota(unittest.TestCase):
    def test_from_a_monday(self):
        self.assertEqual(rota("2024-01-01", 4, "mo,th"), ["Mon 2024-01-01", "Thu 2024-01-04", "Mon 2024-01-15", "Thu 2024-01-18"])

    def test_one_day(self):
        self.assertEqual(rota("2024-01-04", 3, "th", 3), ["Thu 2024-01-04", "Thu 2024-01-25", "Thu 2024-02-15"])


if __name__ == "__main__":
    unittest.main()
