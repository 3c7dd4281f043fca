import unittest
from datetime import date

from dates import in_year, parse_date
from next_birthdays import coming


class Birthdays(unittest.TestCase):
    def test_dates(self):
        for text in ("23/06/1990", "23.06.1990", "1990-06-23", " 23/6/1990 "):
            self.assertEqual(parse_date(text), date(1990, 6, 23))

    def test_not_a_date(self):
        with self.assertRaises(ValueError):
            parse_date("soon")

    def test_leap_days(self):
        self.assertEqual(in_year(date(2000, 2, 29), 2023), date(2023, 3, 1))

    def test_next_year(self):
        found = coming([("A", date(1990, 1, 2)), ("B", date(1990, 12, 24))], date(2024, 12, 1))
        self.assertEqual([(name, age) for _, name, age in found], [("B", 34), ("A", 35)])


if __name__ == "__main__":
    unittest.main()
