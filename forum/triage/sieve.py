"""The first look at a sentence: which phrases may be in it at all."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum

from .steps import Phrase

Spans = Mapping[int, Sequence[tuple[str, int]]]
_MOST_KEPT = 20_000  # units, as many as words as typed
_KEPT_LENGTH = 40  # letters; longer words hardly come twice


class _Begun(dict[str, int]):
    """The steps that a unit may be, 0 for what no phrase needs: made when first met, and kept.

    Many of the lexicon's words are hardly ever written, and a number takes ten times as much memory
    as the places that it is made of. Synonyms share theirs.
    """

    def __init__(self, places: Mapping[str, bytes]) -> None:
        super().__init__()
        self._places = places
        self._numbers: dict[bytes, int] = {b"": 0}

    def __missing__(self, unit: str) -> int:
        places = self._places.get(unit, b"")
        if places not in self._numbers:
            self._numbers[places] = sum(1 << place for place in array("H", places))
        if len(self) >= _MOST_KEPT:
            self.clear()
        if len(unit) <= _KEPT_LENGTH:
            self[unit] = self._numbers[places]
        return self._numbers[places]


@dataclass(frozen=True, slots=True)
class Sieve:
    """A bit for each needed step, in whole numbers with thousands of bits.

    `begun` says which steps a unit may be. The others mark the `firsts` and `lasts` of phrases,
    and the steps whose follower may stand `apart` from them.
    """

    begun: Mapping[str, int]  # holds something for every word
    firsts: int
    lasts: int
    apart: int
    phrases: Mapping[int, Phrase]  # by the bit length of the last

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> Sieve:
        """Return the sieve for `phrases`.

        The number of a unit is as long as the place of the last phrase that has it. With those
        of rare units first, numbers take a third less memory.
        """
        places: dict[str, list[int]] = {}
        firsts = lasts = apart = place = 0
        ending: dict[int, Phrase] = {}
        for phrase in _rare_first(list(phrases)):
            firsts |= 1 << place
            for units, followed in phrase.needed:
                for unit in units:
                    places.setdefault(unit, []).append(place)
                apart |= 0 if followed else 1 << place
                place += 1
            lasts |= 1 << place - 1
            ending[place] = phrase
        return cls(_Begun(_packed(places)), firsts, lasts, apart, ending)

    def steps(self, words: Sequence[str], spans: Spans) -> list[int]:
        """Return, for each word, the steps that it or a span that begins there may be."""
        begun = self.begun
        steps = list(map(begun.__getitem__, words))
        for at, found in spans.items():
            for unit, _ in found:
                steps[at] |= begun[unit]
        return steps

    def sift(self, steps: Iterable[int]) -> list[Phrase]:
        """Return the phrases that may be in a sentence whose words may be these `steps`."""
        firsts, apart = self.firsts, self.apart
        reached = 0
        for step in steps:
            reached = reached & apart | (reached << 1 | firsts) & step
        kept: list[Phrase] = []
        whole = reached & self.lasts
        while whole:
            last = whole.bit_length()
            whole ^= 1 << (last - 1)
            kept.append(self.phrases[last])
        return kept


def _rare_first(phrases: Sequence[Phrase]) -> list[Phrase]:
    units = [[unit for its, _ in phrase.needed for unit in its] for phrase in phrases]
    times = Counter(chain.from_iterable(units))
    rareness = [-fsum(1 / times[unit] for unit in its) for its in units]
    return [phrases[place] for place in sorted(range(len(phrases)), key=rareness.__getitem__)]


def _packed(places: Mapping[str, Sequence[int]]) -> dict[str, bytes]:
    """Return the places of each unit in two bytes each; synonyms share theirs."""
    shared: dict[bytes, bytes] = {}
    packed: dict[str, bytes] = {}
    for unit, its in places.items():
        written = array("H", its).tobytes()
        packed[unit] = shared.setdefault(written, written)
    return packed
