"""What a member did in a thread."""

from __future__ import annotations

from functools import cache

from sqlalchemy import String, literal_column, select, union_all

from ...inbox.models import Followable, Subscription
from ...reads import Read
from ..models import Bookmark, HelpedMark, Post, ThreadAlias, Vote
from ..readers import READER, THREAD_ID
from ..shown import NO_MARKS, Marks

_MARKS = ("vote", "helped", "follow", "bookmark", "alias")


def load_marks(thread_id: int, member_id: int | None) -> Marks:
    """Return what a member did in a thread, in one query; a visitor did nothing."""
    if member_id is None:
        return NO_MARKS
    rows = _marks_read().rows(thread_id=thread_id, reader=member_id)
    found = {what: frozenset(id_ for kind, id_ in rows if kind == what) for what in _MARKS}
    return Marks(found["vote"], found["helped"], *(bool(found[what]) for what in _MARKS[2:]))


@cache
def _marks_read() -> Read:
    on_posts = [
        select(literal_column(f"'{what}'", String), mark.post_id)
        .join(Post, Post.id == mark.post_id)
        .where(mark.member_id == READER, Post.thread_id == THREAD_ID)
        for what, mark in (("vote", Vote), ("helped", HelpedMark))
    ]
    follows = select(literal_column("'follow'", String), Subscription.target_id).where(
        Subscription.member_id == READER,
        Subscription.target_kind == Followable.THREAD,
        Subscription.target_id == THREAD_ID,
    )
    bookmarked = select(literal_column("'bookmark'", String), Bookmark.thread_id).where(
        Bookmark.member_id == READER, Bookmark.thread_id == THREAD_ID
    )
    aliased_here = select(literal_column("'alias'", String), ThreadAlias.thread_id).where(
        ThreadAlias.member_id == READER, ThreadAlias.thread_id == THREAD_ID
    )
    return Read(union_all(*on_posts, follows, bookmarked, aliased_here))
