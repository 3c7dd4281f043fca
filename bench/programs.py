"""What every contestant runs, and what a right result of it is. Standard library only: peers read it in their environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROWS = 5_000
SUM = sum(n % 97 for n in range(ROWS))
DATA = "/in/data.csv"
PICTURE = "/out/chart.png"
SIGNATURE, LAST_CHUNK = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class Program:
    """One program. `given`: it reads DATA. `draws`: it leaves PICTURE, which must be on the host at the end."""

    name: str
    source: str
    says: str  # its whole output
    given: bool = False
    draws: bool = False

    def objection(self, stdout: str, picture: bytes) -> str:
        """What is wrong with a result, or ""."""
        if stdout.strip() != self.says:
            return f"{self.name} wrote {stdout[:200]!r} instead of {self.says!r}."
        whole = picture.startswith(SIGNATURE) and picture.endswith(LAST_CHUNK)
        return f"{self.name} brought no whole PNG ({len(picture)} bytes)." if self.draws and not whole else ""


_P2 = """
import pandas as pd
print(pd.read_csv("/in/data.csv")["amount"].sum())
"""
# the figure is closed once it is saved: ours shows figures that are left open, which would be a second drawing
_P3 = """
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
table = pd.read_csv("/in/data.csv").groupby("month")["amount"].sum()
print("drawing", table.sum())
table.plot.bar()
plt.savefig("/out/chart.png")
plt.close()
"""
PROGRAMS = {
    program.name: program
    for program in (
        Program("P1", "print(1)", "1"),
        Program("P2", _P2, str(SUM), given=True),
        Program("P3", _P3, f"drawing {SUM}", given=True, draws=True),
    )
}


def write_data(path: Path) -> None:
    """The CSV: `month` from 1 to 12, `amount` a whole number; about 30 kB."""
    rows = (f"{n % 12 + 1},{n % 97}\n" for n in range(ROWS))
    path.write_text("month,amount\n" + "".join(rows))
