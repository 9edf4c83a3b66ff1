"""How much something speaks for each level, as one whole number.

The weights for the levels lie side by side in it, `LANE` bits each, and above them a number of
its own. So a vote takes little memory, no two are equal, and one `sum` counts many at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from .model import Level

LANE = 32  # bits: room for the sum of 2**16 weights below 2**15
_HALF = 1 << LANE - 1
_WHOLE = (1 << LANE) - 1
_LEVELS = range(len(Level))
_HALVES = sum(_HALF << LANE * level for level in _LEVELS)  # makes every weight a positive number


def vote(number: int, by_level: Sequence[int]) -> int:
    """Return the vote with this number, the only one to have it, and these weights."""
    lanes = number
    for share in reversed(by_level):
        lanes = (lanes << LANE) + share
    return lanes


def weights(votes: int) -> list[int]:
    """Return the weight that a vote, or a sum of votes, has for each level."""
    lanes = votes + _HALVES
    return [(lanes >> LANE * level & _WHOLE) - _HALF for level in _LEVELS]


def lead(votes: int, level: int, other: int) -> int:
    """Return by how much more a vote speaks for one level than for another, 0 being `none`."""
    lanes = votes + _HALVES
    return (lanes >> LANE * level & _WHOLE) - (lanes >> LANE * other & _WHOLE)
