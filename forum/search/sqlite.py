"""The index on SQLite: FTS5 tables for all words and for titles, whose rowid is the post's id."""

# ruff: noqa: S608  # only names of binds and of columns are put into the SQL

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .grammar import Term
from .planning import Expected

MERGED_AT_ONCE = 200  # pages, which take about 0.05 s


class SqliteIndex:
    """See `index.Index`. FTS5 walks a word's posts from the newest, so a limit bounds the work."""

    def expression(self, groups: Sequence[Sequence[Term]], excluded: Sequence[Term] = ()) -> str:
        """Return a query in FTS5's language."""
        wanted = " AND ".join(f"({_any(terms)})" for terms in groups)
        return f"({wanted}) NOT ({_any(excluded)})" if excluded else wanted

    def newest(
        self, bind: str, limit: str, wanted: int, expected: Expected, *, title: bool = False
    ) -> tuple[str, dict[str, Any]]:
        """Return the newest matches."""
        del wanted, expected  # there is but one way to walk
        table = "search_title" if title else "search_index"
        return (
            f"SELECT rowid AS post_id FROM {table} "
            f"WHERE {table} MATCH :{bind} ORDER BY rowid DESC LIMIT {limit}"
        ), {}

    def narrowed(
        self, posts: str, conditions: Sequence[str], limit: str, *, in_turn: bool = False
    ) -> str:
        """Return the posts that meet the conditions, which are always looked up in turn.

        A cross join keeps the order of the tables, and without an ORDER BY nothing is sorted: the
        list is read from its beginning, the newest post, until there are enough. A left join is
        left out where no condition is on the thread.
        """
        del in_turn
        where = f"WHERE {' AND '.join(conditions)} LIMIT {limit}" if conditions else ""
        return (
            f"SELECT f.post_id, e.thread_id, e.helped FROM ({posts}) AS f "
            f"CROSS JOIN search_entry e ON e.post_id = f.post_id "
            f"LEFT JOIN thread t ON t.id = e.thread_id {where}"
        )

    def has(self, bind: str, post_id: str = "") -> str:
        """Return the condition that a post matches."""
        this = f" AND rowid = {post_id}" if post_id else ""
        return f"EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH :{bind}{this})"

    def refill(self) -> tuple[str, ...]:
        """Return the statements; the full-text tables follow `search_entry` by its triggers."""
        return (
            "DELETE FROM search_entry WHERE post_id BETWEEN :first AND :last",
            "DELETE FROM search_index WHERE rowid BETWEEN :first AND :last",
            "DELETE FROM search_title WHERE rowid BETWEEN :first AND :last",
            "INSERT INTO search_entry (post_id, thread_id, author_id, written_at, helped) "
            "SELECT post_id, thread_id, author_id, written_at, helped FROM search_source "
            "WHERE post_id BETWEEN :first AND :last",
        )

    def merging(self) -> tuple[str, ...]:
        """Return the statements; every post leaves a piece, and a search looks into each."""
        return tuple(
            f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {MERGED_AT_ONCE})"
            for table in ("search_index", "search_title")
        )


def _any(terms: Sequence[Term]) -> str:
    return " OR ".join(map(_term, terms))


def _term(term: Term) -> str:
    if term.apart:
        return "(" + " AND ".join(f'"{word}"' for word in term.words) + ")"
    return f'"{" ".join(term.words)}"'
