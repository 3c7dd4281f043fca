import unittest

from clock import Clock
from outbox import Outbox
from remind import plan


class Reminders(unittest.TestCase):
    def setUp(self):
        self.clock, self.outbox = Clock(), Outbox()

    def test_a_reminder_is_sent(self):
        plan([{"name": "Alma", "address": "alma@example.org", "time": "07:30"}], self.clock, self.outbox)
        self.clock.run_until("08:00")
        self.assertEqual(self.outbox.sent, [("alma@example.org", "Dear Alma, please water the garden today.")])

    def test_nothing_before_its_time(self):
        plan([{"name": "Alma", "address": "alma@example.org", "time": "07:30"}], self.clock, self.outbox)
        self.clock.run_until("07:29")
        self.assertEqual(self.outbox.sent, [])

    def test_as_many_as_there_are_members(self):
        roster = [{"name": name, "address": f"{name}@example.org", "time": "09:00"} for name in "abc"]
        plan(roster, self.clock, self.outbox)
        self.clock.run_until("12:00")
        self.assertEqual(len(self.outbox.sent), 3)


if __name__ == "__main__":
    unittest.main()
