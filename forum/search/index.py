"""One protocol for the two indexes.

An index answers with pieces of SQL in which every value is a bind parameter; `candidates` and
`facts` put them together. What a bind holds is written by `expression`, out of words that consist
of letters and digits alone, so nothing that anyone types is ever read as syntax.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ..db import db
from .grammar import Term
from .planning import Expected
from .postgresql import PostgresqlIndex
from .sqlite import SqliteIndex

Terms = Sequence[Term]


class Index(Protocol):
    """A full-text index over what is published, one row for each post."""

    def expression(self, groups: Sequence[Terms], excluded: Terms = ()) -> str:
        """Return what asks for posts with any term of each group and without `excluded`."""

    def newest(
        self, bind: str, limit: str, wanted: int, expected: Expected, *, title: bool = False
    ) -> tuple[str, dict[str, Any]]:
        """Return SQL for the newest posts that match the expression in `bind`, and its own values.

        That is for rows with `post_id`, for `narrowed`. With `title` only the titles of threads
        are searched, and opening posts match. `limit` is SQL too, for `wanted` or none. What is
        `expected` decides how far back from the newest post, the bind `last`, to look.
        """

    def narrowed(
        self, posts: str, conditions: Sequence[str], limit: str, *, in_turn: bool = False
    ) -> str:
        """Return SQL for the newest of `posts` (SQL, newest first) that meet conditions, if any.

        That is for rows of `post_id`, `thread_id` and `helped`, whether an answer of the thread
        did. Conditions are on the entry `e` and the thread `t` of a post (see `filters`). A long
        list of which many will meet them is best looked up `in_turn`, until there are enough.
        """

    def has(self, bind: str, post_id: str = "") -> str:
        """Return the SQL condition that some post, or the one with that id, matches `bind`."""

    def refill(self) -> tuple[str, ...]:
        """Return the statements that make the rows of the posts from `:first` to `:last` anew."""

    def merging(self) -> tuple[str, ...]:
        """Return the statements that join pieces of the index, a bounded number of them."""


def current_index() -> Index:
    """Return the index of the database in use."""
    return SqliteIndex() if db.engine.dialect.name == "sqlite" else PostgresqlIndex()
