def packs(needed, in_store, pack):
    """How many packs have to be ordered."""
    if pack < 1:
        raise ValueError("a pack holds at least one")
    missing = max(needed - in_store, 0)
    return missing // pack
