import sys
from pathlib import Path

from address import troubles


def check(text):
    """A line for each address that somebody has to mend, then how many are fine."""
    lines, fine = [], 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = troubles(line)
        if found:
            lines.append(f"line {number}: {'; '.join(found)}")
        else:
            fine += 1
    return "\n".join([*lines, f"{fine} are fine"])


if __name__ == "__main__":
    print(check(Path(sys.argv[1]).read_text(encoding="utf-8")))
