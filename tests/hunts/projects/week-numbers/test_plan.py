import unittest
from datetime import date

from plan import plan
from weeks import week_of


class Weeks(unittest.TestCase):
    def test_around_new_year(self):
        self.assertEqual(week_of(date(2027, 1, 1)), (2026, 53))
        self.assertEqual(week_of(date(2024, 12, 30)), (2025, 1))

    def test_a_plan(self):
        self.assertEqual(plan(date(2024, 3, 6), 1), "2024 week 10  04 Mar to 10 Mar  crew B")


if __name__ == "__main__":
    unittest.main()
