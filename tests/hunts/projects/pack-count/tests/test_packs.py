import unittest

from packs import packs


class Packs(unittest.TestCase):
    def test_whole_packs(self):
        self.assertEqual(packs(60, 0, 30), 2)

    def test_what_is_there_is_used(self):
        self.assertEqual(packs(18, 6, 6), 2)

    def test_enough_is_there(self):
        self.assertEqual(packs(5, 9, 3), 0)


if __name__ == "__main__":
    unittest.main()
