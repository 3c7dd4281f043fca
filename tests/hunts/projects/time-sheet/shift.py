import re
from dataclasses import dataclass
from datetime import date

from clock import TIME, minutes_of

LINE = re.compile(rf"(\d{{4}}-\d\d-\d\d)\s+({TIME})\s*-\s*({TIME})(?:\s+break\s+(\d+))?")


@dataclass(frozen=True)
class Shift:
    day: date
    begins: int  # minutes since midnight
    ends: int
    pause: int = 0

    @property
    def worked(self):
        return max(self.ends - self.begins - self.pause, 0)


def parse_shift(line):
    """None for what isn't one."""
    found = LINE.fullmatch(line)
    if not found:
        return None
    return Shift(date.fromisoformat(found[1]), minutes_of(found[2]), minutes_of(found[3]), int(found[4] or 0))
