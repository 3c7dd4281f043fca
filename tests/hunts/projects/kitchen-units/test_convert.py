import unittest

from convert import convert


class Convert(unittest.TestCase):
    def test_volumes(self):
        self.assertEqual(convert("2 l", "ml").split(), ["2000", "ml"])

    def test_not_the_same_kind(self):
        with self.assertRaises(ValueError):
            convert("2 l", "g")

    def test_whole(self):
        self.assertEqual(convert("3 cups", "ml"), "720 ml")

    def test_weights(self):
        self.assertEqual(convert("2 lb", "g"), "907.2 g")

    def test_commas(self):
        self.assertEqual(convert("0,25 l", "ml"), "250 ml")

    def test_capitals(self):
        self.assertEqual(convert("2 L", "ml"), "2000 ml")

    def test_spoons(self):
        self.assertEqual(convert("2 tbsp", "tsp"), "6 tsp")


if __name__ == "__main__":
    unittest.main()
