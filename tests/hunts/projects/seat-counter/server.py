import sys
import tempfile
import threading
from pathlib import Path

from office import BoxOffice, SoldOut
from store import Store


def sell_all(office, evening, sold):
    while True:
        try:
            office.sell(evening)
        except SoldOut:
            return
        sold.append(1)


def main(seats):
    with tempfile.TemporaryDirectory() as folder:
        office = BoxOffice(Store(Path(folder) / "seats.json"))
        office.open("tonight", seats)
        sold = []
        sellers = [threading.Thread(target=sell_all, args=(office, "tonight", sold)) for _ in range(3)]
        for seller in sellers:
            seller.start()
        for seller in sellers:
            seller.join()
        print(f"{seats} seats, {len(sold)} tickets")


if __name__ == "__main__":
    main(int(sys.argv[1]))
