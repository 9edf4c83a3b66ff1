"""Threads like a text: for someone who is about to ask, and beside a thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ..db import utcnow
from .candidates import load_candidates
from .facts import load_facts
from .grammar import Query, Sort, Term
from .hits import Hit, load_hits
from .passages import Marker
from .planning import Group, Plan, make_plan
from .ranking import FIRST_GROUP, rank
from .synonyms import usually_meant
from .words import tells, tokens

WORDS_ASKED = 12  # of a text, whose rarity is asked for
GROUPS_SOUGHT = 6  # of them, the most telling ones
TITLE_WORTH = 2.0
LEAST_COVERED = 0.3


@dataclass(frozen=True, slots=True)
class Similar:
    """A thread like the text, its best passage, and the words that they share."""

    hit: Hit
    words: tuple[str, ...]


def similar_threads(
    title: str, body: str = "", limit: int = 5, *, besides: int | None = None
) -> list[Similar]:
    """Return the threads most like a text, articles too, without the thread `besides`.

    Three statements and a bounded number of matches, whatever the length of the text and the size
    of the site.
    """
    words = _telling_words(title, body)
    query = Query(clauses=tuple((Term((word,)),) for word in words))
    facts = load_facts(query, for_page=False)
    groups = make_plan(query, facts, as_typed=True).groups
    titled = frozenset(map(usually_meant, tokens(title)))
    plan = Plan(groups=_heaviest(groups, titled), posts=facts.posts)
    weights = [group.weight for group in plan.groups]
    candidates = load_candidates(plan, query, utcnow().date(), all_words=False)
    ranked = [
        found
        for found in rank(candidates, weights, facts.posts, Sort.RELEVANCE)
        if found.thread_id != besides and found.covered >= LEAST_COVERED
    ][:limit]
    shared = {found.thread_id: _shared(plan, found.bits) for found in ranked}
    hits = load_hits(ranked, Marker(plan.terms))
    return [Similar(hit, shared[hit.thread.id]) for hit in hits]


def _telling_words(title: str, body: str) -> list[str]:
    """Return words of the title, then those that the body repeats most."""
    said = Counter(filter(tells, map(usually_meant, tokens(body))))
    words = filter(tells, map(usually_meant, tokens(title)))
    return list(dict.fromkeys([*words, *(word for word, _ in said.most_common())]))[:WORDS_ASKED]


def _heaviest(groups: tuple[Group, ...], titled: frozenset[str]) -> tuple[Group, ...]:
    weighed = [
        replace(group, weight=group.weight * TITLE_WORTH) if _is_in(group, titled) else group
        for group in groups
    ]
    return tuple(sorted(weighed, key=lambda group: -group.weight)[:GROUPS_SOUGHT])


def _is_in(group: Group, titled: frozenset[str]) -> bool:
    return any(word in titled for term in group.typed for word in term.words)


def _shared(plan: Plan, bits: int) -> tuple[str, ...]:
    return tuple(
        " ".join(group.typed[0].words)
        for place, group in enumerate(plan.groups)
        if bits & FIRST_GROUP << place
    )
