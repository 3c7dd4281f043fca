import tempfile
import unittest
from pathlib import Path

from merge import merge


class Merge(unittest.TestCase):
    def letters(self, table):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "letter.txt").write_text("Dear {first_name}, {what}!", encoding="utf-8")
            (place / "list.csv").write_text(table, encoding="utf-8")
            merge(place / "letter.txt", place / "list.csv", place / "out")
            return [path.read_text(encoding="utf-8") for path in sorted((place / "out").iterdir())]

    def test_commas(self):
        self.assertEqual(self.letters("first_name,what\nZoë,hello\n"), ["Dear Zoë, hello!"])

    def test_semicolons(self):
        self.assertEqual(self.letters("first_name;what\nBen;hello\nIda;bye\n"), ["Dear Ben, hello!", "Dear Ida, bye!"])

    def test_what_is_missing_stays_empty(self):
        self.assertEqual(self.letters("first_name\nBen\n"), ["Dear Ben, !"])


if __name__ == "__main__":
    unittest.main()
