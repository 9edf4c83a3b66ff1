"""What each edit of a post changed, word by word. Pure but for the rows that it reads."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .assessing import title_of
from .models import Post, Revision

# difflib compares every word with every other of two texts; beyond this it goes line by line.
WORDS_COMPARED = 4_000


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
    return [
        Change(
            number=revision.number,
            at=revision.created_at,
            reason=revision.reason,
            title=(revision.title, after) if revision.title and revision.title != after else None,
            parts=tuple(compare(revision.source, texts[place + 1])),
        )
        for place, (revision, after) in enumerate(zip(revisions, titles[1:], strict=True))
    ][::-1]


def compare(before: str, after: str) -> list[tuple[str, str]]:
    """Return the runs of text kept, removed and added between two texts, in reading order."""
    old, new = _pieces(before), _pieces(after)
    if len(old) + len(new) > WORDS_COMPARED:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            runs.append(("kept", "".join(old[i:j])))
            continue
        if j > i:
            runs.append(("removed", "".join(old[i:j])))
        if m > k:
            runs.append(("added", "".join(new[k:m])))
    return runs


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
