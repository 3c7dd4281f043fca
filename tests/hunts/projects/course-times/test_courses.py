import unittest

from calendar_of import evenings, utc
from course import course_of
from courses import page


def course(first, count, zone="Europe/Berlin"):
    return course_of({"name": "Chess", "first": first, "evenings": count, "zone": zone})


class Courses(unittest.TestCase):
    def test_every_week(self):
        self.assertEqual([begins.day for begins in evenings(course("2024-06-04 18:30", 3))], [4, 11, 18])

    def test_the_page(self):
        self.assertEqual(page([course("2024-06-04 18:30", 1)]), "Chess\n  Tue 04 Jun, 18:30")

    def test_utc_in_summer_and_winter(self):
        self.assertEqual(utc(course("2024-06-04 18:30", 1)), ["2024-06-04T16:30Z"])
        self.assertEqual(utc(course("2024-12-03 18:30", 1)), ["2024-12-03T17:30Z"])

    def test_no_evenings(self):
        with self.assertRaises(ValueError):
            course("2024-06-04 18:30", 0)


if __name__ == "__main__":
    unittest.main()
