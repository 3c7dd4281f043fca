def rain_by_day(readings):
    """{day: mm}; days without a reading, or without one before them, aren't in it."""
    last = {}
    for reading in sorted(readings, key=lambda reading: reading.time):
        last[reading.time.date()] = reading.total
    days = sorted(last)
    return {day: round(last[day] - last[before], 1) for before, day in zip(days, days[1:]) if (day - before).days == 1}
