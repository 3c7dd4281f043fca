import unittest
from datetime import date, datetime

from board import board
from readings import Reading


def reading(time, total):
    return Reading(datetime.fromisoformat(time), total, "ok")


class Rain(unittest.TestCase):
    def test_by_day(self):
        readings = [reading("2024-05-01T18:00", 10.0), reading("2024-05-02T06:00", 11.0), reading("2024-05-02T18:00", 12.5)]
        self.assertEqual(board(readings, date(2024, 5, 2), 2), "Thu 02 May  2.5 mm\nWed 01 May  no reading")

    def test_a_gap(self):
        readings = [reading("2024-05-01T18:00", 10.0), reading("2024-05-03T06:00", 11.0)]
        self.assertEqual(board(readings, date(2024, 5, 3), 1), "Fri 03 May  no reading")


if __name__ == "__main__":
    unittest.main()
