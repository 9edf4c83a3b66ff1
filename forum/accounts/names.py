"""Usernames: what they may hold, and which of them look the same.

Pure. A name stands in addresses and beside posts, so two names that a reader could take for one
another count as the same name, and names that look like the staff's are nobody's.
"""

from __future__ import annotations

import unicodedata

USERNAME_MIN, USERNAME_MAX = 3, 32
MARKS_MAX = 2  # on one letter
JOINERS = frozenset("-_.")
LAST_PLAIN_LATIN = "\u017f"  # beyond it are small capitals, clicks and other lookalikes
INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f")  # letters, says Unicode
# Written together in one name; the keys and values are the first words of Unicode names.
ALPHABETS = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK", "HANGUL": "CJK"}
# What looks like what, in small letters; Cyrillic and Greek beside the Latin they resemble.
LOOKALIKES = str.maketrans(
    "01i" "ıøłđħŧ" "авеёіїјкмнорсԁһӏѕтухԛԝгпь" "αβγεηικνορτυχ",
    "oll" "loldht" "abeelljkmhopcdhlstyxqwrnb" "abyenlkvoptux",
)  # fmt: skip
LOOKALIKE_PAIRS = (("rn", "m"), ("vv", "w"), ("æ", "ae"), ("œ", "oe"))


def username_fault(name: str) -> str | None:
    """Return one line that says what is wrong with a username, or `None`."""
    name = composed(name)
    if not USERNAME_MIN <= len(name) <= USERNAME_MAX:
        return f"A name has {USERNAME_MIN} to {USERNAME_MAX} characters."
    if not (name[0].isalnum() and name[-1] not in JOINERS and _is_written(name)):
        return "A name is made of letters and digits, with - _ or . between them."
    if len(_alphabets(name)) > 1:
        return "A name is written in one alphabet."
    if fold(name) in RESERVED:
        return "That name is kept for the site itself. Please choose another."
    return None


def composed(name: str) -> str:
    """Return a name as it is kept and shown."""
    return unicodedata.normalize("NFKC", name)


def fold(name: str) -> str:
    """Return the key under which a name is unique: what a reader cannot tell apart is the same.

    Case, accents, joiners, and letters or digits that look alike do not count.
    """
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(_plain(c) for c in small if c not in JOINERS and not unicodedata.combining(c))
    alike = bare.translate(LOOKALIKES)
    for pair, letter in LOOKALIKE_PAIRS:
        alike = alike.replace(pair, letter)
    return alike


def _plain(character: str) -> str:
    """Return a digit of any script as an ASCII digit, anything else as it is."""
    return str(unicodedata.decimal(character, character))


def _is_written(name: str) -> bool:
    """Say whether a name holds only letters, digits and joiners, and few marks on each letter."""
    marks = 0
    for c in name:
        marks = marks + 1 if unicodedata.category(c)[0] == "M" else 0
        if marks > MARKS_MAX or c in INVISIBLE or not (marks or c.isalnum() or c in JOINERS):
            return False
        if _alphabet(c) == "LATIN" and unicodedata.normalize("NFKD", c)[0] > LAST_PLAIN_LATIN:
            return False
    return True


def _alphabets(name: str) -> set[str]:
    """Return the alphabets that the letters and marks of `name` belong to."""
    return {_alphabet(c) for c in name if c.isalpha() or unicodedata.category(c)[0] == "M"}


def _alphabet(character: str) -> str:
    word = unicodedata.name(character, "?").split()[0]
    return ALPHABETS.get(word, word)


RESERVED = frozenset(
    fold(name)
    for name in (
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
    )
)
