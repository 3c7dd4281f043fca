"""A request taken apart: what is understood is crossed out, what is left is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.recipes.words import FILLER
from generator.types import Column

# One sign stands for one thing that was recognised, so that rules can speak of it in regular expressions.
NUMBER, TEXT, DATE, YESNO, ROWISH = (
    "\ue000-\ue07f",
    "\ue080-\ue0ff",
    "\ue100-\ue17f",
    "\ue180-\ue1ff",
    "\ue200-\ue27f",
)
COL = f"[{NUMBER}{TEXT}{DATE}{YESNO}{ROWISH}]"
NUM_COL, DATE_COL, YESNO_COL, ROW_COL = f"[{NUMBER}]", f"[{DATE}]", f"[{YESNO}]", f"[{ROWISH}]"
VAL, WHEN, QUOTED = "[\ue300-\ue3ff]", "[\ue400-\ue4ff]", "[\ue500-\ue5ff]"
STARTS = {
    "number": 0xE000,
    "text": 0xE080,
    "date": 0xE100,
    "yes/no": 0xE180,
    "row": 0xE200,
    "value": 0xE300,
    "when": 0xE400,
    "quoted": 0xE500,
}
_WORDS = re.compile(r"[\ue000-\ue5ff]|[^\W_]+(?:['’.][^\W_]+)*|(?<=\s)[*/+^×÷](?=\s)")


@dataclass(frozen=True, slots=True)
class Mention:
    """What one sign stands for. Two columns mean that both fit equally well."""

    kind: str
    words: str
    columns: tuple[Column, ...] = ()
    value: str = ""
    exact: bool = False

    @property
    def column(self) -> Column:
        return self.columns[0]


@dataclass
class Said:
    """`text` with signs for what was recognised, and a mark on each letter that is explained."""

    text: str
    mentions: dict[str, Mention] = field(default_factory=dict)
    marks: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.marks = self.marks or bytearray(len(self.text))

    def copy(self) -> Said:
        return Said(self.text, self.mentions, bytearray(self.marks))

    def find(self, pattern: str) -> re.Match[str] | None:
        """The first match that nothing has explained yet."""
        compiled, place = re.compile(pattern, re.I), 0
        while match := compiled.search(self.text, place):
            if match.end() > match.start() and not any(self.marks[match.start() : match.end()]):
                return match
            place = match.start() + 1
        return None

    def take(self, pattern: str) -> re.Match[str] | None:
        match = self.find(pattern)
        if match:
            self.marks[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        return match

    def take_all(self, pattern: str) -> list[re.Match[str]]:
        found = []
        while match := self.take(pattern):
            found.append(match)
        return found

    def mention(self, sign: str) -> Mention:
        return self.mentions[sign]

    def left(self) -> list[str]:
        """Content words that nothing explains, as they were written."""
        words = []
        for match in _WORDS.finditer(self.text):
            word = match[0].lower().removesuffix("'s").removesuffix("’s")
            if any(self.marks[match.start() : match.end()]) or word in FILLER:
                continue
            words.append(self.mentions[match[0]].words if match[0] in self.mentions else match[0])
        return words


def signs(pattern: str, text: str) -> list[str]:
    return re.findall(pattern, text)
