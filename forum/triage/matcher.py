"""Finds every phrase of the lexicon in a post.

A phrase is a row of steps. Two passes, both of them shifts of whole numbers whose bits stand for
many things at once:

1. The sieve runs once over the words with a bit for each step of each phrase: it keeps, sentence
   by sentence, the phrases whose steps all begin in order, however far apart (the Shift-And
   method: Baeza-Yates and Gonnet, "A new approach to text searching", CACM 35, 1992).
2. Only those are then tried exactly, with a bit for each word of the post: first from all words
   at once, then from each word at which the phrase may begin, for the longest match there.

Each pass is linear in the length of the post.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .phrases import GAPS, Element
from .text import END

Row = tuple[str, ...]
Classes = Mapping[str, Sequence[Row]]
Spans = Mapping[int, Sequence[tuple[str, int]]]
Pattern = tuple["str | Step", ...]
Steps = tuple[tuple["Step", bool], ...]


@dataclass(slots=True, eq=False)
class Step:
    """One of `words`, `rows` of words or `patterns`; or up to `gap` words whatever they are.

    A pattern is a row with classes or gaps in it. Both are filed by how they begin: by their
    first two words ("lower leg"), or by the first where something else comes second.
    `beginnings` are all these, and the words.
    """

    words: frozenset[str] = frozenset()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    patterns: Mapping[str, Sequence[Pattern]] = field(default_factory=dict)
    gap: int = 0
    beginnings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        longer = self.rows.keys() | self.patterns.keys()
        self.beginnings = self.words | longer if longer else self.words


@dataclass(slots=True, eq=False)
class Phrase:
    """Steps in order, and whether each may be left out."""

    name: str
    steps: Steps

    @property
    def needed(self) -> Iterator[Step]:
        """Yield the steps that must be there."""
        return (step for step, optional in self.steps if not (optional or step.gap))


class Matcher:
    """Phrases under names. `classes` gives the rows of words that each `<class>` stands for."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._shared: dict[object, Step] = {}
        self._phrases: list[Phrase] = []
        self._sieve: _Sieve | None = None

    def add(self, name: str, elements: Iterable[Element]) -> None:
        """Make `elements` a phrase for `name`."""
        steps = tuple((self._step(element), element.optional) for element in elements)
        self._phrases.append(Phrase(name, steps))
        self._sieve = None

    def _step(self, element: Element) -> Step:
        return self._gap(element.gap) if element.gap else self._choice(element.options)

    def _gap(self, words: int) -> Step:
        return self._shared.setdefault(words, Step(gap=words))

    def _choice(self, options: Iterable[Row]) -> Step:
        options = frozenset(self._flat(options))
        if options not in self._shared:
            self._shared[options] = self._filed(options)
        return self._shared[options]

    def _flat(self, options: Iterable[Row]) -> Iterator[Row]:
        """Yield the members of classes that stand alone, instead of the classes."""
        for row in options:
            if len(row) == 1 and row[0] in self._classes:
                yield from self._flat(self._classes[row[0]])
            else:
                yield row

    def _filed(self, options: Iterable[Row]) -> Step:
        words: list[str] = []
        rows: dict[str, list[Row]] = {}
        patterns: dict[str, list[Pattern]] = {}
        for row in options:
            if len(row) == 1:
                words += row
            elif any(word[0] in "<." for word in row):
                pattern = tuple(map(self._part, row))
                for beginning in _beginnings(pattern):
                    patterns.setdefault(beginning, []).append(pattern)
            else:
                rows.setdefault(f"{row[0]} {row[1]}", []).append(row)
        return Step(frozenset(words), rows, patterns)

    def _part(self, word: str) -> str | Step:
        if word in GAPS:
            return self._gap(GAPS[word])
        return self._choice([(word,)]) if word[0] == "<" else word

    def find(
        self, words: Sequence[str], breaks: Sequence[int], spans: Spans
    ) -> Iterator[tuple[str, int, int]]:
        """Yield (name, first word, word after the last), the longest match at each start.

        `spans` gives, for a word, the classes that begin there and the word after each.
        """
        if self._sieve is None:
            self._sieve = _Sieve.of(self._phrases)
            self._shared.clear()  # is large, and serves only `add`
        post = _Post.of(words, breaks, spans)
        longest: dict[tuple[int, str], int] = {}
        for phrase, places in self._sieve.sift(words, breaks, spans).items():
            post.follow(phrase, places, longest)
        for (start, name), end in sorted(longest.items()):
            yield name, start, end


def _beginnings(pattern: Pattern) -> Iterable[str]:
    first, second = pattern[:2]
    if isinstance(first, Step):
        return first.beginnings
    return [f"{first} {second}" if isinstance(second, str) else first]


@dataclass(frozen=True, slots=True)
class _Sieve:
    """A bit for each needed step: those that a word may begin, the first and last of phrases."""

    begun: Mapping[str, int]
    firsts: int
    lasts: int
    phrases: Mapping[int, Phrase]  # by the bit length of the last

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> _Sieve:
        places: dict[Step, int] = {}
        firsts = lasts = 0
        bit = 1
        ending: dict[int, Phrase] = {}
        for phrase in phrases:
            firsts |= bit
            for step in phrase.needed:
                places[step] = places.get(step, 0) | bit
                bit <<= 1
            lasts |= bit >> 1
            ending[lasts.bit_length()] = phrase
        begun: dict[str, int] = {}
        for step, bits in places.items():
            for beginning in step.beginnings:
                begun[beginning] = begun.get(beginning, 0) | bits
        shared: dict[int, int] = {}  # synonyms begin the same steps
        begun = {beginning: shared.setdefault(bits, bits) for beginning, bits in begun.items()}
        return cls(begun, firsts, lasts, ending)

    def sift(self, words: Sequence[str], breaks: Sequence[int], spans: Spans) -> dict[Phrase, int]:
        """Return the phrases that may be there, and the places of the sentences they may be in."""
        kept: dict[Phrase, int] = {}
        reached = first = held = 0
        for at, word in enumerate(words):
            if breaks[at] == END and at >= held:
                self._keep(reached, (1 << at) - (1 << first), kept)
                reached, first = 0, at
            begun = self.begun.get(word, 0)
            if at + 1 < len(words):
                begun |= self.begun.get(f"{word} {words[at + 1]}", 0)
            for name, end in spans.get(at, ()):
                begun |= self.begun.get(name, 0)
                held = max(held, end)  # a quantity may reach into the next sentence
            reached |= (reached << 1 | self.firsts) & begun
        self._keep(reached, (1 << len(words)) - (1 << first), kept)
        return kept

    def _keep(self, reached: int, places: int, kept: dict[Phrase, int]) -> None:
        whole = reached & self.lasts
        while whole:
            last = whole.bit_length()
            whole ^= 1 << (last - 1)
            phrase = self.phrases[last]
            kept[phrase] = kept.get(phrase, 0) | places


@dataclass(slots=True)
class _Seen:
    """Where a step starts in a post: everywhere, by its length in words, and as a pattern."""

    starts: int
    lengths: dict[int, int]
    patterns: dict[Pattern, int]


@dataclass(slots=True)
class _Post:
    """A post's words as bits: where each stands, and where sentences begin."""

    places: dict[str, int]
    beginnings: frozenset[str]  # the words, the pairs of words and the quantities
    spans: dict[str, list[tuple[int, int]]]
    inside: int  # all but the first words of sentences, which a phrase cannot step over
    seen: dict[Step, _Seen] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Sequence[str], breaks: Sequence[int], spans: Spans) -> _Post:
        places: dict[str, int] = {}
        for at, word in enumerate(words):
            places[word] = places.get(word, 0) | 1 << at
        named: dict[str, list[tuple[int, int]]] = {}
        for at, found in spans.items():
            for name, end in found:
                named.setdefault(name, []).append((end - at, 1 << at))
        pairs = map(" ".join, pairwise(words))
        inside = sum(1 << at for at, kind in enumerate(breaks) if kind != END)
        return cls(places, frozenset([*places, *named, *pairs]), named, inside)

    def follow(self, phrase: Phrase, places: int, longest: dict[tuple[int, str], int]) -> None:
        """Note the longest match of a phrase from each of the places at which it begins."""
        starts = places & self._starts(phrase)
        if starts & (starts - 1) and not self.reach(phrase.steps, starts):
            return
        while starts:
            first = starts & -starts
            starts ^= first
            ends = self.reach(phrase.steps, first)
            if ends:
                key = first.bit_length() - 1, phrase.name
                longest[key] = max(longest.get(key, 0), ends.bit_length() - 1)

    def _starts(self, phrase: Phrase) -> int:
        """Return the places at which a step begins that may be the first."""
        starts = 0
        for step, optional in phrase.steps:
            starts |= (self.seen.get(step) or self._see(step)).starts
            if not optional:
                break
        return starts

    def reach(self, steps: Steps, fresh: int) -> int:
        """Return where the steps may end that begin at the places `fresh`."""
        moved = 0
        for step, optional in steps:
            if step.gap:
                moved, fresh = self._skip(moved | fresh, step.gap), 0
                continue
            ends = self._take(step, fresh | (moved & self.inside))
            if optional:
                moved |= ends
            elif ends:
                moved, fresh = ends, 0
            else:
                return 0
        return moved

    def _take(self, step: Step, places: int) -> int:
        seen = self.seen.get(step) or self._see(step)
        places &= seen.starts
        if not places:
            return 0
        ends = 0
        for length, starts in seen.lengths.items():
            ends |= (places & starts) << length
        for pattern, starts in seen.patterns.items():
            ends |= self._walk(pattern, places & starts)
        return ends

    def _walk(self, pattern: Pattern, places: int) -> int:
        ends = places
        for number, part in enumerate(pattern):
            places = ends & self.inside if number else ends
            if isinstance(part, str):
                ends = (places & self.places.get(part, 0)) << 1
            elif part.gap:
                ends = self._skip(ends, part.gap)
            else:
                ends = self._take(part, places)
            if not ends:
                break
        return ends

    def _skip(self, places: int, most: int) -> int:
        for _ in range(most):
            places |= (places & self.inside) << 1
        return places

    def _see(self, step: Step) -> _Seen:
        """Find out where a step stands in the post, and keep it."""
        starts = 0
        lengths: dict[int, int] = {}
        patterns: dict[Pattern, int] = {}
        for beginning in step.beginnings & self.beginnings:
            if beginning in step.words:
                for length, at in self.spans.get(beginning) or ((1, self.places[beginning]),):
                    lengths[length] = lengths.get(length, 0) | at
            for row in step.rows.get(beginning, ()):
                lengths[len(row)] = lengths.get(len(row), 0) | self._stands(row)
            for pattern in step.patterns.get(beginning, ()):
                patterns[pattern] = self._opens(pattern)
        for at in (*lengths.values(), *patterns.values()):
            starts |= at
        seen = self.seen[step] = _Seen(starts, lengths, patterns)
        return seen

    def _stands(self, row: Row) -> int:
        """Return where a row of words starts."""
        starts = self.places[row[0]]
        for number, word in enumerate(row[1:], start=1):
            starts &= (self.places.get(word, 0) & self.inside) >> number
        return starts

    def _opens(self, pattern: Pattern) -> int:
        """Return where the first part of a pattern starts."""
        first = pattern[0]
        return (
            self.places[first]
            if isinstance(first, str)
            else (self.seen.get(first) or self._see(first)).starts
        )
