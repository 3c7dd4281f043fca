import sys
from pathlib import Path

from load import load

QUERY = (Path(__file__).parent / "balance.sql").read_text(encoding="utf-8")


def balance(folder):
    """(name, ordered, paid, owes) for each customer."""
    return load(folder).execute(QUERY).fetchall()


if __name__ == "__main__":
    print(f"{'':<20}{'ordered':>9}{'paid':>9}{'owes':>9}")
    for name, *amounts in balance(sys.argv[1]):
        print(f"{name:<20}" + "".join(f"{amount:>9}" for amount in amounts))
