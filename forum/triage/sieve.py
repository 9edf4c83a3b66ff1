"""The first look at a post: which phrases may be in it at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .steps import Phrase, Step
from .text import END

Spans = Mapping[int, Sequence[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Sieve:
    """A bit for each needed step, in whole numbers with thousands of bits.

    `begun` says which steps a word, a pair of words or a quantity may begin. The others mark the
    `firsts` and `lasts` of phrases, and the steps whose follower may stand `apart` from them.
    """

    begun: Mapping[str, int]  # 0 for what begins optional steps only
    firsts: int
    lasts: int
    apart: int
    phrases: Mapping[int, Phrase]  # by the bit length of the last

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> Sieve:
        """Return the sieve for `phrases`."""
        places: dict[Step, int] = {}
        firsts = lasts = apart = 0
        bit = 1
        ending: dict[int, Phrase] = {}
        for phrase in phrases:
            firsts |= bit
            places |= {step: places.get(step, 0) for step, _ in phrase.steps}
            for step, followed in phrase.needed:
                places[step] |= bit
                apart |= 0 if followed else bit
                bit <<= 1
            lasts |= bit >> 1
            ending[lasts.bit_length()] = phrase
        return cls(_begun(places), firsts, lasts, apart, ending)

    def sift(
        self, words: Sequence[str], pairs: Sequence[str], breaks: Sequence[int], spans: Spans
    ) -> dict[Phrase, int]:
        """Return the phrases that may be there, and the places of the sentences they may be in."""
        kept: dict[Phrase, int] = {}
        begun, firsts, apart = self.begun, self.firsts, self.apart
        reached = first = held = 0
        for at, (word, pair) in enumerate(zip(words, pairs, strict=True)):
            if breaks[at] == END and at >= held:
                self._keep(reached, (1 << at) - (1 << first), kept)
                reached, first = 0, at
            steps = begun.get(word, 0)
            if pair in begun:
                steps |= begun[pair]
            for name, end in spans.get(at, ()):
                steps |= begun.get(name, 0)
                held = max(held, end)  # a quantity may reach into the next sentence
            reached = reached & apart | (reached << 1 | firsts) & steps
        self._keep(reached, (1 << len(words)) - (1 << first), kept)
        return kept

    def _keep(self, reached: int, places: int, kept: dict[Phrase, int]) -> None:
        whole = reached & self.lasts
        while whole:
            last = whole.bit_length()
            whole ^= 1 << (last - 1)
            phrase = self.phrases[last]
            kept[phrase] = kept.get(phrase, 0) | places


def _begun(places: Mapping[Step, int]) -> dict[str, int]:
    begun: dict[str, int] = {}
    for step, bits in places.items():
        for beginning in step.beginnings:
            begun[beginning] = begun.get(beginning, 0) | bits
    shared: dict[int, int] = {}  # synonyms begin the same steps
    return {beginning: shared.setdefault(bits, bits) for beginning, bits in begun.items()}
