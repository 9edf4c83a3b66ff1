"""Moments in words: "2 hours ago", and the exact time. `static/js/ago.js` does the same."""

from __future__ import annotations

from calendar import month_name
from datetime import datetime
from functools import lru_cache

from markupsafe import Markup

from ..db import utcnow
from .safe_html import own

MONTHS = tuple(month_name)  # there each name is made anew whenever it is asked for
UNITS = (
    ("year", 31_557_600),
    ("month", 2_629_800),
    ("week", 604_800),
    ("day", 86_400),
    ("hour", 3_600),
    ("minute", 60),
)


def ago(moment: datetime, now: datetime | None = None) -> str:
    """Return how long ago `moment` was, in its largest whole unit."""
    seconds = ((now or utcnow()) - moment).total_seconds()
    for unit, length in UNITS:
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


def exact(moment: datetime) -> str:
    """Return `moment`, kept in UTC, as "12 March 2026, 14:05 UTC"."""
    month = MONTHS[moment.month]
    return f"{moment.day} {month} {moment.year}, {moment.hour:02}:{moment.minute:02} UTC"


def time_ago(moment: datetime, words: str | None = None) -> Markup:
    """Return "2 hours ago", or other `words`, with the exact time on hover and for machines."""
    return own(f"{_opening(moment)}{words or ago(moment)}</time>")


@lru_cache(maxsize=1_024)
def _opening(moment: datetime) -> str:
    """Return all of the element that the passing of time does not change."""
    second = moment.isoformat(timespec="seconds").removesuffix("+00:00")
    return f'<time datetime="{second}Z" title="{exact(moment)}" data-ago>'
