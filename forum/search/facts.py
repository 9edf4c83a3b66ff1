"""What the site knows of the words of a query, and its areas: one statement, however many words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .grammar import Query, Term
from .index import Index, current_index
from .planning import Facts, WordFacts, last_word, words_of
from .reading import read
from .spelling import slips_forgiven
from .synonyms import is_right, usually_meant
from .words import fold, root

NEAR_READ = 300  # of the words that begin alike, the most used ones are compared
LONGER_READ = 6
LONGER_FROM, LONGER_BY = 3, 12  # letters
AFTER_Z = "\U0010ffff"

# One row with the word's own facts; more only where the index does not have the word at all.
_HAS = "known{n} AS MATERIALIZED (SELECT CASE WHEN {has} THEN 1 ELSE 0 END AS known)"
_OWN = """SELECT {n} AS place, 'own' AS kind, CAST(NULL AS varchar(40)) AS word,
    coalesce((SELECT sum(posts) FROM search_word WHERE root = :root{n}), 0) AS posts,
    (SELECT known FROM known{n}) AS known"""
_ALIKE = """SELECT * FROM (SELECT {n} AS place, '{kind}' AS kind, word, posts, 0 AS known
    FROM search_word WHERE (SELECT known FROM known{n}) = 0
    AND letters IN ({letters}) AND word >= :{kind}{n}_start AND word < :{kind}{n}_end
    ORDER BY posts DESC LIMIT {limit}) AS {kind}{n}"""
_MEANT = """SELECT {n} AS place, 'meant' AS kind, CAST(:meant{n} AS varchar(40)) AS word,
    coalesce((SELECT sum(posts) FROM search_word WHERE root = :meant{n}_root), 0) AS posts,
    0 AS known"""
_SITE = """SELECT -1 AS place, 'site' AS kind, CAST(NULL AS varchar(40)) AS word,
    coalesce((SELECT max(post_id) FROM search_entry), 0) AS posts,
    coalesce((SELECT max(learnt_post_id) FROM search_progress), 0) AS known"""
_AREAS = """SELECT position AS place, 'area' AS kind, name || '\t' || title AS word,
    0 AS posts, 0 AS known FROM topic WHERE kind = 'area'"""


def load_facts(query: Query, *, for_page: bool = True) -> Facts:
    """Return the facts of each word that a plan for `query` needs.

    Those for the page of results have the words like it, and the areas.
    """
    words = words_of(query)
    parts = ([_SITE] if words else []) + ([_AREAS] if for_page else [])
    if not parts:
        return Facts()
    last = last_word(query)
    index = current_index()
    values: dict[str, Any] = {}
    for n, word in enumerate(words):
        kinds = _kinds(word, last) if for_page else ()
        part, binds = _asked(n, word, index, kinds)
        parts += part
        values.update(binds)
    has = ",\n".join(_HAS.format(n=n, has=index.has(f"word{n}")) for n in range(len(words)))
    known = f"WITH {has}\n" if words else ""
    return _told(words, read(known + "\nUNION ALL\n".join(parts), values))


def _kinds(word: str, last: str) -> tuple[str, ...]:
    """Return which other words are wanted: what it is a slip of, and those like an unknown one."""
    folded = fold(word)
    wanted = {
        "meant": usually_meant(folded) != folded,
        "near": slips_forgiven(folded) > 0 and not is_right(folded),
        "longer": word == last and len(word) >= LONGER_FROM,
    }
    return tuple(kind for kind in wanted if wanted[kind])


def _asked(
    n: int, word: str, index: Index, kinds: Sequence[str]
) -> tuple[list[str], dict[str, Any]]:
    """Return the parts of the statement that ask for one word, and their values."""
    folded = fold(word)
    slips = slips_forgiven(folded)
    ranges = {
        "near": (NEAR_READ, folded[0], range(len(folded) - slips, len(folded) + slips + 1)),
        "longer": (LONGER_READ, folded, range(len(folded) + 1, len(folded) + LONGER_BY + 1)),
    }
    parts = [_OWN.format(n=n)]
    values: dict[str, Any] = {
        f"word{n}": index.expression([[Term((word,))]]),
        f"root{n}": root(folded),
    }
    if "meant" in kinds:
        meant = usually_meant(folded)
        parts.append(_MEANT.format(n=n))
        values |= {f"meant{n}": meant, f"meant{n}_root": root(meant)}
    for kind in filter(kinds.__contains__, ranges):
        limit, start, lengths = ranges[kind]
        letters = ", ".join(map(str, lengths))
        parts.append(_ALIKE.format(n=n, kind=kind, limit=limit, letters=letters))
        values |= {f"{kind}{n}_start": start, f"{kind}{n}_end": start + AFTER_Z}
    return parts, values


def _told(words: Sequence[str], rows: Iterable[Sequence[Any]]) -> Facts:
    """Gather the rows (place, kind, word, posts, known) into facts."""
    own: dict[int, tuple[int, bool]] = {}
    alike: dict[tuple[int, str], list[tuple[str, int]]] = {}
    areas: list[tuple[int, str]] = []
    site_posts = counted = 0
    for place, kind, word, posts, known in rows:
        if kind == "site":
            site_posts, counted = posts, known
        elif kind == "own":
            own[place] = int(posts), bool(known)
        elif kind == "area":
            areas.append((place, word))
        else:
            alike.setdefault((place, kind), []).append((word, int(posts)))
    return Facts(
        words={
            words[place]: WordFacts(
                posts=posts,
                known=known,
                near=tuple(alike.get((place, "near"), ())),
                longer=tuple(alike.get((place, "longer"), ())),
                meant=next((meant for meant in alike.get((place, "meant"), ()) if meant[1]), None),
            )
            for place, (posts, known) in own.items()
        },
        posts=site_posts,
        counted=counted,
        areas=tuple([_named(area) for _, area in sorted(areas)]),
    )


def _named(area: str) -> tuple[str, str]:
    name, _, title = area.partition("\t")
    return name, title
