import tempfile
import unittest
from pathlib import Path

from office import BoxOffice, SoldOut
from store import Store


class Selling(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.office = BoxOffice(Store(Path(folder.name) / "seats.json"))
        self.office.open("friday", 3)

    def test_selling(self):
        self.assertEqual(self.office.sell("friday", 2), 1)
        self.assertEqual(self.office.left("friday"), 1)

    def test_sold_out(self):
        with self.assertRaises(SoldOut):
            self.office.sell("friday", 4)
        self.assertEqual(self.office.left("friday"), 3)

    def test_taking_back(self):
        self.office.sell("friday", 3)
        self.office.take_back("friday")
        self.assertEqual(self.office.left("friday"), 1)


if __name__ == "__main__":
    unittest.main()
