import configparser
import sys
from zoneinfo import ZoneInfo

from shifts import by_day, shifts
from stamps import read


def report(stamps, zone, names):
    lines = []
    for (person, day), worked in sorted(by_day(shifts(stamps), zone).items(), key=lambda item: (item[0][1], item[0][0])):
        minutes = int(worked.total_seconds() // 60)
        lines.append(f"{day:%a %d %b}  {names.get(person, person):<8} {minutes // 60}:{minutes % 60:02}")
    return "\n".join(lines)


def main():
    config = configparser.ConfigParser()
    config.read("shops.ini", encoding="utf-8")
    print(report(read(sys.argv[1]), ZoneInfo(config["shop"]["zone"]), dict(config["people"])))


if __name__ == "__main__":
    main()
