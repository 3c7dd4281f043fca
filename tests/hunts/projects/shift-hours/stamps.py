from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Stamp:
    when: datetime  # with its zone
    way: str  # "in" or "out"
    person: str


def parse(line):
    when, way, person = line.split()
    if way not in ("in", "out"):
        raise ValueError(f"neither in nor out: {line}")
    return Stamp(datetime.fromisoformat(when.replace("Z", "+00:00")), way, person)


def read(path):
    with open(path, encoding="utf-8") as file:
        return [parse(line) for line in file if line.strip()]
