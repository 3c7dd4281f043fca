from datetime import timedelta


def shifts(stamps):
    """Pairs of when somebody came and went, with who it was. Who forgot to stamp out has no shift."""
    came, found = {}, []
    for stamp in sorted(stamps, key=lambda stamp: stamp.when):
        if stamp.way == "in":
            came[stamp.person] = stamp.when
        elif stamp.person in came:
            found.append((stamp.person, came.pop(stamp.person), stamp.when))
    return found


def by_day(shifts, zone):
    """Worked time by (person, day); `zone` is the shop's."""
    sums = {}
    for person, came, went in shifts:
        day = came.date()
        sums[person, day] = sums.get((person, day), timedelta()) + (went - came)
    return sums
