import csv
import sys

from packs import packs


def order(path):
    """{what: packs}, without what needn't be ordered."""
    found = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            count = packs(int(row["needed"]), int(row["in_store"]), int(row["pack"]))
            if count:
                found[row["what"]] = count
    return found


if __name__ == "__main__":
    for what, count in order(sys.argv[1]).items():
        print(f"{count:>4} packs of {what}")
