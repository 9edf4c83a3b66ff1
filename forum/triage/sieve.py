"""The first look at a sentence: which phrases may be in it at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from .steps import Phrase

Spans = Mapping[int, Sequence[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Sieve:
    """A bit for each needed step, in whole numbers with thousands of bits.

    `begun` says which steps a unit may be. The others mark the `firsts` and `lasts` of phrases,
    and the steps whose follower may stand `apart` from them.
    """

    begun: Mapping[str, int]  # 0 for what is in optional steps only
    firsts: int
    lasts: int
    apart: int
    phrases: Mapping[int, Phrase]  # by the bit length of the last

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> Sieve:
        """Return the sieve for `phrases`.

        The number of a unit is as long as the place of the last phrase that has it. With those
        of rare units first, all numbers together take a third less memory.
        """
        places: dict[frozenset[str], int] = {}
        firsts = lasts = apart = 0
        bit = 1
        ending: dict[int, Phrase] = {}
        for phrase in _rare_first(list(phrases)):
            firsts |= bit
            for step, followed in phrase.needed:
                places[step.units] = places.get(step.units, 0) | bit
                apart |= 0 if followed else bit
                bit <<= 1
            lasts |= bit >> 1
            ending[lasts.bit_length()] = phrase
        return cls(_begun(places), firsts, lasts, apart, ending)

    def sift(self, words: Sequence[str], first: int, after: int, spans: Spans) -> list[Phrase]:
        """Return the phrases that may be in the words from `first` to before `after`."""
        begun, firsts, apart = self.begun, self.firsts, self.apart
        reached = 0
        for at in range(first, after):
            steps = begun.get(words[at], 0)
            if at in spans:
                for unit, _ in spans[at]:
                    steps |= begun.get(unit, 0)
            begins = (reached << 1 | firsts) & steps if steps else 0
            reached = reached & apart | begins
        kept: list[Phrase] = []
        whole = reached & self.lasts
        while whole:
            last = whole.bit_length()
            whole ^= 1 << (last - 1)
            kept.append(self.phrases[last])
        return kept


def _rare_first(phrases: Sequence[Phrase]) -> list[Phrase]:
    units = [[unit for step, _ in phrase.needed for unit in step.units] for phrase in phrases]
    times = Counter(chain.from_iterable(units))
    rareness = [-sum(1 / times[unit] for unit in its) for its in units]
    return [phrases[place] for place in sorted(range(len(phrases)), key=rareness.__getitem__)]


def _begun(places: Mapping[frozenset[str], int]) -> dict[str, int]:
    begun: dict[str, int] = {}
    for units, bits in places.items():
        for unit in units:
            begun[unit] = begun.get(unit, 0) | bits
    shared: dict[int, int] = {}  # synonyms begin the same steps
    return {unit: shared.setdefault(bits, bits) for unit, bits in begun.items()}
