"""Finds every phrase of the lexicon in a post.

A phrase is a row of steps. Phrases of one step are looked up, word by word. The others go through
two passes, both of them shifts of whole numbers whose bits stand for many things at once:

1. The sieve runs once over the words with a bit for each step of each phrase: it keeps, sentence
   by sentence, the phrases whose steps all begin in order (the Shift-And method: Baeza-Yates and
   Gonnet, "A new approach to text searching", CACM 35, 1992).
2. Only those are then tried exactly, with a bit for each word of the post: first from all words
   at once, then from each word at which the phrase may begin, for the longest match there.

Each pass is linear in the length of the post.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .phrases import Element
from .sieve import Sieve, Spans
from .steps import Classes, Pattern, Phrase, Row, Step, Steps, Workshop
from .text import END

Longest = list[dict[str, int]]  # where each phrase ends, by its name, for each first word


class Matcher:
    """Phrases under names. `classes` gives the rows of words that each `<class>` stands for."""

    def __init__(self, classes: Classes) -> None:
        self._workshop = Workshop(classes)
        self._alone: dict[str, list[tuple[str, Row]]] = {}
        self._phrases: list[Phrase] = []
        self._sieve: Sieve | None = None

    def add(self, name: str, elements: Iterable[Element]) -> None:
        """Make `elements` a phrase for `name`."""
        steps = tuple((self._workshop.step(element), element.optional) for element in elements)
        if len(steps) == 1 and not steps[0][0].patterns:
            self._file(name, steps[0][0])
        else:
            self._phrases.append(Phrase(name, steps))
        self._sieve = None

    def _file(self, name: str, step: Step) -> None:
        """File the rows of a phrase of one step by how they begin."""
        for word in (*step.words, *step.quantities):
            self._alone.setdefault(word, []).append((name, (word,)))
        for beginning, rows in step.rows.items():
            self._alone.setdefault(beginning, []).extend((name, row) for row in rows)

    def find(
        self, words: Sequence[str], breaks: Sequence[int], spans: Spans
    ) -> Iterator[tuple[str, int, int]]:
        """Yield (name, first word, word after the last), the longest match at each start.

        `spans` gives, for a word, the classes that begin there and the word after each.
        """
        if self._sieve is None:
            self._sieve = Sieve.of(self._phrases)
            self._workshop.clear()
        pairs = _pairs(words, breaks)
        longest: Longest = [{} for _ in words]
        self._look_up(words, pairs, breaks, spans, longest)
        post = _Post.of(words, pairs, breaks, spans)
        for phrase, places in self._sieve.sift(words, pairs, breaks, spans).items():
            post.follow(phrase, places, longest)
        for start, ends in enumerate(longest):
            for name in sorted(ends):
                yield name, start, ends[name]

    def _look_up(
        self,
        words: Sequence[str],
        pairs: Sequence[str],
        breaks: Sequence[int],
        spans: Spans,
        longest: Longest,
    ) -> None:
        """Note the phrases of one step."""
        alone = self._alone
        for at, (word, pair) in enumerate(zip(words, pairs, strict=True)):
            here = longest[at]
            for name, _ in alone.get(word, ()):
                here[name] = at + 1
            for name, row in alone.get(pair, ()):
                if len(row) == 2 or _stands(row, at, words, breaks):
                    here[name] = max(here.get(name, 0), at + len(row))
            for quantity, end in spans.get(at, ()):
                for name, _ in alone.get(quantity, ()):
                    here[name] = max(here.get(name, 0), end)


def _pairs(words: Sequence[str], breaks: Sequence[int]) -> list[str]:
    """Return each word with the next of its sentence."""
    following = [word if kind != END else "" for word, kind in zip(words, breaks, strict=True)]
    following.append("")
    return [f"{word} {after}" for word, after in zip(words, following[1:], strict=True)]


def _stands(row: Row, at: int, words: Sequence[str], breaks: Sequence[int]) -> bool:
    """Say whether a row of words stands at a place, within a sentence."""
    end = at + len(row)
    return tuple(words[at:end]) == row and END not in breaks[at + 1 : end]


class _Seen(NamedTuple):
    """Where a step starts in a post: everywhere, by its length in words, and as a pattern.

    `length` is that of all starts if it is the same, else 0.
    """

    starts: int
    length: int
    lengths: Collection[tuple[int, int]]
    patterns: Collection[tuple[Pattern, int]] = ()


@dataclass(slots=True)
class _Post:
    """A post's words as bits: where each stands, and where sentences begin."""

    where: Mapping[str, int]
    words: frozenset[str]
    leads: frozenset[str]  # the words, the pairs of words and the quantities
    spans: Mapping[str, Mapping[int, int]]  # where quantities begin, by their length in words
    inside: int  # all but the first words of sentences, which a phrase cannot step over
    seen: dict[Step, _Seen] = field(default_factory=dict)

    @classmethod
    def of(
        cls, words: Sequence[str], pairs: Sequence[str], breaks: Sequence[int], spans: Spans
    ) -> _Post:
        where: dict[str, int] = {}
        for at, word in enumerate(words):
            where[word] = where.get(word, 0) | 1 << at
        named: dict[str, dict[int, int]] = {}
        for at, found in spans.items():
            for name, end in found:
                lengths = named.setdefault(name, {})
                lengths[end - at] = lengths.get(end - at, 0) | 1 << at
        firsts = sum(1 << at for at, kind in enumerate(breaks) if kind == END)
        inside = ~firsts & ((1 << len(words)) - 1)
        leads = frozenset([*where, *named, *pairs])
        return cls(where, frozenset(where), leads, named, inside)

    def follow(self, phrase: Phrase, places: int, longest: Longest) -> None:
        """Note the longest match of a phrase from each of the places at which it begins."""
        starts = places & self._starts(phrase)
        if starts & (starts - 1) and not self.reach(phrase.steps, starts):
            return
        while starts:
            first = starts & -starts
            starts ^= first
            ends = self.reach(phrase.steps, first)
            if ends:
                here = longest[first.bit_length() - 1]
                here[phrase.name] = max(here.get(phrase.name, 0), ends.bit_length() - 1)

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
            seen = self.seen.get(step) or self._see(step)
            places = (fresh | moved & self.inside) & seen.starts
            if places:
                ends = places << seen.length if seen.length else self._ends(seen, places)
                moved, fresh = (moved | ends, fresh) if optional else (ends, 0)
            elif not optional:
                return 0
        return moved

    def _ends(self, seen: _Seen, places: int) -> int:
        """Return where a step of several lengths ends that starts at `places`."""
        ends = 0
        for length, starts in seen.lengths:
            ends |= (places & starts) << length
        for pattern, starts in seen.patterns:
            ends |= self._walk(pattern, places & starts)
        return ends

    def _walk(self, pattern: Pattern, places: int) -> int:
        ends = places
        for number, part in enumerate(pattern):
            places = ends & self.inside if number else ends
            if isinstance(part, str):
                ends = (places & self.where.get(part, 0)) << 1
            elif part.gap:
                ends = self._skip(ends, part.gap)
            else:
                ends = self._ends(self.seen.get(part) or self._see(part), places)
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
        for word in step.words & self.words:
            starts |= self.where[word]
        plain = step.plain
        seen = _Seen(starts, 1, ((1, starts),)) if plain else self._see_more(step, starts)
        self.seen[step] = seen
        return seen

    def _see_more(self, step: Step, starts: int) -> _Seen:
        """Find out where quantities, rows and patterns stand; `starts` is where words do."""
        lengths = {1: starts} if starts else {}
        for quantity in step.quantities:
            for length, at in self.spans.get(quantity, {}).items():
                lengths[length] = lengths.get(length, 0) | at
        patterns: list[tuple[Pattern, int]] = []
        for lead in step.leads & self.leads:
            for row in step.rows.get(lead, ()):
                if at := self._stands(row):
                    lengths[len(row)] = lengths.get(len(row), 0) | at
            patterns += [(pattern, self._opens(pattern)) for pattern in step.patterns.get(lead, ())]
        for _, at in (*lengths.items(), *patterns):
            starts |= at
        only = 0 if patterns or len(lengths) != 1 else next(iter(lengths))
        return _Seen(starts, only, lengths.items(), patterns)

    def _stands(self, row: Row) -> int:
        """Return where a row of words starts."""
        starts = self.where[row[0]]
        for number, word in enumerate(row[1:], start=1):
            starts &= (self.where.get(word, 0) & self.inside) >> number
        return starts

    def _opens(self, pattern: Pattern) -> int:
        """Return where the first part of a pattern starts."""
        first = pattern[0]
        return (
            self.where[first]
            if isinstance(first, str)
            else (self.seen.get(first) or self._see(first)).starts
        )
