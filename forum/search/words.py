"""Words as search sees them: folded, rooted, and told apart from those that say nothing. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
WORD = re.compile(r"[^\W_]+")
WORD_MIN, WORD_MAX = 3, 40  # letters; what is longer is no word, and would only fill the memory
# Each ending with the fewest letters that must stay before it; longest first. Rough on purpose: the
# databases stem properly; this joins what people take for one word, in highlighting, synonyms and
# counts, and must be quick.
ENDINGS = {"ations": 3, "ation": 3, "ings": 3, "ing": 3, "ies": 4, "ied": 4, "es": 3, "ed": 3}
ENDINGS |= {"ly": 4, "s": 3, "y": 4, "e": 3}
ALPHABETS_END = 0x2100  # what lies beyond is rare here, and too much to remember
FEW = 16  # letters beyond ASCII: so few are put right one by one sooner than all are looked at
KEPT_DOUBLE = frozenset("lsz")
# Function words; PostgreSQL's `english` leaves the same ones out of its index.
STOPWORDS = frozenset((DATA / "stopwords.txt").read_text(encoding="utf-8").split())
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class _Folding(dict[int, str]):
    """Maps each character to one character, so that positions in a folded text stay true."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].lower()
        folded = base if len(base) == 1 else character
        if code < ALPHABETS_END:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, character for character."""
    if not text.isascii():
        beyond = set(_BEYOND_ASCII.findall(text))
        if len(beyond) > FEW:
            return text.translate(_FOLDING)
        for character in beyond:
            text = text.replace(character, _FOLDING[ord(character)])
    return text.lower()


def plain(word: str) -> str:
    """Return a word as PostgreSQL's index has it (`search_plain` in migration 0002)."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")


def tells(word: str) -> bool:
    """Say whether a folded word may tell what a text is about."""
    return WORD_MIN <= len(word) <= WORD_MAX and word not in STOPWORDS and not word.isdigit()


def tokens(text: str) -> list[str]:
    """Return the words of `text`, folded, in order."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return what the forms of a folded word share: `cramp` for cramps, cramping and cramped."""
    for ending, letters in ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= letters and not (ending == "s" and stem[-1] == "s"):
            break
    else:
        return word
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in KEPT_DOUBLE
    return stem[:-1] if doubled else stem
