import unittest
from pathlib import Path

from letters import letter

TEMPLATE = Path("templates/committee.txt").read_text(encoding="utf-8")


class Letters(unittest.TestCase):
    def test_by_city(self):
        rows = [{"name": "Bo", "city": "Ulm"}, {"name": "Al", "city": "Ulm"}, {"name": "Cy", "city": "Wien"}]
        self.assertEqual(letter(rows, TEMPLATE), "Dear committee,\n\nUlm: Al, Bo\nWien: Cy")


if __name__ == "__main__":
    unittest.main()
