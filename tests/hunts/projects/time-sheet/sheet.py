import sys
from pathlib import Path

from clock import shown
from shift import parse_shift


def read_sheet(text):
    """{name: [shifts]}; a line that isn't a shift begins the next person."""
    people, name = {}, None
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if not line:
            continue
        shift = parse_shift(line)
        if shift is None:
            name = line
            people.setdefault(name, [])
        else:
            people[name].append(shift)
    return people


def report(text):
    people = read_sheet(text)
    return "\n".join(f"{name}: {shown(sum(shift.worked for shift in shifts))}" for name, shifts in people.items())


if __name__ == "__main__":
    print(report(Path(sys.argv[1]).read_text(encoding="utf-8")))
