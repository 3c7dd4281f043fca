import sys
from pathlib import Path

from members import read_members

if __name__ == "__main__":
    numbers, others = read_members(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for name, number in sorted(numbers.items()):
        print(f"{name}: {number}")
    if others:
        print("please look at:", " | ".join(others))
