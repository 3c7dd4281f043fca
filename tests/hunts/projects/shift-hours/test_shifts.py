import unittest
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from shifts import by_day, shifts
from stamps import parse


class Shifts(unittest.TestCase):
    def test_in_and_out_is_a_shift(self):
        found = shifts([parse("2024-06-03T08:00:00Z in 1"), parse("2024-06-03T12:30:00Z out 1")])
        self.assertEqual(by_day(found, ZoneInfo("Europe/Lisbon")), {("1", date(2024, 6, 3)): timedelta(hours=4.5)})

    def test_two_shifts_of_a_day_are_added(self):
        lines = ["2024-06-03T08:00:00Z in 1", "2024-06-03T10:00:00Z out 1", "2024-06-03T11:00:00Z in 1", "2024-06-03T12:00:00Z out 1"]
        self.assertEqual(list(by_day(shifts(map(parse, lines)), ZoneInfo("Europe/Lisbon")).values()), [timedelta(hours=3)])

    def test_no_out_no_shift(self):
        self.assertEqual(shifts([parse("2024-06-03T08:00:00Z in 1")]), [])


if __name__ == "__main__":
    unittest.main()
