"""Searching: a query in, threads with their best passage out, in a fixed number of statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from ..db import db
from .candidates import RANKED, load_candidates, newest_first
from .grammar import Query, Sort
from .hits import PAGE_SIZE, Hit, load_hits
from .models import SearchMiss
from .passages import Marker
from .planning import Facts, Plan, make_plan
from .ranking import FIRST_GROUP, STRICT, Candidate, Ranked, rank

MOST = 100  # threads that a search can be paged through
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
KEY = re.compile(r"[0-9]{1,18}_[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what a search found.

    `total` counts the threads that have everything, of those that were ranked; `counted` says that
    these are all there are. `older` leads to the next page: the number of results before it by
    relevance, the key of this page's last one in other orders. `corrections` (typed, used) and
    `missing` words are what the index itself says: a word that left the site is not named.
    """

    hits: list[Hit]
    total: int
    counted: bool
    older: str | None
    corrections: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def full(self) -> list[Hit]:
        """The hits that have everything."""
        return [hit for hit in self.hits if hit.full]

    @property
    def partly(self) -> list[Hit]:
        """The hits that have some of the words."""
        return [hit for hit in self.hits if not hit.full]


def find(
    query: Query, facts: Facts, today: date, *, as_typed: bool = False, after: str = ""
) -> Results:
    """Return the page of results that follows `after` (`Results.older` of the page before)."""
    plan = make_plan(query, facts, as_typed=as_typed)
    candidates = load_candidates(plan, query, today)
    if plan.named and not any(bits & STRICT for _, _, bits, _ in candidates):
        # Nobody says it by that name or another: the words of these may lead somewhere.
        plan = make_plan(query, facts, as_typed=as_typed, names=False)
        candidates = load_candidates(plan, query, today)
    weights = [group.weight for group in plan.groups]
    ranked = rank(candidates, weights, facts.posts, query.sort, MOST)
    page, older = _page(ranked, query.sort, after)
    used, unused = _used_corrections(plan, candidates)
    return Results(
        hits=load_hits(page, Marker(plan.terms)),
        total=[found.covered for found in ranked].count(1),
        counted=_is_all(candidates, query.sort) and len(ranked) < MOST,
        older=older,
        corrections=used,
        missing=plan.missing + tuple(typed for typed, _ in unused),
        ignored=plan.ignored,
    )


def _is_all(candidates: Sequence[Candidate], sort: Sort) -> bool:
    strict = sum([bits & STRICT for _, _, bits, _ in candidates])
    return strict < min(newest_first(sort), RANKED)


def _used_corrections(
    plan: Plan, candidates: Sequence[Candidate]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Tell the corrections that matched something from those that did not."""
    if not plan.corrections:
        return (), ()
    bits = 0
    for _, _, post_bits, _ in candidates:
        bits |= post_bits
    matched = {
        word
        for place, group in enumerate(plan.groups)
        for term in group.terms
        for word in term.words
        if bits & (STRICT | FIRST_GROUP << place)
    }
    used = tuple(pair for pair in plan.corrections if pair[1] in matched)
    return used, tuple(pair for pair in plan.corrections if pair not in used)


def _page(ranked: Sequence[Ranked], sort: Sort, after: str) -> tuple[list[Ranked], str | None]:
    """Cut the page out that `after` names; what cannot be read names the first page."""
    start = 0
    if KEY.fullmatch(after):
        value, thread_id = (int(part) for part in after.split("_"))
        start = value
        if sort is not Sort.RELEVANCE:
            start = sum(_key(found, sort) >= (value, thread_id) for found in ranked)
    page = list(ranked[start : start + PAGE_SIZE])
    stop = start + len(page)
    if stop >= len(ranked):
        return page, None
    value, thread_id = (stop, 0) if sort is Sort.RELEVANCE else _key(page[-1], sort)
    return page, f"{value}_{thread_id}"


def _key(found: Ranked, sort: Sort) -> tuple[int, int]:
    """Return the place of a thread in an order that is not relevance, highest first."""
    value = found.sort_key
    return (value - EPOCH) // MICROSECOND if sort is Sort.ACTIVE else int(value), found.thread_id


def load_misses(limit: int = 200) -> list[SearchMiss]:
    """Return the words that were looked for in vain, the most wanted first, for moderators."""
    statement = select(SearchMiss).order_by(SearchMiss.times.desc(), SearchMiss.words).limit(limit)
    return list(db.session.scalars(statement))
