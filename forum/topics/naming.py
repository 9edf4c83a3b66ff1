"""How tags are written. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from .models import TOPIC_NAME_MAX

TAGS_MAX = 5


def tag_names(text: str) -> list[str]:
    """Return the tags in a line of text, split at commas, or at blanks where there is no comma."""
    words = text.split(",") if "," in text else text.split()
    return list(dict.fromkeys(name for word in words if (name := tag_name(word))))


def tag_name(word: str) -> str:
    """Return a tag as it stands in addresses: lower case, letters and digits, hyphens between."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    parts = "".join(c if c.isalnum() else " " for c in folded).split()
    return "-".join(parts)[:TOPIC_NAME_MAX].strip("-")


def tag_title(name: str) -> str:
    """Return a tag as it stands on pages."""
    return name.replace("-", " ")


def joined(names: Iterable[str]) -> str:
    """Return tags as the form shows them."""
    return ", ".join(names)
