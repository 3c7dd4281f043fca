import tempfile
import unittest
from pathlib import Path

from board import Board
from catalogue import Catalogue

TEXT = '{"Bun": {"net": 1.0, "group": "food"}, "Tea": {"net": 2.0, "group": "drinks"}}'


class TheBoard(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name) / "prices.json"
        self.path.write_text(TEXT)
        self.catalogue = Catalogue(self.path)

    def test_prices_with_tax(self):
        self.assertEqual([line.split() for line in Board(self.catalogue).lines()], [["Bun", "1.07"], ["Tea", "2.38"]])

    def test_what_is_new_is_shown(self):
        board = Board(self.catalogue)
        board.lines()
        self.catalogue.add("Apple pie", 3.0, "food")
        self.assertIn("Apple pie", board.lines()[0])

    def test_what_is_gone_is_not_shown(self):
        board = Board(self.catalogue)
        board.lines()
        self.catalogue.remove("Tea")
        self.assertEqual(len(board.lines()), 1)

    def test_a_changed_price_is_kept(self):
        self.catalogue.set_price("Bun", 2.0)
        self.assertEqual(Catalogue(self.path).get("Bun")["net"], 2.0)


if __name__ == "__main__":
    unittest.main()
