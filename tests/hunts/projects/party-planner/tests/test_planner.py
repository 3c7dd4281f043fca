import unittest

from planner import Planner


class Plans(unittest.TestCase):
    def setUp(self):
        self.planner = Planner()
        self.planner.add("Summer", "2024-07-20", wishes=["ice", "bread"])

    def test_what_is_brought_need_not_be_bought(self):
        self.planner.invite("Summer", "Ida", brings=["ice"])
        self.assertEqual(self.planner.shopping("Summer"), "* bread")

    def test_a_wish_is_there_once(self):
        self.planner.wish("Summer", "ice", "cups")
        self.assertEqual(self.planner.shopping("Summer").count("ice"), 1)

    def test_nothing_to_buy(self):
        self.planner.invite("Summer", "Ida", brings=["ice", "bread"])
        self.assertEqual(self.planner.shopping("Summer"), "Nothing to buy.")

    def test_no_party_twice(self):
        with self.assertRaises(ValueError):
            self.planner.add("Summer", "2024-08-01")


if __name__ == "__main__":
    unittest.main()
