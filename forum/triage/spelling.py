"""One spelling for each word: contractions opened, slang and common slips corrected."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from sys import intern

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\u00ad\ufeff"))
_APOSTROPHES = dict.fromkeys(map(ord, "’‘`´′\ufffd\x92"), "'")
_ENDINGS = {"'ve": "have", "'ll": "will", "'re": "are", "'m": "am", "'d": "would"}
_RUN = re.compile(r"([^\W\d_])\1{2,}")  # "sooo", "painnn"
_FUZZY_LENGTH = 6
_CACHE_SIZE = 20_000
_KEPT_LENGTH = 40  # letters; longer words hardly come twice


class _Spelled(dict[str, tuple[str, ...]]):
    """What words as typed stand for: read when they are first met, and kept."""

    def __init__(self, read: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, typed: str) -> tuple[str, ...]:
        if len(self) >= _CACHE_SIZE:
            self.clear()
        # One object for each word: comparing it with the lexicon's then takes no time.
        found = tuple(map(intern, self._read(typed)))
        if len(typed) <= _KEPT_LENGTH:
            self[typed] = found
        return found


class Speller:
    """Turns a word or number as typed into the words that the lexicon is written in.

    `fixes` maps a typed form to one or more words. A word of six letters or more that is
    neither in `known` nor in `real_words` is read as the one known word at distance one, if
    its first letter agrees; see `_one_slip` for what distance one means.
    """

    def __init__(
        self, fixes: Mapping[str, str], known: Iterable[str] = (), real_words: Iterable[str] = ()
    ) -> None:
        self._fixes = {typed: tuple(meant.split()) for typed, meant in fixes.items()}
        self._known = frozenset(known)
        self._real = frozenset(real_words)
        self._nearby = _Nearby(word for word in self._known if len(word) >= _FUZZY_LENGTH)
        self.spelled = _Spelled(self._token)

    def words(self, typed: str) -> tuple[str, ...]:
        """Return the lower-case words that `typed` (one token) stands for."""
        return self.spelled[typed]

    def knows(self, word: str) -> bool:
        """Say whether a word in lower case is right as it stands, whatever it is near to."""
        return word in self._known or word in self._real

    def _token(self, typed: str) -> tuple[str, ...]:
        if typed[0].isdecimal():
            return (typed.replace(",", "."),)
        if typed[0] == "&" or "://" in typed:
            return ()  # what HTML makes one character of, and addresses, are no words
        return self._read(_clean(typed))

    def _read(self, word: str) -> tuple[str, ...]:
        if word in self._fixes:
            return self._fixes[word]
        if "'" in word:
            plain = word.replace("'", "")
            return self._fixes[plain] if plain in self._fixes else self._open(word)
        if self.knows(word):
            return (word,)
        if _RUN.search(word):
            doubled = _RUN.sub(r"\1\1", word)
            word = doubled if doubled in self._known else _RUN.sub(r"\1", word)
        return self._guess(word)

    def _open(self, word: str) -> tuple[str, ...]:
        if word.endswith("n't"):
            return (*self._read(word[:-3]), "not") if len(word) > 3 else ("not",)
        stem, _, ending = word.partition("'")
        tail = _ENDINGS.get("'" + ending)
        if tail:
            return (*self._read(stem), tail)
        if ending in ("s", ""):
            return self._read(stem) if stem else ()
        return self._read(stem + ending)

    def _guess(self, word: str) -> tuple[str, ...]:
        if word in self._fixes:
            return self._fixes[word]
        if word in self._known:
            return (word,)
        if word.endswith("in") and word + "g" in self._known:
            return (word + "g",)
        if not _FUZZY_LENGTH <= len(word) <= self._nearby.longest or word in self._real:
            return (word,)
        near = (known for known in self._nearby.of(word) if _one_slip(word, known))
        return (min(near, default=word),)


def _clean(typed: str) -> str:
    if typed.isascii() and typed.isalpha():  # as most words are
        return typed.lower()
    return typed.translate(_INVISIBLE).translate(_APOSTROPHES).lower().strip("'")


class _Nearby:
    """Words filed by what is left of each without one of its letters: as hashes in an array.

    A dictionary of the same would take 6 MB. No word of more letters than `longest` is near any.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        self.longest = max(map(len, self._words), default=0) + 1
        filed = sorted(
            (hash(left), number)
            for number, word in enumerate(self._words)
            for left in _deletions(word)
        )
        self._hashes = array("q", [hashed for hashed, _ in filed])
        self._numbers = array("H", [number for _, number in filed])

    def of(self, typed: str) -> Iterator[str]:
        """Yield every word that is one slip away from `typed`, some more than once, and others."""
        hashes, many = self._hashes, len(self._hashes)
        for left in _deletions(typed):
            hashed = hash(left)
            at = bisect_left(hashes, hashed)
            while at < many and hashes[at] == hashed:
                yield self._words[self._numbers[at]]
                at += 1


def _deletions(word: str) -> set[str]:
    """Return `word` and all forms with one letter left out (the symmetric-delete keys)."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(1, len(word))}


def _one_slip(typed: str, meant: str) -> bool:
    """Say whether one insertion, deletion, substitution or swap of neighbours lies between."""
    if typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest_typed, rest_meant = typed[start:], meant[start:]
    return (
        rest_typed[1:] == rest_meant[1:]
        or rest_typed[1:] == rest_meant
        or rest_typed == rest_meant[1:]
        or (rest_typed[:2] == rest_meant[1::-1] and rest_typed[2:] == rest_meant[2:])
    )
