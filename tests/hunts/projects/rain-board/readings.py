import csv
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reading:
    time: datetime
    total: float
    state: str


def read_readings(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [
            Reading(datetime.fromisoformat(row["time"]), float(row["total_mm"]), row["state"])
            for row in csv.DictReader(file)
        ]
