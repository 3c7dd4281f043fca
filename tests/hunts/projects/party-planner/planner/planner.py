from planner.party import Party


class Planner:
    def __init__(self):
        self.parties = {}

    def add(self, name, day, **more):
        if name in self.parties:
            raise ValueError(f"There is a party {name} already.")
        self.parties[name] = Party(name, day, **more)
        return self.parties[name]

    def wish(self, party, *things):
        for thing in things:
            self.parties[party].wish(thing)

    def invite(self, party, name, brings=()):
        return self.parties[party].invite(name, brings)

    def shopping(self, party):
        """What the host has to buy, as a text."""
        missing = self.parties[party].missing()
        return "\n".join(f"* {thing}" for thing in missing) or "Nothing to buy."
