def crew_of(week):
    return "A" if week % 2 else "B"
