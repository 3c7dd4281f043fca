from datetime import timedelta, timezone

WEEK = timedelta(days=7)


def evenings(course):
    """When each evening begins, in the zone of the course."""
    zone, begins = course.first.tzinfo, course.first.astimezone(timezone.utc)
    found = []
    for _ in range(course.evenings):
        found.append(begins.astimezone(zone))
        begins += WEEK
    return found


def utc(course):
    """The same in UTC, as 2024-03-12T17:30Z."""
    return [f"{begins.astimezone(timezone.utc):%Y-%m-%dT%H:%MZ}" for begins in evenings(course)]
