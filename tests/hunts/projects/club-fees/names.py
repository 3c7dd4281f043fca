def key(name):
    """The same for all ways to write a name that are meant to be the same."""
    return " ".join(name.casefold().split())
