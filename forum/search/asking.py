"""What is known already, for someone who is about to ask."""

from __future__ import annotations

from dataclasses import dataclass

from .closest import ClosePassage, closest_passages
from .similar import Similar, similar_threads

TITLE_READ, BODY_READ = 200, 5_000  # characters


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """Threads like a draft, and passages of the articles close to it; both may be empty."""

    threads: list[Similar]
    passages: list[ClosePassage]


def known_already(title: str, body: str = "", *, besides: int | None = None) -> KnownAlready:
    """Return what the site has on a draft, four statements in all; without `besides`, a thread."""
    title, body = title[:TITLE_READ], body[:BODY_READ]
    return KnownAlready(
        threads=similar_threads(title, body, limit=3, besides=besides),
        passages=closest_passages(title, body, limit=2),
    )
