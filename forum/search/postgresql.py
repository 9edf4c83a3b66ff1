"""The index on PostgreSQL: tsvector columns with GIN indexes, one row for each post."""

# ruff: noqa: S608  # only names of binds and of columns are put into the SQL

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .grammar import Term
from .planning import Expected
from .words import plain

# GIN gives all matches in no order. So it is asked for those among as many of the newest posts as
# should have what is wanted and some to spare, and then among more of them.
TO_SPARE = 1.5
MORE = 4  # times as many posts at least, each time
UNCOUNTED = 1_000  # posts to begin with, where nobody has counted a word
NEAR_MOST = 125_000  # posts; naming more of them to GIN costs as much as all matches
# For a word in every tenth post or more it is quicker to read posts from the newest back.
COMMON_SHARE = 0.1
# Of common words not all matches are held against a phrase, or when they are not where they should
# be: only those of so many of the newest posts, and at least about as many.
REACH, CHECKED = 50_000, 10_000
REACH_MOST = 250_000
PER_TITLE = 64  # of so many posts with a word, about one has it in the title
NOT_RARE = 0.01  # a share of all posts from which on nobody waits for all matches
# For whether a word was written at all, these posts are looked at first, which have common words,
# and then those of so many eras.
NEWEST, NEWEST_ERAS = 40, 16
_LAST = "CAST(:last AS integer)"
_ENTRY = "post_id, thread_id, helped, author_id, written_at"  # with what filters ask of it
# In the indexes each post has its era, 512 posts long (migration 0012).
_ERA = "ARRAY[post_id >> 9]"


class PostgresqlIndex:
    """See `index.Index`."""

    def expression(self, groups: Sequence[Sequence[Term]], excluded: Sequence[Term] = ()) -> str:
        """Return a query in the language of `to_tsquery`."""
        wanted = " & ".join(f"({_any(terms)})" for terms in groups)
        return f"({wanted}) & !({_any(excluded)})" if excluded else wanted

    def newest(
        self, bind: str, limit: str, wanted: int, expected: Expected, *, title: bool = False
    ) -> tuple[str, dict[str, Any]]:
        """Return the newest matches.

        The planner must not choose: for `ORDER BY post_id DESC LIMIT` it likes to walk the primary
        key, which for a rare word or phrase means the whole table; and all matches of a common one
        it likes to collect, which is most of the table.
        """
        if title:
            matches = f"{_matches('title_words', bind)} AND title_words <> ''::tsvector"
            reaches = [*_near(wanted * PER_TITLE, expected), None]
            return _nearest_first(bind, matches, reaches, limit)
        matches = _matches("words", bind)
        if wanted < CHECKED:
            reaches = [*_near(wanted, expected), _farthest(expected)]
            walks = expected.most >= COMMON_SHARE
            return _nearest_first(bind, matches, reaches, limit, walks=walks)
        if expected.share >= NOT_RARE:
            # Filters stop reading as soon as they have enough.
            return _walked(matches, f"{_LAST} - {REACH}", limit), {}
        return _nearest_first(bind, matches, [None], limit)

    def narrowed(
        self, posts: str, conditions: Sequence[str], limit: str, *, in_turn: bool = False
    ) -> str:
        """Return the posts that meet the conditions; those of `newest` are entries already.

        Left to itself the planner reads all entries back to the oldest post of a list. `OFFSET 0`
        makes it look up the entry of one post after the other.
        """
        if not conditions:
            return posts
        if in_turn:
            return (
                f"SELECT f.post_id, met.thread_id, met.helped FROM ({posts}) AS f "
                f"CROSS JOIN LATERAL (SELECT e.thread_id, e.helped FROM search_entry e "
                f"LEFT JOIN thread t ON t.id = e.thread_id "
                f"WHERE e.post_id = f.post_id AND {' AND '.join(conditions)} OFFSET 0) AS met "
                f"LIMIT {limit}"
            )
        return (
            f"SELECT e.post_id, e.thread_id, e.helped FROM ({posts}) AS e "
            f"LEFT JOIN thread t ON t.id = e.thread_id WHERE {' AND '.join(conditions)} "
            f"ORDER BY e.post_id DESC LIMIT {limit}"
        )

    def has(self, bind: str, post_id: str = "") -> str:
        """Return the condition that a post matches.

        Asked for just any post, the planner hopes to meet one soon while it reads the table, and
        for a word that nobody wrote reads all of it.
        """
        matches = _matches("words", bind)
        if post_id:
            return f"EXISTS (SELECT 1 FROM search_entry WHERE {matches} AND post_id = {post_id})"
        newest = f"SELECT words FROM search_entry ORDER BY post_id DESC LIMIT {NEWEST}"
        last = "(SELECT max(post_id) >> 9 FROM search_entry)"
        near = f"{_ERA} && ARRAY(SELECT generate_series({last} - {NEWEST_ERAS}, {last}))"
        return (
            f"(EXISTS (SELECT 1 FROM ({newest}) AS newest WHERE {matches}) "
            f"OR {_any_entry(f'{matches} AND {near}')} OR {_any_entry(matches)})"
        )

    def refill(self) -> tuple[str, ...]:
        """Return the statements."""
        return (
            "DELETE FROM search_entry WHERE post_id BETWEEN :first AND :last",
            "SELECT search_fill(:first, :last)",
        )

    def merging(self) -> tuple[str, ...]:
        """Return none: autovacuum does it."""
        return ()


def _matches(column: str, bind: str) -> str:
    """Return the condition; the query is read once, and not again for each row."""
    return f"{column} @@ (SELECT to_tsquery('english', :{bind}))"


def _any_entry(condition: str) -> str:
    """Return the condition that there is such an entry, which keeps the index in use."""
    entries = f"SELECT 1 FROM search_entry WHERE {condition}"
    return f"EXISTS (WITH matching AS MATERIALIZED ({entries}) SELECT 1 FROM matching)"


def _near(wanted: int, expected: Expected) -> list[int]:
    """Return among how many of the newest posts to look at first, and then, and then."""
    first, second = UNCOUNTED, MORE * UNCOUNTED
    if expected.most:
        first = round(TO_SPARE * wanted / expected.most)
        second = max(round(TO_SPARE * wanted / expected.share), MORE * first)
    reaches = (first, second, MORE * second)
    return [reach for reach in reaches if reach < min(expected.posts / 2, NEAR_MOST)]


def _farthest(expected: Expected) -> int | None:
    """Return among how many to look at last; `None` is all of them."""
    reach = max(REACH, round(CHECKED / max(expected.most, NOT_RARE)))
    return reach if reach < min(expected.posts, REACH_MOST) else None


def _walked(matches: str, after: str, limit: str) -> str:
    """Return SQL for the newest matches after a post, read from the newest back.

    `IS TRUE` keeps the index of words out of it.
    """
    return (
        f"SELECT {_ENTRY} FROM search_entry WHERE ({matches}) IS TRUE "
        f"AND post_id >= {after} ORDER BY post_id DESC LIMIT {limit}"
    )


def _nearest_first(
    bind: str, matches: str, reaches: Sequence[int | None], limit: str, *, walks: bool = False
) -> tuple[str, dict[str, Any]]:
    """Return SQL for the newest matches: first those among the newest posts, then among more.

    How far that goes back are values, so that a few statements serve all words. With `walks` the
    first posts are read, and GIN is only asked for others.
    """
    backs = [f"{bind}_back{n}" if reach else "" for n, reach in enumerate(reaches)]
    values = {back: reach for back, reach in zip(backs, reaches, strict=True) if back}
    steps: list[str] = []
    before = ""
    for n, reach in enumerate(backs):
        if walks and reach and not n:
            step = _walked(matches, f"({_era(reach)}) << 9", limit)
        else:
            found = " + ".join(f"(SELECT count(*) FROM step{k})" for k in range(n))
            missing = f"AND {found} < {limit}" if n else ""
            step = (
                f"SELECT {_ENTRY} FROM search_entry "
                f"WHERE {matches} AND {_between(reach, before)} {missing}"
            )
        steps.append(f"step{n} AS MATERIALIZED ({step})")
        before = reach
    each = " UNION ALL ".join(f"SELECT * FROM step{n}" for n in range(len(steps)))
    return f"WITH {', '.join(steps)} {each} ORDER BY post_id DESC LIMIT {limit}", values


def _between(reach: str, before: str) -> str:
    """Return the condition that a post is among the newest `reach`, and not the newest `before`.

    Both are binds; without one there is no such bound. Adding nothing keeps the planner from
    listing all older posts out of the primary key.
    """
    if not reach:
        return f"post_id + 0 < ({_era(before)}) << 9" if before else "TRUE"
    newest = f"({_era(before)}) - 1" if before else f"({_LAST} >> 9) + 1"
    return f"{_ERA} && ARRAY(SELECT generate_series({_era(reach)}, {newest}))"


def _era(reach: str) -> str:
    return f"({_LAST} - CAST(:{reach} AS integer)) >> 9"


def _any(terms: Sequence[Term]) -> str:
    return " | ".join(map(_term, terms))


def _term(term: Term) -> str:
    operator = " & " if term.apart else " <-> "
    return "(" + operator.join(f"'{plain(word)}'" for word in term.words) + ")"
