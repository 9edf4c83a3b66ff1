"""Counts how often whom asked for what, in this process's memory.

The storage that comes with the library starts a thread for nearly every request that is counted,
and the thread looks at every count there is.
"""

from __future__ import annotations

import time
from threading import Lock

from limits.storage import Storage

SCHEME = "here"
ROOM = 10_000  # counts that may be there before those that are over are swept out


class CountsHere(Storage):
    """How much came under each key, and until when that counts (seconds since 1970)."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  # as the library has it
    base_exceptions = ValueError

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: str) -> None:
        super().__init__(uri, wrap_exceptions)
        self._counts: dict[str, tuple[int, float]] = {}
        self._room = ROOM
        self._lock = Lock()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to a count, which begins anew where it is over, for `expiry` seconds."""
        now = time.time()
        with self._lock:
            count, until = self._counts.get(key, (0, 0.0))
            if until <= now:
                count, until = 0, now + expiry
            self._counts[key] = count + amount, until
            if len(self._counts) > self._room:
                self._sweep(now)
        return count + amount

    def get(self, key: str) -> int:
        """Return the count."""
        count, until = self._counts.get(key, (0, 0.0))
        return count if until > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the count is over: now, where there is none."""
        return self._counts.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget all counts; return how many there were."""
        with self._lock:
            forgotten = len(self._counts)
            self._counts.clear()
        return forgotten

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._lock:
            self._counts.pop(key, None)

    def _sweep(self, now: float) -> None:
        self._counts = {key: kept for key, kept in self._counts.items() if kept[1] > now}
        self._room = max(ROOM, 2 * len(self._counts))
