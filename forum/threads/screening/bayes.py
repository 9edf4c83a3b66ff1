"""A small naive Bayes filter: how likely a text is spam, by the moderators' own decisions. Pure.

A text is the set of its features: its words, the hosts that it links to, and a few marks. Each
feature is known by a number, so that what was learned holds nobody's words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import exp, log

TOTAL = 0  # the number of the feature that every text has
LESSONS_NEEDED = 8  # of each kind, before the filter says anything
TELLING_NEEDED = 3  # features that speak for spam, before a text is suspected
MOST_TELLING = 20
FEATURES_MAX = 400
NUMBERS_KEPT = 10_000  # a few thousand words are nine tenths of what is written
SUSPECTED = 0.95
CERTAIN = 30.0  # exp of more says nothing new

_WORD = re.compile(r"[^\W\d_][\w'’]{1,30}")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_HOST = re.compile(r"https?://([\w.-]{4,100})", re.IGNORECASE)
_MONEY = re.compile(r"[$€£]\s?\d|\d\s?(?:[$€£]|usd|eur|gbp)\b", re.IGNORECASE)

Counts = Mapping[int, tuple[int, int]]  # feature -> (in how much spam, in how much else)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely a text is spam, from 0 to 1, and the features that spoke loudest for it."""

    probability: float
    telling: tuple[str, ...] = ()

    @property
    def is_suspected(self) -> bool:
        """Whether it is likely enough that a moderator should look first."""
        return self.probability >= SUSPECTED and len(self.telling) >= TELLING_NEEDED


UNKNOWN = Likeness(0.5)


def features(text: str) -> dict[int, str]:
    """Return the features of a text by their numbers, in the order in which they stand."""
    plain = unicodedata.normalize("NFKC", text)
    prose = _ADDRESS.sub(" ", plain)
    words = (found.casefold().replace("’", "'") for found in _WORD.findall(prose))
    hosts = (f"link to {host.casefold()}" for host in _HOST.findall(plain))
    names = dict.fromkeys([*hosts, *_marks(plain), *words])
    return {number(name): name for name in list(names)[:FEATURES_MAX]}


@lru_cache(maxsize=NUMBERS_KEPT)
def number(name: str) -> int:
    """Return the number of a feature: 1 to 2^31 - 1, the same for ever."""
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % (2**31 - 1) + 1


def likeness(found: Mapping[int, str], counts: Counts) -> Likeness:
    """Judge a text by its features, with what was counted of them and of `TOTAL`."""
    spam_total, fine_total = counts.get(TOTAL, (0, 0))
    if min(spam_total, fine_total) < LESSONS_NEEDED:
        return UNKNOWN
    weights = {
        number_: _weight(*counts[number_], spam_total, fine_total)
        for number_ in found
        if number_ in counts
    }
    loudest = sorted(weights, key=lambda number_: -abs(weights[number_]))[:MOST_TELLING]
    sum_ = sum(weights[number_] for number_ in loudest)
    probability = 1 / (1 + exp(-max(-CERTAIN, min(CERTAIN, sum_))))
    return Likeness(probability, _speaking_for(found, weights, loudest))


def _speaking_for(
    found: Mapping[int, str], weights: Mapping[int, float], loudest: Iterable[int]
) -> tuple[str, ...]:
    return tuple(found[number_] for number_ in loudest if weights[number_] > log(2))


def _weight(spam: int, fine: int, spam_total: int, fine_total: int) -> float:
    """Return the logarithm of how much more often a feature stands in spam; rare ones say less."""
    return log((spam + 0.5) / (spam_total + 1)) - log((fine + 0.5) / (fine_total + 1))


def _marks(text: str) -> list[str]:
    letters = list(filter(str.isalpha, text))
    loud = len(letters) > 20 and sum(map(str.isupper, letters)) > len(letters) / 2
    marks = {
        "many capitals": loud,
        "a sum of money": _MONEY.search(text) is not None,
        "many exclamation marks": text.count("!") > 3,
    }
    return [name for name, holds in marks.items() if holds]
