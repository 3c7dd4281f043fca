import unittest
from datetime import date

from fines.rules import days_late, fine


class Rules(unittest.TestCase):
    def test_in_time_is_free(self):
        self.assertEqual(fine("book", 0), 0)

    def test_two_days_are_free(self):
        self.assertEqual(fine("book", 2), 0)
        self.assertEqual(fine("film", 2), 0)

    def test_five_days_cost_all_five(self):
        self.assertEqual(fine("book", 5), 100)
        self.assertEqual(fine("film", 5), 250)

    def test_never_more_than_eight(self):
        self.assertEqual(fine("book", 90), 800)

    def test_days_late(self):
        self.assertEqual(days_late("book", date(2024, 3, 1), date(2024, 3, 29)), 0)
        self.assertEqual(days_late("film", date(2024, 3, 1), date(2024, 3, 10)), 2)


if __name__ == "__main__":
    unittest.main()
