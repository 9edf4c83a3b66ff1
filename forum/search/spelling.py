"""Which word of the site someone meant by a word that is not on it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
TWO_SLIPS_FROM = 7


def nearest(typed: str, candidates: Iterable[tuple[str, int]]) -> str | None:
    """Return the candidate nearest to `typed`, of equally near ones the most used, or `None`.

    `candidates` are words with the number of posts they are in. One slip is forgiven, two in words
    of `TWO_SLIPS_FROM` letters or more; a number is never a slip.
    """
    most = slips_forgiven(typed)
    if not most:
        return None
    best: tuple[int, int, str] | None = None
    letters = set(typed)
    for word, posts in candidates:
        if best:  # then fewer slips count, or as many in a word that is used more
            most = best[0] if (-posts, word) < best[1:] else best[0] - 1
        if abs(len(word) - len(typed)) > most or len(letters.symmetric_difference(word)) > 2 * most:
            continue
        slips = distance(typed, word)
        if slips <= most:
            best = (slips, -posts, word)
    return best and best[2]


def slips_forgiven(typed: str) -> int:
    """Return how many slips a word of this length may have."""
    if len(typed) < SHORTEST or not typed.isalpha():
        return 0
    return 2 if len(typed) >= TWO_SLIPS_FROM else 1


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap with the next to get to the other.

    The "optimal string alignment" distance: no piece of the word is touched twice.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
