"""How reading a text grows with its length: by the processor's time, which a busy machine keeps."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

LONG, SHORT = 30_000, 7_500  # characters
LEAST = 0.0005  # seconds, below which nothing is told apart
# Four times the text takes four times as long where each piece is read once, sixteen times where
# all that comes before is read again for each.
LINEAR = 8


def grows_evenly(read: Callable[[str], Any], piece: str) -> bool:
    """Say whether reading one piece over and over takes about as long as the text is."""
    long, short = (piece * (length // len(piece)) for length in (LONG, SHORT))
    return _cost(read, long) < LINEAR * max(LEAST, _cost(read, short))


def _cost(read: Callable[[str], Any], text: str) -> float:
    """Return the least of three times, in seconds, without that of looking for garbage.

    How long that takes says how much the tests before have left.
    """
    costs = []
    gc.disable()
    try:
        for _ in range(3):
            started = time.thread_time()
            read(text)
            costs.append(time.thread_time() - started)
    finally:
        gc.enable()
    return min(costs)
