"""Usernames: what they may hold, and which of them look the same.

Pure. A name stands in addresses and beside posts, so two names that a reader could take for one
another count as the same name, and names that look like the staff's are nobody's.
"""

from __future__ import annotations

import unicodedata

USERNAME_MIN, USERNAME_MAX = 3, 32
JOINERS = frozenset("-_.")
RESERVED = frozenset(
    [
        "admin",
        "administrator",
        "anonymous",
        "clinician",
        "deleted",
        "doctor",
        "examples",
        "limber",
        "member",
        "moderator",
        "nhs",
        "nurse",
        "official",
        "root",
        "security",
        "staff",
        "support",
        "system",
    ]
)


def username_fault(name: str) -> str | None:
    """Return one line that says what is wrong with a username, or `None`."""
    name = unicodedata.normalize("NFKC", name)
    if not USERNAME_MIN <= len(name) <= USERNAME_MAX:
        return f"A name has {USERNAME_MIN} to {USERNAME_MAX} characters."
    if not all(c.isalnum() or c in JOINERS for c in name) or not (
        name[0].isalnum() and name[-1].isalnum()
    ):
        return "A name is made of letters and digits, with - _ or . between them."
    if len(_scripts(name)) > 1:
        return "A name is written in one alphabet."
    if fold(name) in RESERVED:
        return "That name is kept for the site itself. Please choose another."
    return None


def fold(name: str) -> str:
    """Return the key under which a name is unique: case, accents and joiners do not count."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in decomposed if c not in JOINERS and not unicodedata.combining(c))


def _scripts(name: str) -> set[str]:
    """Return the alphabets that the letters of `name` belong to, by their Unicode names."""
    return {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
