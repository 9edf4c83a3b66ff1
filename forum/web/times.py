"""Moments in words: "2 hours ago", and the exact time. `static/js/ago.js` does the same."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from markupsafe import Markup

from ..db import utcnow
from .safe_html import own

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
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def time_ago(moment: datetime) -> Markup:
    """Return "2 hours ago" with the exact time on hover and for machines."""
    return own(f"{_opening(moment)}{ago(moment)}</time>")


@lru_cache(maxsize=1_024)
def _opening(moment: datetime) -> str:
    """Return all of the element that the passing of time does not change."""
    return f'<time datetime="{moment:%Y-%m-%dT%H:%M:%SZ}" title="{exact(moment)}" data-ago>'
