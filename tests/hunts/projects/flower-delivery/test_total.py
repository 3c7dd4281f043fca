import unittest

from total import total


def lines(cents, **more):
    return dict(total({"bouquets": [{"cents": cents}], **more}))


class Total(unittest.TestCase):
    def test_the_limit(self):
        self.assertEqual([lines(cents)["Delivery"] for cents in (4999, 5000, 5001)], [590, 0, 0])

    def test_after_the_voucher(self):
        self.assertEqual(lines(5400, voucher_cents=400)["Delivery"], 0)
        self.assertEqual(lines(5400, voucher_cents=500)["Delivery"], 590)

    def test_cards(self):
        self.assertEqual(lines(4900, cards=2)["To pay"], 4900 + 590 + 300)


if __name__ == "__main__":
    unittest.main()
