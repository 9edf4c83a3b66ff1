"""In which order threads stand, and which post of each is shown. Pure.

Only a bounded set of matches is ranked (see `candidates`), so ranking knows no statistics of the
whole site but the rarity of the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import itemgetter, or_
from typing import Any, NamedTuple

from .grammar import Sort

# Why a post is a candidate; the bits above these say which groups of words it has.
STRICT = 1  # all groups
TITLE = 2  # all groups in the title
LITERAL = 4  # all groups as they were typed, not by another name
IN_TITLE = 8  # some group in the title
FIRST_GROUP = 16
_EVERYTHING = STRICT | TITLE | LITERAL  # each says of a post that it has all groups

IN_TITLE_WORTH = 2.0
LITERAL_WORTH = 1.0
SOME_TITLE_WORTH = 0.7
HELPED_WORTH = 0.5
RECENT_WORTH = 0.5
MORE_POSTS_WORTH = 0.15
MORE_POSTS_COUNTED = 3
COVERAGE_WORTH = 4.0
FULL_WORTH = 100.0  # more than all others together
# A post that matches: its id, its thread, why it does (the bits above), and what the order asks of
# its thread (see `candidates`). There are hundreds of them, so they have no class.
Candidate = tuple[int, int, int, Any]
_THREAD, _KEY = 1, 5  # places in a row of `Ranked`


class Ranked(NamedTuple):
    """A thread in its place, and the post to show.

    `bits` are those of all its posts, and `covered` is how much of what was asked for they have, by
    weight, from 0 to 1. By relevance threads stand in the order of their fields, highest first; no
    two have the same `thread_id`.
    """

    score: float
    thread_id: int
    post_id: int
    bits: int
    covered: float
    sort_key: Any


def rank(
    candidates: Sequence[Candidate],
    weights: Sequence[float],
    newest_id: int,
    sort: Sort,
    most: int | None = None,
) -> list[Ranked]:
    """Put the threads of `candidates` in order; by relevance, those that have everything first.

    `weights` are those of the groups, `newest_id` is the id of the newest post of the site; `most`
    is how many threads are wanted, all by default.
    """
    worths = _Worths(weights)
    recent = RECENT_WORTH / max(newest_id, 1)
    threads: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        threads.setdefault(candidate[1], []).append(candidate)
    ranked = []
    for thread_id, posts in threads.items():
        if len(posts) == 1:
            ((shown, _, bits, key),) = posts
            more = recent * shown
        else:
            shown, newest, bits, key = _together(posts, worths)
            more = recent * newest + MORE_POSTS_WORTH * min(len(posts) - 1, MORE_POSTS_COUNTED)
        covered, score = worths[bits]
        score += more + HELPED_WORTH if key else more
        ranked.append((score, thread_id, shown, bits, covered, key))
    ranked.sort(key=None if sort is Sort.RELEVANCE else itemgetter(_KEY, _THREAD), reverse=True)
    return list(map(Ranked._make, ranked[:most]))


class _Worths(dict[int, tuple[float, float]]):
    """By bits: the share of the weight that they stand for, and what they are worth in all.

    There are many posts, and few sets of bits.
    """

    def __init__(self, weights: Sequence[float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, bits: int) -> tuple[float, float]:
        covered = _covered(self._weights, bits)
        score = COVERAGE_WORTH * covered + (FULL_WORTH if covered == 1 else 0.0)
        score += IN_TITLE_WORTH if bits & TITLE else SOME_TITLE_WORTH if bits & IN_TITLE else 0.0
        score += LITERAL_WORTH if bits & LITERAL else 0.0
        self[bits] = covered, score
        return covered, score


def _covered(weights: Sequence[float], bits: int) -> float:
    """Return the share of the weight that the bits stand for; exactly 1 for everything."""
    groups = bits // FIRST_GROUP
    if bits & _EVERYTHING or groups == (1 << len(weights)) - 1:
        return 1.0
    return sum(w for place, w in enumerate(weights) if groups >> place & 1) / sum(weights)


def _together(posts: Sequence[Candidate], worths: _Worths) -> tuple[int, int, int, Any]:
    """Join the posts of one thread: the one to show, the newest one, all bits, the greatest key.

    Shown is the one with the words as they were typed, with most of them, the first such post.
    """
    ids, _, told, keys = zip(*posts, strict=True)
    bits = reduce(or_, told)
    if told.count(bits) == len(told):  # as with one word: then the first post is shown
        return min(ids), max(ids), bits, max(keys)
    *_, shown = max((b & LITERAL, worths[b][0], -id_) for id_, b in zip(ids, told, strict=True))
    return -shown, max(ids), bits, max(keys)
