"""The first look at a sentence: which phrases may be in it at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

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
            for units, followed in phrase.needed:
                places[units] = places.get(units, 0) | bit
                apart |= 0 if followed else bit
                bit <<= 1
            lasts |= bit >> 1
            ending[lasts.bit_length()] = phrase
        return cls(_begun(places), firsts, lasts, apart, ending)

    def steps(self, words: Sequence[str], spans: Spans) -> list[int]:
        """Return, for each word, the steps that it or a span that begins there may be."""
        begun = self.begun
        steps = list(map(begun.get, words, repeat(0)))
        for at, found in spans.items():
            for unit, _ in found:
                steps[at] |= begun.get(unit, 0)
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
    rareness = [-sum(1 / times[unit] for unit in its) for its in units]
    return [phrases[place] for place in sorted(range(len(phrases)), key=rareness.__getitem__)]


def _begun(places: Mapping[frozenset[str], int]) -> dict[str, int]:
    begun: dict[str, int] = {}
    for units, bits in places.items():
        for unit in units:
            begun[unit] = begun.get(unit, 0) | bits
    shared: dict[int, int] = {}  # synonyms begin the same steps
    return {unit: shared.setdefault(bits, bits) for unit, bits in begun.items()}
