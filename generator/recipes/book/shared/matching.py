# ---- columns and rows that belong together --------------------------------------------------------------


def plain_name(name):
    """A column's name without what people write differently: "Customer_ID" and "customer id" are the same."""
    return re.sub(r"[\s_.-]+", " ", str(name)).strip().casefold()


def key_text(values, read):
    """A column as it is compared: without blanks around, capital letters and ".0"; "" where there is nothing."""
    text = values.astype("str").str.strip().str.casefold().str.replace(r"\s+", " ", regex=True)
    text = text.str.replace(r"^(-?\d+)\.0+$", r"\1", regex=True)
    return text.where(values.notna(), "")


def shared_columns(read, other):
    """The columns that both tables have, by the names in each."""
    others = {plain_name(name): name for name in reversed(other["names"])}
    return [(name, others[plain_name(name)]) for name in read["names"] if plain_name(name) in others]


def as_written(read):
    return {**read, "numbers": [], "dates": {}}
