"""Finding the moderators' phrases in a text, whole words only. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BETWEEN = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a text in small letters without accents, its words parted by single blanks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    if not letters.isascii():
        letters = "".join(char for char in letters if not unicodedata.combining(char))
    return _BETWEEN.sub(" ", letters).strip()


def found_in(text: str, phrases: Iterable[str]) -> list[str]:
    """Return which folded phrases stand in a text: "rat" stands in "a rat!", not in "rather"."""
    words = f" {folded(text)} "
    return [phrase for phrase in phrases if f" {phrase} " in words]
