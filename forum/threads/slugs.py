"""Titles as they stand in addresses. Pure."""

from __future__ import annotations

import unicodedata

SLUG_MAX = 70


def slug(title: str) -> str:
    """Return a title as it stands in an address: ASCII letters and digits, hyphens between."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = "".join(c if c.isalnum() and c.isascii() else " " for c in plain if not _is_mark(c))
    cut = "-".join(words.split())[:SLUG_MAX]
    return cut.strip("-") or "question"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Lm", "Sk") or character in "'’"
