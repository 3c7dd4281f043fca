import unittest

from members import read_members
from phones import clean


class Phones(unittest.TestCase):
    def test_numbers_of_here(self):
        for text in ("030/1234567", "+49 (30) 123-4567", " 030 1234567"):
            self.assertEqual(clean(text), "+49301234567")

    def test_other_countries(self):
        self.assertEqual(clean("+41 44 6681800"), "+41446681800")

    def test_not_a_number(self):
        for text in ("no phone", "", "+", "12", "7654321"):
            with self.assertRaises(ValueError):
                clean(text)

    def test_members(self):
        self.assertEqual(read_members("A; 030 1234567\n\nB; none"), ({"A": "+49301234567"}, ["B; none"]))


if __name__ == "__main__":
    unittest.main()
