from dataclasses import dataclass, field


@dataclass
class Guest:
    name: str
    brings: list = field(default_factory=list)


class Party:
    def __init__(self, name, day, wishes=[]):
        self.name, self.day = name, day
        self.wishes = wishes
        self.guests = {}

    def wish(self, thing):
        if thing not in self.wishes:
            self.wishes.append(thing)

    def invite(self, name, brings=()):
        guest = self.guests.setdefault(name, Guest(name))
        guest.brings.extend(brings)
        return guest

    def missing(self):
        """Wishes that nobody brings yet."""
        brought = {thing for guest in self.guests.values() for thing in guest.brings}
        return [thing for thing in self.wishes if thing not in brought]
