def read_addresses(text):
    """In their order, each once, without those who have unsubscribed."""
    found = {}
    for line in text.splitlines():
        address = line.strip()
        if address and not address.startswith("#"):
            found.setdefault(address.lower(), address)
    return list(found.values())
