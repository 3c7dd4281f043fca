import unittest

from invoice import invoice
from money import percent, shown, times, total
from order import Line


class Money(unittest.TestCase):
    def test_times(self):
        self.assertEqual(times(4.45, 3), 13.35)
        self.assertEqual(times(0.333, 3), 1.0)

    def test_percent(self):
        self.assertEqual(percent(200, 20), 40)
        self.assertEqual(percent(0.67, 10), 0.07)

    def test_sums_have_no_dust(self):
        self.assertEqual(total([0.1, 0.2]), 0.3)

    def test_shown(self):
        self.assertEqual(shown(1234.5), "1,234.50")


class Invoice(unittest.TestCase):
    def test_an_invoice(self):
        text = invoice([Line("Chair", 2, 50, 20), Line("Book", 1, 10, 10)])
        self.assertEqual(text.splitlines()[-1].split(), ["To", "pay", "131.00"])


if __name__ == "__main__":
    unittest.main()
