import tempfile
import unittest
from pathlib import Path

from balance import balance


class Balance(unittest.TestCase):
    def of(self, orders, payments):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "customers.csv").write_text("id,name\n1,Ann\n2,Bob\n")
            (place / "orders.csv").write_text("customer,day,amount\n" + orders)
            (place / "payments.csv").write_text("customer,day,amount\n" + payments)
            return balance(folder)

    def test_who_has_never_ordered(self):
        self.assertEqual(self.of("", ""), [("Ann", 0, 0, 0), ("Bob", 0, 0, 0)])

    def test_an_order_and_a_payment(self):
        self.assertEqual(self.of("1,2024-01-01,100\n", "1,2024-02-01,60\n")[0], ("Ann", 100, 60, 40))

    def test_an_order_that_is_not_paid(self):
        self.assertEqual(self.of("2,2024-01-01,100\n", "")[1], ("Bob", 100, 0, 100))


if __name__ == "__main__":
    unittest.main()
