import unittest

from clock import minutes_of
from sheet import report


class Sheet(unittest.TestCase):
    def test_times(self):
        self.assertEqual([minutes_of(text) for text in ("00:00", "8:05", "16:30", "9.00")], [0, 485, 990, 540])

    def test_a_break(self):
        self.assertEqual(report("A\n2024-01-01 08:00-16:30 break 30"), "A: 8:00")

    def test_several_people(self):
        self.assertEqual(report("A\n2024-01-01 08:00-10:00\nB # new\n2024-01-01 9.00-13.00\n2024-01-02 09:00-09:45"), "A: 2:00\nB: 4:45")


if __name__ == "__main__":
    unittest.main()
