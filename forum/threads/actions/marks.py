"""Votes, helped marks and bookmarks: a row each, and a counter moved in the same statement batch.

Pressing twice is pressing once. The row's unique key decides; the counter moves only when a row was
really made or taken away, as `score = score + 1`, so that no press is lost among others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, update

from ...accounts.models import Member
from ...db import db, insert_once, utcnow
from ...inbox import actions as inbox
from ...inbox.models import NotificationKind
from ..models import Bookmark, HelpedMark, Post, Thread, Vote


def vote(actor: Member, post: Post) -> None:
    """Say that a post is useful."""
    if _add(Vote, post_id=post.id, member_id=actor.id):
        _count(post, score=Post.score + 1)
    db.session.commit()


def unvote(actor: Member, post: Post) -> None:
    """Take the vote back."""
    if _take(Vote, post_id=post.id, member_id=actor.id):
        _count(post, score=Post.score - 1)
    db.session.commit()


def mark_helped(actor: Member, post: Post) -> None:
    """Say that an answer helped; the asker's mark is kept apart, and shown first."""
    if _add(HelpedMark, post_id=post.id, member_id=actor.id):
        by_asker = {"helped_asker": True} if _is_asker(actor, post) else {}
        _count(post, helped_count=Post.helped_count + 1, **by_asker)
        _count_thread(post, 1)
        inbox.tell(
            post.author_id,
            NotificationKind.HELPED,
            thread_id=post.thread_id,
            post_id=post.id,
            actor_name=(name := _name_in(post, actor)),
            named_member=actor.id if name == actor.username else None,
        )
    db.session.commit()


def unmark_helped(actor: Member, post: Post) -> None:
    """Take the mark back."""
    if _take(HelpedMark, post_id=post.id, member_id=actor.id):
        by_asker = {"helped_asker": False} if _is_asker(actor, post) else {}
        _count(post, helped_count=Post.helped_count - 1, **by_asker)
        _count_thread(post, -1)
    db.session.commit()


def bookmark(actor: Member, thread: Thread) -> None:
    """Keep a thread among one's own."""
    _add(Bookmark, thread_id=thread.id, member_id=actor.id)
    db.session.commit()


def unbookmark(actor: Member, thread: Thread) -> None:
    """Keep it no longer."""
    _take(Bookmark, thread_id=thread.id, member_id=actor.id)
    db.session.commit()


def _is_asker(actor: Member, post: Post) -> bool:
    return bool(post.thread.author_id == actor.id)


def _name_in(post: Post, actor: Member) -> str:
    """Return the name the marker has in the thread: an asker under an alias stays under it."""
    return (post.thread.alias if _is_asker(actor, post) else None) or actor.username


def _add(model: Any, **key: int) -> bool:
    """Add a row unless it is there; say whether it was added."""
    return insert_once(model, **key, created_at=utcnow())


def _take(model: Any, **key: int) -> bool:
    """Take a row away; say whether it was there."""
    taken = delete(model).filter_by(**key).returning(model.member_id)
    return db.session.execute(taken).first() is not None


def _count(post: Post, **values: Any) -> None:
    _update(Post, post.id, values)


def _count_thread(post: Post, by: int) -> None:
    _update(Thread, post.thread_id, {"helped_count": Thread.helped_count + by})


def _update(model: Any, row_id: int, values: Mapping[str, Any]) -> None:
    db.session.execute(
        update(model)
        .where(model.id == row_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
