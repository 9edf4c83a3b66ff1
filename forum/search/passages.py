"""The passage of a text that a search found, with its matches marked. Pure; never HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .grammar import Term
from .synonyms import roots
from .words import STOPWORDS, WORD, fold, root

WIDTH = 240
LEAD = 70  # what is shown before the first match, so that it stands in its sentence
BLANK, LAST_BLANK = re.compile(r"\s+"), re.compile(r"\s+\S*\Z")
Run = tuple[str, bool]
Phrase = tuple[str, ...]  # the roots of its words
Match = tuple[int, int, Phrase]  # where it starts, where it ends, what it is of


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words of a query in texts: single words by their root, phrases in a row.

    `phrases` are by the root of their first word. `heads` is what those begin with and the rest of
    the word; it is found inside longer words, too, because a pattern that begins with plain letters
    is searched for much faster.
    """

    heads: re.Pattern[str] | None
    phrases: Mapping[str, Sequence[Phrase]]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Marker:
        """Return the marker for `terms`."""
        phrases: dict[str, list[Phrase]] = {}
        for term in terms:
            words = [fold(word) for word in term.words]
            apart = [roots([word]) for word in words if word not in STOPWORDS]
            found = apart if term.apart else [roots(words)]
            for phrase in found:
                others = phrases.setdefault(phrase[0], [])
                if phrase not in others:
                    others.append(phrase)
        heads = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
        return cls(re.compile(rf"(?:{heads})[^\W_]*") if heads else None, phrases)

    def matches(self, text: str) -> list[Match]:
        """Return each match in `text`, in order; one that begins inside another is left out."""
        found: list[Match] = []
        if self.heads is None:
            return found
        folded = fold(text)
        end = 0
        for head in self.heads.finditer(folded):
            start, stop = head.span()
            if start < end or (start and (folded[start - 1].isalnum() or folded[start - 1] == "_")):
                continue
            for phrase in self.phrases.get(root(head[0]), ()):
                if last := _in_a_row(folded, stop, phrase) if len(phrase) > 1 else stop:
                    end = max(end, last)
                    found.append((start, last, phrase))
        return found

    def passage(self, text: str, width: int = WIDTH) -> tuple[Run, ...]:
        """Return about `width` characters of `text`, where most of what was looked for is together.

        As runs of text, each with whether it is a match; without a match the beginning of the text.
        """
        found = self.matches(text)
        if not found:
            return _runs(text, 0, _word_end(text, width), [])
        first, last = _densest(found, width - LEAD) if len(found) > 1 else (0, 0)
        start = _word_start(text, found[first][0] - LEAD)
        stop = max(_word_end(text, start + width), found[last][1])
        return _runs(text, start, stop, found[first:])


def _in_a_row(folded: str, end: int, phrase: Phrase) -> int:
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
    seen: dict[Phrase, int] = {}
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
    if place <= 0:
        return 0
    blank = BLANK.search(text, place, place + LEAD // 2)
    return blank.end() if blank else place


def _word_end(text: str, place: int) -> int:
    """Return the end of a word a little before `place`, or `place` in a very long word."""
    if place >= len(text):
        return len(text)
    blank = LAST_BLANK.search(text, max(place - LEAD // 2, 0), place + 1)
    return blank.start() if blank else place


def _runs(text: str, start: int, stop: int, found: Iterable[Match]) -> tuple[Run, ...]:
    runs = [("… ", False)] if start else []
    place = start
    for begin, end, _ in found:
        if begin < place or end > stop:
            continue
        if begin > place:
            runs.append((text[place:begin], False))
        runs.append((text[begin:end], True))
        place = end
    if place < stop:
        runs.append((text[place:stop], False))
    if stop < len(text):
        runs.append((" …", False))
    return tuple(runs)
