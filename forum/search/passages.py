"""The passage of a text that a search found, with its matches marked. Pure; never HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .grammar import Term
from .synonyms import roots
from .words import STOPWORDS, WORD, fold, root

WIDTH = 240
LEAD = 70  # what is shown before the first match, so that it stands in its sentence
BLANK, BEFORE_LAST_BLANK = re.compile(r"\s+"), re.compile(r"(?s:.*\S)?(?=\s)")
Run = tuple[str, bool]
Phrase = tuple[str, ...]  # the roots of its words
Match = tuple[int, int, Phrase]  # where it starts, where it ends, what it is of


class Marker:
    """Finds the words of a query in texts: single words by their root, phrases in a row."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._phrases: dict[str, dict[Phrase, None]] = {}  # by the root of their first word
        for term in terms:
            words = [fold(word) for word in term.words]
            apart = [roots([word]) for word in words if word not in STOPWORDS]
            for phrase in apart if term.apart else [roots(words)]:
                self._phrases.setdefault(phrase[0], {})[phrase] = None

    def matches(self, text: str) -> list[Match]:
        """Return each match in `text`, in order; one that begins inside another is left out."""
        folded = fold(text)
        found: list[Match] = []
        for head, phrases in self._phrases.items():
            start = folded.find(head)
            while start >= 0:  # much sooner done than looking at every word
                word = None if _is_inside(folded, start) else WORD.match(folded, start)
                stop = word.end() if word else start + 1
                if word and root(word[0]) == head:
                    found += [
                        (start, end, phrase)
                        for phrase in phrases
                        if (end := _in_a_row(folded, stop, phrase))
                    ]
                start = folded.find(head, stop)
        return found if len(found) < 2 else _apart(found)

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


def _is_inside(folded: str, start: int) -> bool:
    """Say whether a word goes on at `start`."""
    return start > 0 and (folded[start - 1].isalnum() or folded[start - 1] == "_")


def _apart(found: Iterable[Match]) -> list[Match]:
    """Return matches in order, without those that begin inside another."""
    kept: list[Match] = []
    first = end = 0
    for match in sorted(found, key=lambda match: (match[0], -match[1])):
        if match[0] >= end or match[0] == first:
            kept.append(match)
            first, end = match[0], max(end, match[1])
    return kept


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
    before = BEFORE_LAST_BLANK.match(text, max(place - LEAD // 2, 0), place + 1)
    return before.end() if before else place


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
