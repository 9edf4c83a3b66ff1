"""One sentence, and where the phrases that may be in it begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from .sieve import Spans
from .steps import Steps
from .text import END

# What a quantity joins ("since 3. Weeks ago") are still sentences: the places of the second are
# so much higher that no gap reaches them. A word's place is its number modulo this.
_FAR = 1 << 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where each unit stands, as (place, place after it).

    `ends` holds the place after the last word of each sentence, mostly of one.
    """

    where: Mapping[str, Sequence[tuple[int, int]]]
    units: frozenset[str]
    ends: Sequence[int]

    @classmethod
    def of(
        cls, words: Sequence[str], breaks: Sequence[int], spans: Spans, first: int, after: int
    ) -> Sentence:
        """Return the sentence from the word `first` to before the word `after`."""
        where: dict[str, list[tuple[int, int]]] = {}
        ends: list[int] = []
        place = first
        for at in range(first, after):
            if breaks[at] == END and at > first:
                ends.append(place)
                place += _FAR
            where.setdefault(words[at], []).append((place, place + 1))
            if at in spans:
                for unit, end in spans[at]:
                    beyond = _FAR * breaks[at + 1 : end].count(END)
                    where.setdefault(unit, []).append((place, place + end - at + beyond))
            place += 1
        return cls(where, frozenset(where), (*ends, place))

    def longest(self, steps: Steps) -> Iterable[tuple[int, int]]:
        """Return the first word of each match, and the word after the last of the longest there.

        Goes from the last step to the first, and keeps in `reach`, for each place at which the
        rest of the phrase may begin, the farthest place where it may end.
        """
        where, mine = self.where, self.units
        reach: dict[int, int] = {}
        done = True  # nothing more has to follow, though as many words as `spare` may
        spare = 0
        for units, optional, gap in reversed(steps):
            if gap:
                reach, spare = _wider(reach, gap), spare + gap
            begun = reach.copy() if optional else {}
            for unit in mine.intersection(units):
                for start, end in where[unit]:
                    if done:
                        here = self._onward(end, spare) if spare else end
                        farthest = max(here, reach.get(end, 0))
                    elif end in reach:
                        farthest = reach[end]
                    else:
                        continue
                    if start not in begun or farthest > begun[start]:
                        begun[start] = farthest
            if not begun and not optional:
                return ()
            reach, done = begun, done and optional
        if len(self.ends) == 1:
            return reach.items()
        return [(start % _FAR, end % _FAR) for start, end in reach.items()]

    def _onward(self, place: int, spare: int) -> int:
        """Return the place up to `spare` words on, in the same sentence."""
        return min(place + spare, next(end for end in self.ends if end >= place))


def _wider(reach: Mapping[int, int], gap: int) -> dict[int, int]:
    """Return `reach` for what may stand up to `gap` words before."""
    wider: dict[int, int] = {}
    for start, end in sorted(reach.items(), key=itemgetter(1)) if len(reach) > 1 else reach.items():
        wider.update(dict.fromkeys(range(start - gap, start + 1), end))
    return wider
