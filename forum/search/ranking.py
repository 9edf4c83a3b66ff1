"""In which order threads stand, and which post of each is shown. Pure.

Only a bounded set of matches is ranked (see `candidates`), so ranking knows no statistics of the
whole site but the rarity of the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from .grammar import Sort

# Why a post is a candidate; the bits above these say which groups of words it has.
STRICT = 1  # all groups
TITLE = 2  # all groups in the title
LITERAL = 4  # all groups as they were typed, not by another name
IN_TITLE = 8  # some group in the title
FIRST_GROUP = 16

IN_TITLE_WORTH = 2.0
LITERAL_WORTH = 1.0
SOME_TITLE_WORTH = 0.7
HELPED_WORTH = 0.5
RECENT_WORTH = 0.5
MORE_POSTS_WORTH = 0.25
COVERAGE_WORTH = 4.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that matches. `sort_key` is what the order asks of its thread (see `candidates`)."""

    post_id: int
    thread_id: int
    bits: int
    sort_key: Any


@dataclass(frozen=True, slots=True)
class Ranked:
    """A thread in its place, and the post to show.

    `bits` are those of all its posts; `covered` is how much of what was asked it has, by weight,
    from 0 to 1.
    """

    thread_id: int
    post_id: int
    bits: int
    covered: float
    sort_key: Any

    @property
    def full(self) -> bool:
        """Whether the thread has all that was asked."""
        return self.covered > 1 - 1e-9


def rank(
    candidates: Sequence[Candidate], weights: Sequence[float], newest_id: int, sort: Sort
) -> list[Ranked]:
    """Put the threads of `candidates` in order; by relevance, those that have everything first.

    `weights` are those of the groups, `newest_id` is the id of the newest post of the site.
    """
    threads: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        threads.setdefault(candidate.thread_id, []).append(candidate)
    scored = [_scored(posts, weights, newest_id) for posts in threads.values()]
    if sort is Sort.RELEVANCE:
        scored.sort(key=lambda pair: (not pair[1].full, -pair[0], -pair[1].thread_id))
    else:
        scored.sort(key=lambda pair: (pair[1].sort_key, pair[1].thread_id), reverse=True)
    return [ranked for _, ranked in scored]


def _scored(
    posts: Sequence[Candidate], weights: Sequence[float], newest_id: int
) -> tuple[float, Ranked]:
    bits = 0
    for post in posts:
        bits |= post.bits
    total = sum(weights) or 1.0
    covered = 1.0 if bits & STRICT else _weight(bits, weights) / total
    score = COVERAGE_WORTH * covered
    score += IN_TITLE_WORTH if bits & TITLE else SOME_TITLE_WORTH if bits & IN_TITLE else 0.0
    score += LITERAL_WORTH if bits & LITERAL else 0.0
    key = max(post.sort_key for post in posts)
    score += HELPED_WORTH if key else 0.0
    score += RECENT_WORTH * max(post.post_id for post in posts) / max(newest_id, 1)
    score += MORE_POSTS_WORTH * min(log2(len(posts)), 2.0)
    best = max(posts, key=lambda post: (_worth(post.bits, weights), -post.post_id))
    return score, Ranked(best.thread_id, best.post_id, bits, covered, key)


def _worth(bits: int, weights: Sequence[float]) -> tuple[bool, bool, float]:
    return bool(bits & LITERAL), bool(bits & STRICT), _weight(bits, weights)


def _weight(bits: int, weights: Sequence[float]) -> float:
    groups = bits // FIRST_GROUP
    return sum(weight for place, weight in enumerate(weights) if groups >> place & 1)
