"""The bounded set of matches that is ranked: one statement, whatever the size of the site.

Ranking every match of a common word costs more with every post. So each list below stops at a
number of the newest matches; posts with the words in their title have a list of their own, which
reaches further back. Only when few posts have all words are those with some of them looked for.
"""

# ruff: noqa: S608  # only names of binds and of columns are put into the SQL

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from .filters import conditions, without_words
from .grammar import Query, Sort
from .index import Index, current_index
from .planning import Expected, Plan
from .ranking import FIRST_GROUP, IN_TITLE, LITERAL, STRICT, TITLE, Candidate
from .reading import moment, read

NEWEST = 150  # matches with everything that are ranked by relevance
SOME_WORDS = 120  # matches of each word alone
NEWEST_SORTED = 2_000  # matches among which another order looks for its first ones
SCANNED = 10_000  # matches that are held against filters
IN_TITLES = 60
FEW = 10  # with fewer posts that have all words, those that have some of them count
RANKED = 200
_BITS = 2  # the place in a candidate
# What each order asks of a match, and the table that has it unless the index does.
_SORT_KEYS = {
    Sort.RELEVANCE: ("found.helped", ""),
    Sort.NEWEST: ("found.thread_id", ""),
    Sort.VOTES: ("p.score", "JOIN post p ON p.id = found.post_id"),
    Sort.ACTIVE: ("t.active_at", "JOIN thread t ON t.id = found.thread_id"),
}


class Part(NamedTuple):
    """One list of matches: for which expression, why (a bit of `ranking`), and how many.

    Without an expression it is what the filters find alone.
    """

    expression: str
    bit: int
    weight: float
    limit: int
    expected: Expected
    title: bool = False
    if_few: bool = False


def load_candidates(
    plan: Plan, query: Query, today: date, *, all_words: bool = True
) -> list[Candidate]:
    """Return the matches that are to be ranked, in no order.

    For a plan without groups they are what the filters find; without filters, nothing. Posts with
    all words are sought first, unless `all_words` is off: among many words, few posts have all, and
    finding out takes a walk through the whole index.
    """
    index, where = current_index(), conditions(query, today)
    if plan.groups:
        parts = _parts(plan, query.sort, index) if all_words else []
        parts += _some_words(plan, index, if_few=all_words)
        listed = [
            _matching(n, part, where.sql + _without(plan, part, index), index)
            for n, part in enumerate(parts)
        ]
    elif where.sql:
        by_age = query.sort in (Sort.RELEVANCE, Sort.NEWEST)
        wanted = RANKED if by_age else NEWEST_SORTED
        parts = [Part("", STRICT, 1.0, wanted, Expected(plan.posts, 1.0, 1.0))]
        ids = f"{without_words(query)} LIMIT {SCANNED}"
        narrowed = where.sql + _without(plan, parts[0], index)
        listed = [(index.narrowed(ids, narrowed, ":limit0", in_turn=True), {})]
    else:
        return []
    values: dict[str, Any] = {"few": FEW if query.sort is Sort.RELEVANCE else 1}
    values["last"] = plan.posts
    for n, (part, (_, own)) in enumerate(zip(parts, listed, strict=True)):
        values |= {f"q{n}": part.expression, f"limit{n}": part.limit, **own}
    if plan.excluded:
        values["without"] = index.expression([plan.excluded])
    rows = read(_statement([sql for sql, _ in listed], query.sort), values | where.values)
    return _joined(parts, rows, query.sort)


def newest_first(sort: Sort) -> int:
    """Return how many of the newest matches are looked at in this order."""
    return NEWEST if sort is Sort.RELEVANCE else NEWEST_SORTED


def _parts(plan: Plan, sort: Sort, index: Index) -> list[Part]:
    """Return the lists to make; the first is of posts that have everything."""
    terms = [group.terms for group in plan.groups]
    whole = sum(group.weight for group in plan.groups) + 1
    expected = Expected.of(plan.groups, plan.posts)
    everything = index.expression(terms, plan.excluded)
    parts = [Part(everything, STRICT, whole, newest_first(sort), expected)]
    if sort is Sort.RELEVANCE:
        parts.append(Part(index.expression(terms), TITLE, whole, IN_TITLES, expected, title=True))
        if any(group.others for group in plan.groups):
            as_typed = [group.typed or group.others for group in plan.groups]
            typed = index.expression(as_typed, plan.excluded)
            parts.append(Part(typed, LITERAL, whole, IN_TITLES, expected))
    return parts


def _some_words(plan: Plan, index: Index, *, if_few: bool) -> list[Part]:
    """Return a list for each group, and one of titles with any of them.

    With `if_few` they are made only when few posts have all groups. What was quoted must be in
    each of them.
    """
    quoted = [group for group in plan.groups if group.quoted]
    must = [group.terms for group in quoted]
    free = [group for group in plan.groups if not group.quoted]
    if if_few and (len(plan.groups) < 2 or not free):
        return []
    parts = [
        Part(
            index.expression([group.terms, *must], plan.excluded),
            FIRST_GROUP << place,
            group.weight,
            SOME_WORDS,
            Expected.of({group, *quoted}, plan.posts),
            if_few=if_few,
        )
        for place, group in enumerate(plan.groups)
    ]
    any_term = [term for group in free for term in group.terms]
    titled = index.expression([any_term, *must])
    expected = Expected.of(plan.groups, plan.posts)
    in_title = Part(titled, IN_TITLE, 0.0, IN_TITLES, expected, title=True, if_few=if_few)
    return [*parts, in_title]


def _without(plan: Plan, part: Part, index: Index) -> tuple[str, ...]:
    """Return the condition for excluded words where the expression of a list cannot say it."""
    if not plan.excluded or not (part.title or not part.expression):
        return ()
    return (f"NOT {index.has('without', 'e.post_id')}",)


def _matching(
    n: int, part: Part, conditions: Sequence[str], index: Index
) -> tuple[str, dict[str, Any]]:
    """Return SQL for the posts of one list, and its values."""
    limit = f":limit{n}"
    if part.if_few:
        limit = f"(SELECT CASE WHEN count(*) < :few THEN {limit} ELSE 0 END FROM strict)"
    scanned, wanted = (str(SCANNED), SCANNED) if conditions else (limit, part.limit)
    posts, values = index.newest(f"q{n}", scanned, wanted, part.expected, title=part.title)
    return index.narrowed(posts, conditions, limit), values


def _statement(lists: Sequence[str], sort: Sort) -> str:
    """Return SQL for rows of (number of the list, post, thread, what the order asks of it)."""
    rows = [
        f"SELECT {n} AS list, post_id, thread_id, helped FROM ({each}) AS l{n}"
        for n, each in enumerate(lists)
    ]
    counted = ""
    if any("FROM strict" in row for row in rows):
        counted, rows[0] = f"WITH strict AS MATERIALIZED ({rows[0]})", "SELECT * FROM strict"
    sort_key, table = _SORT_KEYS[sort]
    by_key = f"ORDER BY sort_key DESC, found.thread_id DESC LIMIT {RANKED * len(lists)}"
    union = "\nUNION ALL ".join(rows)
    return f"""{counted}
SELECT found.list, found.post_id, found.thread_id, {sort_key} AS sort_key
FROM ({union}) AS found {table}
{"" if sort is Sort.RELEVANCE else by_key}"""


def _joined(parts: Sequence[Part], rows: Sequence[Sequence[Any]], sort: Sort) -> list[Candidate]:
    """Join what the lists say of each post, and keep the best posts."""
    bit_of = [part.bit for part in parts]
    found: dict[int, Candidate] = {}
    for n, post_id, thread_id, sort_key in rows:
        bits = bit_of[n]
        if post_id in found:
            bits |= found[post_id][_BITS]
        found[post_id] = (post_id, thread_id, bits, sort_key)
    kept = list(found.values())
    if sort is Sort.RELEVANCE and len(kept) > RANKED:
        weights = {bits: _weight(parts, bits) for bits in {told[_BITS] for told in kept}}
        kept.sort(reverse=True)  # the newest of those that weigh the same
        kept.sort(key=lambda told: weights[told[_BITS]], reverse=True)
    if sort is Sort.ACTIVE:
        kept = [(*told, moment(key)) for *told, key in kept]
    return kept[:RANKED]


def _weight(parts: Sequence[Part], bits: int) -> float:
    """Return what the lists that a post is in weigh together."""
    return sum([part.weight for part in parts if part.bit & bits])
