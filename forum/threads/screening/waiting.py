"""How long a held post usually waits, as its author is told."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from flask import g

from . import queries

ENOUGH = 5  # decisions, before anything is said of the usual


def usual_wait() -> str:
    """Return a sentence; the database is asked once in a request."""
    if "usual_wait" not in g:
        g.usual_wait = in_words(queries.newest_waits())
    return str(g.usual_wait)


def in_words(waits: list[timedelta]) -> str:
    """Return the usual one of some waits, rounded up so that it promises too little."""
    if len(waits) < ENOUGH:
        return "How long that takes is not known yet; what is urgent comes first."
    seconds = median(wait.total_seconds() for wait in waits)
    for unit, length in (("minute", 60), ("hour", 3600), ("day", 86_400)):
        number = int(seconds // length) + 1
        if number <= {"minute": 59, "hour": 47, "day": number}[unit]:
            break
    return f"Usually that takes less than {_counted(number, unit)}."


def _counted(number: int, unit: str) -> str:
    return f"{'an' if unit == 'hour' else 'a'} {unit}" if number == 1 else f"{number} {unit}s"
