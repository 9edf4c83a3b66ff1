"""Tables of words and lines, written as plain text so that they can be read and extended."""


def entries(text: str) -> tuple[str, ...]:
    """Return the entries of a table, which commas and line ends separate, in their order."""
    found = (entry.strip() for entry in text.replace("\n", ",").split(","))
    return tuple(entry for entry in found if entry)


def table(text: str) -> frozenset[str]:
    """Return the entries of a table whose order does not matter."""
    return frozenset(entries(text))
