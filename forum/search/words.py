"""Words as search sees them: folded, rooted, and told apart from those that say nothing. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
WORD = re.compile(r"[^\W_]+")
ROOT_MIN = 3
# Longest first. Rough on purpose: the databases stem properly; this joins what people take for the
# same word, in highlighting, synonyms and counts, and must be quick.
ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "y", "e")
KEPT_DOUBLE = frozenset("lsz")
# Function words; PostgreSQL's `english` leaves the same ones out of its index.
STOPWORDS = frozenset((DATA / "stopwords.txt").read_text(encoding="utf-8").split())


class _Folding(dict[int, str]):
    """Maps each character to one character, so that positions in a folded text stay true."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].lower()
        self[code] = base if len(base) == 1 else character
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, character for character."""
    return text.translate(_FOLDING)


def plain(word: str) -> str:
    """Return a word as PostgreSQL's index has it (`search_plain` in migration 0002)."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")


def tokens(text: str) -> list[str]:
    """Return the words of `text`, folded, in order."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return what the forms of a folded word share: `cramp` for cramps, cramping and cramped."""
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= ROOT_MIN and not (ending == "s" and stem[-1] == "s"):
            break
    else:
        return word
    if len(stem) > ROOT_MIN and stem[-1] == stem[-2] and stem[-1] not in KEPT_DOUBLE:
        return stem[:-1]
    return stem
