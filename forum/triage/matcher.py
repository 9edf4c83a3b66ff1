"""Finds every phrase of the lexicon in a post.

A phrase is a row of steps, each a choice of units: words, rows of words ("lower leg") and
quantities (`steps.py`). A post is read in three passes:

1. Rows of words are looked up by their first two words, and join the quantities: from here on
   both are spans, things that begin at a word and end after another.
2. Phrases of one step are looked up, unit by unit.
3. Sentence by sentence a sieve keeps the phrases whose steps may all be there in order
   (`sieve.py`). Only those are tried exactly (`sentence.py`).

Each pass is linear in the length of the post.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from sys import intern

from .phrases import Element
from .sentence import Sentence
from .sieve import Sieve, Spans
from .steps import Classes, Phrase, Workshop
from .text import END

Longest = dict[int, dict[str, int]]  # where each phrase ends, by its first word and its name


class Matcher:
    """Phrases under names. `classes` gives the rows of words that each `<class>` stands for."""

    def __init__(self, classes: Classes) -> None:
        self._workshop = Workshop(classes)
        self._alone: dict[str, tuple[str, ...]] = {}  # the names of a unit that is a phrase
        self._rows: dict[tuple[str, ...], tuple[str, ...]] = {}  # by the first three words or two
        self._phrases: list[Phrase] = []
        self._sieve: Sieve | None = None

    def add(self, name: str, elements: Iterable[Element]) -> None:
        """Make `elements` a phrase for `name`."""
        for steps in self._workshop.steps(elements):
            units, _, gap = steps[0]
            if len(steps) > 1 or gap:
                self._phrases.append(Phrase(name, steps))
                continue
            for unit in units:
                names = self._alone.get(unit, ())
                self._alone[unit] = names if name in names else (*names, name)
        self._sieve = None

    def find(
        self, words: Sequence[str], breaks: Sequence[int], spans: Spans
    ) -> Iterator[tuple[str, int, int]]:
        """Yield (name, first word, word after the last), the longest match at each start.

        `spans` gives, for a word, the quantities that begin there and the word after each.
        """
        sieve = self._sieve or self.prepare()
        sentences = _sentences(breaks, spans)
        spans = self._with_rows(words, breaks, spans)
        longest = self._of_spans(spans)
        steps = sieve.steps(words, spans)
        for first, after in sentences:
            phrases = sieve.sift(steps[first:after])
            if phrases:
                _note_all(longest, phrases, Sentence.of(words, breaks, spans, first, after))
        alone = self._alone
        for at, word in enumerate(words):
            if at in longest:
                ends = longest[at]
                for name in alone.get(word, ()):
                    ends.setdefault(name, at + 1)
                for name in sorted(ends) if len(ends) > 1 else ends:
                    yield name, at, ends[name]
            elif word in alone:
                for name in alone[word]:
                    yield name, at, at + 1

    def prepare(self) -> Sieve:
        """Make what finds phrases, once all have been added and before anyone else looks."""
        choices = {units for phrase in self._phrases for units, _, _ in phrase.steps}
        self._rows.clear()
        for unit in sorted(frozenset(self._alone).union(*choices)):
            if " " in unit:
                begin = tuple(map(intern, unit.split(" ")[:3]))
                self._rows[begin] = (*self._rows.get(begin, ()), unit)
        self._alone = {unit: tuple(sorted(names)) for unit, names in self._alone.items()}
        self._sieve = Sieve.of(self._phrases)
        self._workshop.clear()
        return self._sieve

    def _with_rows(self, words: Sequence[str], breaks: Sequence[int], spans: Spans) -> Spans:
        """Return the spans and, beside them, the rows of words that stand within a sentence."""
        found = {at: list(here) for at, here in spans.items()}
        rows = self._rows
        begins = chain(
            enumerate(pairwise(words)), enumerate(zip(words, words[1:], words[2:], strict=False))
        )
        for at, begin in begins:
            if begin in rows:
                for row in rows[begin]:
                    end = at + row.count(" ") + 1
                    if END not in breaks[at + 1 : end] and " ".join(words[at:end]) == row:
                        found.setdefault(at, []).append((row, end))
        return found

    def _of_spans(self, spans: Spans) -> Longest:
        """Return the phrases of one step that are quantities or rows of words."""
        longest: Longest = {}
        for at, found in spans.items():
            for unit, end in found:
                for name in self._alone.get(unit, ()):
                    _note(longest, at, name, end)
        return longest


def _note_all(longest: Longest, phrases: Iterable[Phrase], sentence: Sentence) -> None:
    for phrase in phrases:
        for start, end in sentence.longest(phrase.steps):
            _note(longest, start, phrase.name, end)


def _note(longest: Longest, start: int, name: str, end: int) -> None:
    ends = longest.setdefault(start, {})
    if end > ends.get(name, 0):
        ends[name] = end


def _sentences(breaks: Sequence[int], spans: Spans) -> list[tuple[int, int]]:
    """Return the bounds of sentences, as one where a quantity reaches from one into the next."""
    inside = {
        at for start, found in spans.items() for _, end in found for at in range(start + 1, end)
    }
    firsts = [at for at, kind in enumerate(breaks) if at and kind == END and at not in inside]
    return list(pairwise([0, *firsts, len(breaks)]))
