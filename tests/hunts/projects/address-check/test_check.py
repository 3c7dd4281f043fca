import unittest

from check import check
from parts import is_street


class Addresses(unittest.TestCase):
    def test_streets(self):
        for street in ("Hauptstr. 5", "Anna-Weg 12b", "Am Alten Markt 3", "Öhringer Allee 100"):
            self.assertTrue(is_street(street), street)
        for street in ("", "5", "Hauptstr.", "Weg5", "Am Markt 3 b", "Am (Alten) Markt 3"):
            self.assertFalse(is_street(street), street)

    def test_a_list(self):
        text = "A, Weg 1, 12345 Ort\n\nB, Weg, 12345 Ort\nC, Weg 2\n"
        self.assertEqual(check(text), "line 3: no street with a number: Weg\nline 4: has 2 parts and not three\n1 are fine")


if __name__ == "__main__":
    unittest.main()
