class SoldOut(Exception):
    pass


class BoxOffice:
    def __init__(self, store):
        self._store = store

    def open(self, evening, seats):
        self._store.put(evening, seats)

    def left(self, evening):
        return self._store.get(evening)

    def sell(self, evening, seats=1):
        """Raises SoldOut where fewer are left, and sells none then. Returns how many are left now."""
        left = self._store.get(evening)
        if seats > left:
            raise SoldOut(f"only {left} left")
        self._store.put(evening, left - seats)
        return left - seats

    def take_back(self, evening, seats=1):
        self._store.put(evening, self._store.get(evening) + seats)
