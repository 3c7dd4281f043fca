from tax import with_tax

WIDTH = 24


class Board:
    def __init__(self, catalogue):
        self.catalogue = catalogue
        self._made = {}

    def lines(self):
        """One for each thing, sorted by name."""
        return [self._line(name) for name in self.catalogue.names()]

    def _line(self, name):
        if name not in self._made:
            thing = self.catalogue.get(name)
            price = with_tax(thing["net"], thing["group"])
            self._made[name] = f"{name:<{WIDTH}}{price:>6.2f}"
        return self._made[name]
