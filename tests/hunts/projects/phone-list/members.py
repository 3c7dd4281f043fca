from phones import clean


def read_members(text):
    """({name: number}, [what isn't a number])"""
    numbers, others = {}, []
    for line in text.splitlines():
        if not line.strip():
            continue
        name, _, number = line.partition(";")
        try:
            numbers[name.strip()] = clean(number)
        except ValueError:
            others.append(line.strip())
    return numbers, others
