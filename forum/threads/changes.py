"""What each edit of a post changed, word by word. Pure but for the rows that it reads."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .assessing import title_of
from .models import Post, Revision

# How many steps difflib may take at worst for all edits of a post; a tenth of a second takes about
# as many as ten million. Texts could be written that took it minutes.
MOST_STEPS = 20_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: `parts` are runs of text that were `kept`, `removed` or `added`, in order."""

    number: int
    at: datetime
    reason: str
    title: tuple[str, str] | None  # before and after, where the title changed
    parts: tuple[tuple[str, str], ...]


def changes(post: Post, revisions: Sequence[Revision]) -> list[Change]:
    """Return the edits of a post, newest first."""
    last = title_of(post, post.thread) or (revisions[-1].title if revisions else "")
    titles = [*(revision.title for revision in revisions), last]
    texts = [*(revision.source for revision in revisions), post.source]
    steps = MOST_STEPS // max(1, len(revisions))
    return [
        Change(
            number=revision.number,
            at=revision.created_at,
            reason=revision.reason,
            title=(revision.title, after) if revision.title and revision.title != after else None,
            parts=tuple(compare(revision.source, texts[place + 1], steps)),
        )
        for place, (revision, after) in enumerate(zip(revisions, titles[1:], strict=True))
    ][::-1]


def compare(before: str, after: str, steps: int = MOST_STEPS) -> list[tuple[str, str]]:
    """Return the runs of text kept, removed and added between two texts, in reading order.

    Word by word; where that may take more than so many steps line by line, or as a whole.
    """
    for split in (_pieces, _lines):
        old, new = split(before), split(after)
        head = _same(old, new)
        tail = _same(old[head:][::-1], new[head:][::-1])
        middle = old[head : len(old) - tail], new[head : len(new) - tail]
        if _steps(*middle) <= steps:
            runs = _matched(*middle)
            break
    else:
        runs = [("removed", "".join(middle[0])), ("added", "".join(middle[1]))]
    first, last = ("kept", "".join(old[:head])), ("kept", "".join(old[len(old) - tail :]))
    return [run for run in (first, *runs, last) if run[1]]


def _matched(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            runs.append(("kept", "".join(old[i:j])))
        else:
            runs += [("removed", "".join(old[i:j])), ("added", "".join(new[k:m]))]
    return runs


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many pieces two texts begin with alike."""
    pairs = zip(old, new, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _steps(old: list[str], new: list[str]) -> int:
    """Return how many steps difflib takes at most.

    For each match it finds it looks at each piece of one text, and at all that are alike in the
    other.
    """
    there = Counter(new)
    alike = sum(count * there[piece] for piece, count in Counter(old).items())
    return min(len(old), len(new), alike) * (len(old) + alike)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _pieces(text: str) -> list[str]:
    """Split into words, each with the blanks behind it."""
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        start = 0
        for place, character in enumerate(line):
            if character.isspace() and place + 1 < len(line) and not line[place + 1].isspace():
                pieces.append(line[start : place + 1])
                start = place + 1
        pieces.append(line[start:])
    return pieces
