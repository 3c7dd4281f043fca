import unittest

from addresses import read_addresses
from batches import batches


class Batches(unittest.TestCase):
    def test_nobody(self):
        self.assertEqual(batches([]), [])

    def test_all_are_in_one(self):
        for count in (2, 49, 50, 99, 100, 120):
            many = [f"m{number}@example.org" for number in range(count)]
            self.assertEqual([one for batch in batches(many) for one in batch], many)

    def test_none_is_too_large(self):
        self.assertEqual([len(batch) for batch in batches(list(range(120)))], [50, 50, 20])


class Addresses(unittest.TestCase):
    def test_once_and_only_who_wants_it(self):
        self.assertEqual(read_addresses("A@x.org\n# b@x.org\n\na@x.org\nc@x.org"), ["A@x.org", "c@x.org"])


if __name__ == "__main__":
    unittest.main()
