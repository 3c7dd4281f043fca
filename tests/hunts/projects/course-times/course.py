from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Course:
    name: str
    first: datetime  # with the course's zone
    evenings: int


def course_of(said):
    first = datetime.strptime(said["first"], "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(said["zone"]))
    if said["evenings"] < 1:
        raise ValueError(f"{said['name']} has no evenings")
    return Course(said["name"], first, said["evenings"])
