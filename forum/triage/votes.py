"""How much something speaks for each level, as one whole number.

The weights for the levels lie side by side in it, `LANE` bits each, and above them a number of
its own. So a vote takes little memory, no two are equal, and one `sum` counts many at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from .model import Level

LANE = 32  # bits: room for the sum of 2**16 weights below 2**15
_HALF = 1 << LANE - 1
_LEVELS = range(len(Level))


def vote(number: int, weights: Sequence[int]) -> int:
    """Return the vote with this number, the only one to have it, and these weights."""
    lanes = (*weights, number)
    return sum(weight << LANE * place for place, weight in enumerate(lanes))


def weights(votes: int) -> list[int]:
    """Return the weight of a vote, or of a sum of votes, for each level."""
    found = []
    for _ in _LEVELS:
        weight = (votes + _HALF) % (2 * _HALF) - _HALF
        found.append(weight)
        votes = votes - weight >> LANE
    return found
