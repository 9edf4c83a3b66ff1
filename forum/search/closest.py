"""The passages of the reference articles that are closest to a text.

The articles are few and seldom change, so their passages are kept in memory, in an inverted index
of roots. One small statement before each use says whether an article came, went or changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from math import log, sqrt
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from ..library.passages import passages
from ..permissions import PostKind, ThreadKind, Visibility
from ..reads import Read
from ..richtext import excerpt
from ..threads.models import Post, Thread
from .synonyms import called_also, usually_meant
from .words import DATA, root, tells, tokens

ARTICLES, PASSAGES = 200, 20_000  # at most so many are kept
LONG_ENOUGH = 60  # characters: a line is no passage
SHOWN = 320  # characters
REMEMBERED = 64  # texts: a question that waits for an answer is looked at again and again
FROM_ONE_ARTICLE = 2
WORDS_SHOWN = 4
BODY_WORDS = 40
TITLE_WORTH, SYNONYM_WORTH = 2.0, 0.6
LEAST_SHARED = 2  # words; one is enough where the text has no more
LEAST_COVERED = 0.25  # of what the text's words weigh together
# Said in most questions, whatever they are about.
VAGUE = frozenset(tokens((DATA / "vague.txt").read_text(encoding="utf-8")))
_KEPT = "article passages"


@dataclass(frozen=True, slots=True)
class ClosePassage:
    """A passage of an article, and the words of the text that it has."""

    title: str
    slug: str
    anchor: str
    heading: str
    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PassageIndex:
    """Passages, and in which of them each root stands: (passage, how much it says there)."""

    stamp: list[Any]
    passages: Sequence[ClosePassage]
    postings: dict[str, list[tuple[int, float]]]

    def weight(self, word_root: str) -> float:
        """Return how telling a root is: rare ones more, one that no article has nothing."""
        among = len(self.postings.get(word_root, ()))
        return log(1 + len(self.passages) / among) if among else 0.0


def closest_passages(title: str, body: str = "", limit: int = 3) -> list[ClosePassage]:
    """Return the passages that share most with a text, the closest first; often none."""
    return _closest(_index(), title, body)[:limit]


@lru_cache(maxsize=REMEMBERED)
def _closest(index: PassageIndex, title: str, body: str) -> list[ClosePassage]:
    asked = _asked(title, body)
    weights = {
        asked_root: index.weight(asked_root) * worth for asked_root, (_, worth) in asked.items()
    }
    scores: dict[int, float] = {}
    shared: dict[int, list[str]] = {}
    for asked_root, weight in weights.items():
        for number, frequency in index.postings.get(asked_root, ()):
            scores[number] = scores.get(number, 0.0) + weight * frequency
            shared.setdefault(number, []).append(asked_root)
    least = min(LEAST_SHARED, sum(weight > 0 for weight in weights.values()))
    close = [
        replace(index.passages[number], words=_typed(roots, asked))
        for number in sorted(scores, key=lambda number: (-scores[number], number))
        if len(roots := shared[number]) >= least
        and sum(map(weights.__getitem__, roots)) >= LEAST_COVERED * sum(weights.values())
    ]
    return _spread(close)


def _typed(roots: Sequence[str], asked: Mapping[str, tuple[str, float]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(asked[asked_root][0] for asked_root in roots))[:WORDS_SHOWN]


def _spread(close: Iterable[ClosePassage]) -> list[ClosePassage]:
    """Leave out what comes third from the same article."""
    taken: Counter[str] = Counter()
    kept = []
    for passage in close:
        taken[passage.slug] += 1
        if taken[passage.slug] <= FROM_ONE_ARTICLE:
            kept.append(passage)
    return kept


def _asked(title: str, body: str) -> dict[str, tuple[str, float]]:
    """Return the roots that a text asks for, each with the word as typed and what it is worth."""
    titled = [usually_meant(word) for word in tokens(title)]
    said = Counter(filter(_tells, map(usually_meant, tokens(body))))
    words = [(word, TITLE_WORTH) for word in titled if _tells(word)]
    words += [(word, 1.0) for word, _ in said.most_common(BODY_WORDS)]
    asked: dict[str, tuple[str, float]] = {}
    for word, worth in words:
        asked.setdefault(root(word), (word, worth))
    for typed in [*((word,) for word in titled), *pairwise(titled)]:
        for also in called_also(typed):
            for word in filter(_tells, also):
                asked.setdefault(root(word), (" ".join(typed), TITLE_WORTH * SYNONYM_WORTH))
    return asked


def _tells(word: str) -> bool:
    return word not in VAGUE and tells(word)


def _index() -> PassageIndex:
    stamp = _stamp()
    kept: PassageIndex | None = current_app.extensions.get(_KEPT)
    if kept is None or kept.stamp != stamp:
        kept = current_app.extensions[_KEPT] = build(stamp, _load())
        _closest.cache_clear()  # or what it remembers would hold the old index
    return kept


def build(stamp: list[Any], found: Iterable[ClosePassage]) -> PassageIndex:
    """Return the index of some passages; a heading's words count for what stands under it."""
    kept = list(found)[:PASSAGES]
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, passage in enumerate(kept):
        counted = Counter(map(root, filter(_tells, tokens(passage.text))))
        counted.update({root(w) for w in tokens(f"{passage.heading} {passage.title}") if _tells(w)})
        length = sqrt(30 + sum(counted.values()))
        for word_root, times in counted.items():
            postings.setdefault(word_root, []).append((number, sqrt(times) / length))
    return PassageIndex(stamp, [_shortened(passage) for passage in kept], postings)


def _shortened(passage: ClosePassage) -> ClosePassage:
    return replace(passage, text=excerpt(passage.text, SHOWN))


def _stamp() -> list[Any]:
    (stamp,) = _stamp_read().rows()
    return stamp


@cache
def _stamp_read() -> Read:
    counted = func.count(), func.max(Post.id), func.sum(Post.revisions_count)
    return Read(select(*counted).join(Post.thread).where(*_published_articles()))


def _load() -> Iterable[ClosePassage]:
    """Read what is committed by now, as the stamp did: a session may have begun long before."""
    for title, slug, html in _articles_read().rows():
        for part in passages(html):
            if part.can_be_cited and len(part.text) >= LONG_ENOUGH:
                yield ClosePassage(title, slug, part.anchor, part.heading, part.text)


@cache
def _articles_read() -> Read:
    return Read(
        select(Thread.title, Thread.slug, Post.html)
        .join(Post.thread)
        .where(*_published_articles())
        .order_by(Thread.pinned_position.is_(None), Thread.pinned_position, Thread.id)
        .limit(ARTICLES)
    )


def _published_articles() -> tuple[Any, ...]:
    return (
        Thread.kind == ThreadKind.ARTICLE,
        Thread.visibility == Visibility.PUBLISHED,
        Post.kind == PostKind.ARTICLE,
    )
