"""The index on PostgreSQL: tsvector columns with GIN indexes, one row for each post."""

# ruff: noqa: S608  # only names of binds and of columns are put into the SQL

from __future__ import annotations

from collections.abc import Sequence

from .grammar import Term
from .words import plain

# GIN gives all matches in no order. For a word in every tenth post or more it is quicker to read
# posts from the newest back; but not far, in case the estimate is wrong.
COMMON_SHARE = 0.1
WALKED = 50_000
# Of a rarer one GIN is asked for the matches among as many of the newest posts as should have twice
# what is wanted; in larger numbers that would cost more than all matches.
TWICE = 2.0
NEAR_MOST = 250_000
NEAR_TITLES = 32_000
NOT_RARE = 0.01  # a share of all posts from which on nobody waits for all matches
NEWEST = 200  # posts that are looked at first, for whether a word was written at all
# Where nobody has counted a word, these newest posts tell whether it is common.
LOOKED_AT = 3_000
_LAST = "(SELECT max(post_id) FROM search_entry)"
# In the indexes each post has its era, 512 posts long (migration 0012).
_IN_NEWEST = f"""ARRAY[post_id >> 9] && ARRAY(
    SELECT generate_series(({_LAST} - {{posts}}) >> 9, {_LAST} >> 9))"""


class PostgresqlIndex:
    """See `index.Index`."""

    def expression(self, groups: Sequence[Sequence[Term]], excluded: Sequence[Term] = ()) -> str:
        """Return a query in the language of `to_tsquery`."""
        wanted = " & ".join(f"({_any(terms)})" for terms in groups)
        return f"({wanted}) & !({_any(excluded)})" if excluded else wanted

    def newest(
        self, bind: str, limit: str, wanted: int, *, title: bool = False, share: float = 0.0
    ) -> str:
        """Return the newest matches.

        The planner must not choose: for `ORDER BY post_id DESC LIMIT` it likes to walk the primary
        key, which for a rare word or phrase means the whole table; and all matches of a common one
        it likes to collect, which is most of the table.
        """
        if title:
            matches = f"{_matches('title_words', bind)} AND title_words <> ''::tsvector"
            return _near_first(matches, NEAR_TITLES, limit)
        matches = _matches("words", bind)
        if not share:
            return _looked_for(matches, bind, limit)
        near = int(float(f"{TWICE * wanted / share:.0e}"))  # few numbers, so few statements
        if share < COMMON_SHARE and near <= NEAR_MOST:
            return _near_first(matches, near, limit)
        if share >= NOT_RARE:
            return _walked(bind, WALKED, limit)
        return (
            f"WITH matching AS MATERIALIZED (SELECT post_id FROM search_entry WHERE {matches}) "
            f"SELECT post_id FROM matching ORDER BY post_id DESC LIMIT {limit}"
        )

    def narrowed(self, ids: str, conditions: Sequence[str], limit: str) -> str:
        """Return the posts that meet the conditions."""
        return (
            f"SELECT f.post_id FROM ({ids}) AS f JOIN search_entry e ON e.post_id = f.post_id "
            f"JOIN thread t ON t.id = e.thread_id WHERE {' AND '.join(conditions)} "
            f"ORDER BY f.post_id DESC LIMIT {limit}"
        )

    def has(self, bind: str, post_id: str = "") -> str:
        """Return the condition that a post matches.

        Asked for just any post, the planner hopes to meet one soon while it reads the table, and
        for a word that nobody wrote reads all of it. So the newest are looked at, which have every
        common word, and then the index is asked for the few posts with a rarer one.
        """
        matches = _matches("words", bind)
        if post_id:
            return f"EXISTS (SELECT 1 FROM search_entry WHERE {matches} AND post_id = {post_id})"
        newest = f"SELECT words FROM search_entry ORDER BY post_id DESC LIMIT {NEWEST}"
        return (
            f"(EXISTS (SELECT 1 FROM ({newest}) AS newest WHERE {matches}) "
            f"OR EXISTS (WITH matching AS MATERIALIZED (SELECT 1 FROM search_entry "
            f"WHERE {matches}) SELECT 1 FROM matching))"
        )

    def refill(self) -> tuple[str, ...]:
        """Return the statements."""
        return (
            "DELETE FROM search_entry WHERE post_id BETWEEN :first AND :last",
            "SELECT search_fill(:first, :last)",
        )


def _matches(column: str, bind: str) -> str:
    """Return the condition; the query is read once, and not again for each row."""
    return f"{column} @@ (SELECT to_tsquery('english', :{bind}))"


def _walked(bind: str, posts: int, limit: str) -> str:
    """Return SQL for the newest matches among the newest `posts` posts, read one after another.

    `IS TRUE` keeps the index of words out of it.
    """
    return (
        f"SELECT post_id FROM search_entry WHERE ({_matches('words', bind)}) IS TRUE "
        f"AND post_id > {_LAST} - {posts} ORDER BY post_id DESC LIMIT {limit}"
    )


def _near_first(matches: str, posts: int, limit: str) -> str:
    """Return SQL for the newest matches: among the newest posts, and elsewhere if need be."""
    near = f"SELECT post_id FROM search_entry WHERE {matches} AND {_IN_NEWEST.format(posts=posts)}"
    return _and_far(near, matches, limit, enough=limit)


def _looked_for(matches: str, bind: str, limit: str) -> str:
    """Return SQL for the newest matches of what nobody has counted."""
    return _and_far(_walked(bind, LOOKED_AT, limit), matches, limit, enough=f"{limit} / 2")


def _and_far(near: str, matches: str, limit: str, *, enough: str) -> str:
    return (
        f"WITH near AS MATERIALIZED ({near}), "
        f"far AS MATERIALIZED (SELECT post_id FROM search_entry WHERE {matches} "
        f"AND (SELECT count(*) FROM near) < {enough}) "
        f"SELECT post_id FROM (SELECT post_id FROM near UNION SELECT post_id FROM far) "
        f"AS each_once ORDER BY post_id DESC LIMIT {limit}"
    )


def _any(terms: Sequence[Term]) -> str:
    return " | ".join(map(_term, terms))


def _term(term: Term) -> str:
    operator = " & " if term.apart else " <-> "
    return "(" + operator.join(f"'{plain(word)}'" for word in term.words) + ")"
