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
from itertools import pairwise

from .phrases import Element
from .sentence import Sentence
from .sieve import Sieve, Spans
from .steps import Classes, Phrase, Workshop
from .text import END

Longest = list[dict[str, int]]  # where each phrase ends, by its name, for each first word


class Matcher:
    """Phrases under names. `classes` gives the rows of words that each `<class>` stands for."""

    def __init__(self, classes: Classes) -> None:
        self._workshop = Workshop(classes)
        self._alone: dict[str, tuple[str, ...]] = {}  # the names of a unit that is a phrase
        self._rows: dict[str, dict[str, list[tuple[str, int]]]] = {}  # by the first two words
        self._phrases: list[Phrase] = []
        self._sieve: Sieve | None = None

    def add(self, name: str, elements: Iterable[Element]) -> None:
        """Make `elements` a phrase for `name`."""
        for steps in self._workshop.steps(elements):
            if len(steps) > 1 or steps[0].gap:
                self._phrases.append(Phrase(name, steps))
                continue
            for unit in steps[0].units:
                names = self._alone.get(unit, ())
                self._alone[unit] = names if name in names else (*names, name)
        self._sieve = None

    def find(
        self, words: Sequence[str], breaks: Sequence[int], spans: Spans
    ) -> Iterator[tuple[str, int, int]]:
        """Yield (name, first word, word after the last), the longest match at each start.

        `spans` gives, for a word, the quantities that begin there and the word after each.
        """
        sieve = self._sieve or self._prepare()
        sentences = _sentences(breaks, spans)
        spans = self._with_rows(words, breaks, spans)
        longest: Longest = [{} for _ in words]
        self._look_up(words, spans, longest)
        for first, after in sentences:
            phrases = sieve.sift(words, first, after, spans)
            if phrases:
                sentence = Sentence.of(words, breaks, spans, first, after)
                for phrase in phrases:
                    for start, end in sentence.longest(phrase.steps):
                        here = longest[start]
                        here[phrase.name] = max(here.get(phrase.name, 0), end)
        for start, ends in enumerate(longest):
            for name in sorted(ends) if len(ends) > 1 else ends:
                yield name, start, ends[name]

    def _prepare(self) -> Sieve:
        """Make what finds phrases, once all have been added."""
        choices = {step.units for phrase in self._phrases for step in phrase.steps}
        self._rows.clear()
        for unit in sorted(frozenset(self._alone).union(*choices)):
            if " " in unit:
                first, second, *others = unit.split(" ")
                rows = self._rows.setdefault(first, {}).setdefault(second, [])
                rows.append((unit, 2 + len(others)))
        self._sieve = Sieve.of(self._phrases)
        self._workshop.clear()
        return self._sieve

    def _with_rows(self, words: Sequence[str], breaks: Sequence[int], spans: Spans) -> Spans:
        """Return the spans and, beside them, the rows of words that stand within a sentence."""
        found = {at: list(here) for at, here in spans.items()}
        rows = self._rows
        for at, (word, following) in enumerate(pairwise(words)):
            if word in rows and following in rows[word] and breaks[at + 1] != END:
                for row, length in rows[word][following]:
                    end = at + length
                    if length == 2 or (
                        " ".join(words[at:end]) == row and END not in breaks[at + 2 : end]
                    ):
                        found.setdefault(at, []).append((row, end))
        return found

    def _look_up(self, words: Sequence[str], spans: Spans, longest: Longest) -> None:
        """Note the phrases of one step."""
        alone = self._alone
        for at, word in enumerate(words):
            if word in alone:
                longest[at].update(dict.fromkeys(alone[word], at + 1))
        for at, found in spans.items():
            here = longest[at]
            for unit, end in found:
                for name in alone.get(unit, ()):
                    here[name] = max(here.get(name, 0), end)


def _sentences(breaks: Sequence[int], spans: Spans) -> list[tuple[int, int]]:
    """Return the bounds of sentences, as one where a quantity reaches from one into the next."""
    inside = {
        at for start, found in spans.items() for _, end in found for at in range(start + 1, end)
    }
    firsts = [at for at, kind in enumerate(breaks) if at and kind == END and at not in inside]
    return list(pairwise([0, *firsts, len(breaks)]))
