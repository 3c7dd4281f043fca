# ---- which column is what -------------------------------------------------------------------------------


def guessed(chosen, names, words, but=()):
    """The chosen column, else the first whose name has one of the `words` (the words in their order), else ""."""
    if chosen:
        return chosen
    for word in words.split():
        for name in names:
            if name not in but and re.search(
                rf"(?<![a-z]){word}|{word}(?![a-z])" if word.isascii() else word, name.lower()
            ):
                return name
    return ""


def as_text(value):
    """A cell as a person writes it; "" where it is empty."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (pd.Timestamp, datetime.datetime)):
        return value.strftime("%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M")
    return str(value).strip()
