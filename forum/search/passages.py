"""The passage of a text that a search found, with its matches marked. Pure; never HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .grammar import Term
from .synonyms import roots
from .words import STOPWORDS, WORD, fold, root

WIDTH = 240
LEAD = 70  # what is shown before the first match, so that it stands in its sentence
BLANK = re.compile(r"\s+")
Run = tuple[str, bool]
Match = tuple[int, int, tuple[str, ...]]  # where it starts, where it ends, the roots it is of


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words of a query in texts: single words by their root, phrases in a row.

    `heads` is what their first words begin with and the rest of the word; it is found inside longer
    words, too, because a pattern that begins with plain letters is searched for much faster.
    """

    heads: re.Pattern[str] | None
    phrases: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Marker:
        """Return the marker for `terms`."""
        phrases: set[tuple[str, ...]] = set()
        for term in terms:
            words = [fold(word) for word in term.words]
            if term.apart:
                phrases.update((root(word),) for word in words if word not in STOPWORDS)
            else:
                phrases.add(roots(words))
        heads = sorted({re.escape(phrase[0]) for phrase in phrases}, key=len, reverse=True)
        pattern = re.compile(rf"(?:{'|'.join(heads)})[^\W_]*") if heads else None
        return cls(pattern, frozenset(phrases))

    def matches(self, text: str) -> Iterator[Match]:
        """Give each match in `text`, in order; one that begins inside another is left out."""
        if self.heads is None:
            return
        folded = fold(text)
        end = 0
        for head in self.heads.finditer(folded):
            start = head.start()
            if start < end or (start and (folded[start - 1].isalnum() or folded[start - 1] == "_")):
                continue
            for phrase in self.phrases:
                if phrase[0] == root(head[0]) and (stop := _in_a_row(folded, head.end(), phrase)):
                    end = max(end, stop)
                    yield start, stop, phrase

    def passage(self, text: str, width: int = WIDTH) -> tuple[Run, ...]:
        """Return about `width` characters of `text`, where most of what was looked for is together.

        As runs of text, each with whether it is a match; without a match the beginning of the text.
        """
        found = list(self.matches(text))
        if not found:
            return tuple(_runs(text, 0, _word_end(text, width), []))
        first, last = _densest(found, width - LEAD)
        start = _word_start(text, found[first][0] - LEAD)
        stop = max(_word_end(text, start + width), found[last][1])
        return tuple(_runs(text, start, stop, found[first:]))


def _in_a_row(folded: str, end: int, phrase: tuple[str, ...]) -> int:
    """Return where the rest of `phrase` ends if it follows at `end`, else 0."""
    for wanted in phrase[1:]:
        word = WORD.search(folded, end, end + 60)
        if word is None or root(word[0]) != wanted:
            return 0
        end = word.end()
    return end


def _densest(found: list[Match], width: int) -> tuple[int, int]:
    """Return the first and last of the matches that stand within `width` and say most together."""
    best, chosen = (0, 0), (0, 0)
    seen: dict[tuple[str, ...], int] = {}
    left = 0
    for right, (_, end, phrase) in enumerate(found):
        seen[phrase] = seen.get(phrase, 0) + 1
        while left < right and end - found[left][0] > width:
            gone = found[left][2]
            seen[gone] -= 1
            if not seen[gone]:
                del seen[gone]
            left += 1
        if (worth := (len(seen), right - left)) > best:
            best, chosen = worth, (left, right)
    return chosen


def _word_start(text: str, place: int) -> int:
    """Return the start of a word a little behind `place`, or `place` in a very long word."""
    blank = BLANK.search(text, max(place, 0), place + LEAD // 2) if place > 0 else None
    return blank.end() if blank else max(place, 0)


def _word_end(text: str, place: int) -> int:
    """Return the end of a word a little before `place`, or `place` in a very long word."""
    if place >= len(text):
        return len(text)
    blanks = [blank.start() for blank in BLANK.finditer(text, place - LEAD // 2, place + 1)]
    return blanks[-1] if blanks else place


def _runs(text: str, start: int, stop: int, found: list[Match]) -> Iterator[Run]:
    if start:
        yield "… ", False
    place = start
    for begin, end, _ in found:
        if begin < place or end > stop:
            continue
        if begin > place:
            yield text[place:begin], False
        yield text[begin:end], True
        place = end
    if place < stop:
        yield text[place:stop], False
    if stop < len(text):
        yield " …", False
