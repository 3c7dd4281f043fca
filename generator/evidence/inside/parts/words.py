# ---- answers in words, dates and lists -------------------------------------------------------------------


def names_in(text: str) -> set[str]:
    """Words with a capital that don't begin a line or a sentence, or that stand alone after a colon."""
    found = re.findall(r"(?<=[^\n.!?:] )[A-ZÀ-Þ][^\W\d_]+|(?<=: )[A-ZÀ-Þ][^\W\d_]+", text)
    names = {word.casefold() for word in found}
    if len(text.split()) <= 3 and not numbers_in(text):
        names |= {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    return {
        name
        for name in names
        if name not in MONTH_OF and name not in DAY_OF and not name_words(name) & STATISTICS
    }


def all_words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{2,}|[\u4e00-\u9fff]", text)}


def names_clash(one: str, other: str) -> tuple[str, str] | None:
    """A name of each that the other doesn't hold."""
    a, b = names_in(one) - all_words(other), names_in(other) - all_words(one)
    if not a or not b:
        return None
    return sorted(a)[0], sorted(b)[0]


def lists_compared(one: str, other: str) -> Outcome | None:
    """Two lists of short lines; None where they aren't lists."""
    a, b = (
        {
            plain_words(re.sub(r"^[-*•\s]+", "", line)): line.strip()
            for line in text.splitlines()
            if line.strip()
        }
        for text in (one, other)
    )
    if (
        min(len(a), len(b)) < 3
        or max(len(line.split()) for line in [*a, *b]) > 6
        or len(a.keys() & b.keys()) * 3 < min(len(a), len(b))
    ):
        return None
    differences = [("In the list", line[:80], "") for key, line in a.items() if key not in b]
    differences += [("In the list", "", line[:80]) for key, line in b.items() if key not in a]
    same = len(a.keys() & b.keys())
    return Outcome(
        same, same + len(differences), differences, aligned=True, matched=same, fewer=min(len(a), len(b))
    )


def dates_in(text: str) -> set[str]:
    """Days, months and quarters that a text names."""
    found = (label_of_text(match[0]) for match in DATE_IN_TEXT.finditer(text))
    return {label for label in found if label.startswith(("day", "month", "quarter"))}


def dates_against_dates(one: str, other: str) -> Outcome:
    """Answers that are dates; not aligned where one of them has none."""
    a, b = dates_in(one), dates_in(other)
    if not a or not b or max(len(a), len(b)) > 6:
        return Outcome()
    if a <= b or b <= a:
        return Outcome(len(a & b), len(a & b), aligned=True)
    return Outcome(0, 1, [("Date", said_date(a - b), said_date(b - a))], aligned=True)


def said_date(labels: set[str]) -> str:
    return sorted(labels)[0].split(" ", 1)[1]


def words_against_words(one: str, other: str) -> Outcome:
    """Texts without figures."""
    a, b = all_words(one) - FILLERS, all_words(other) - FILLERS
    if listed_apart := lists_compared(one, other):
        return listed_apart
    if plain_words(one) == plain_words(other) or a == b:
        return Outcome(1, 1, aligned=True)
    if clash := names_clash(one, other):
        return Outcome(0, 1, [("Name", *clash)], aligned=True)
    yes, no = {"yes", "ja", "true", "是"}, {"no", "not", "nein", "false", "否", "nicht", "kein", "none"}
    if bool(a & no) != bool(b & no) and ((a & (yes | no) and b & (yes | no)) or len(a ^ b) <= 2):
        return Outcome(0, 1, [("Answer", one.strip()[:80], other.strip()[:80])], aligned=True)
    names = names_in(one), names_in(other)
    if all(names) and (names[0] <= all_words(other) or names[1] <= all_words(one)):
        return Outcome(1, 1, aligned=True)
    alike = len(a & b) / max(1, len(a | b))
    short = max(len(a), len(b)) <= 8
    if alike >= 0.9 and not short:
        return Outcome(1, 1, aligned=True)
    if short and (a <= b or b <= a) and a and b:
        return Outcome(1, 1, aligned=True)
    if short:
        return Outcome(0, 1, [("Answer", one.strip()[:80], other.strip()[:80])], aligned=True)
    return Outcome()
