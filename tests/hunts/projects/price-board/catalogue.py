import json
from pathlib import Path


class Catalogue:
    """The things that are sold, by name. What is changed is written to the file at once."""

    def __init__(self, path):
        self.path = Path(path)
        self.things = json.loads(self.path.read_text(encoding="utf-8"))

    def names(self):
        return sorted(self.things)

    def get(self, name):
        return self.things[name]

    def set_price(self, name, net):
        self.things[name]["net"] = net
        self._save()

    def add(self, name, net, group):
        if name in self.things:
            raise ValueError(f"{name} is there already")
        self.things[name] = {"net": net, "group": group}
        self._save()

    def remove(self, name):
        del self.things[name]
        self._save()

    def _save(self):
        self.path.write_text(json.dumps(self.things, indent=2, ensure_ascii=False), encoding="utf-8")
