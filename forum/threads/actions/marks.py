"""Votes, helped marks and bookmarks: a row each, and a counter moved in the same statement batch.

Pressing twice is pressing once. The row's unique key decides; the counter moves only when a row was
really made or taken away, as `score = score + 1`, so that no press is lost among others.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, update

from ...accounts.models import Member
from ...db import db, utcnow
from ...inbox import actions as inbox
from ...inbox.models import NotificationKind
from ...permissions import Verb
from ...writes import Write, insert_once
from ..models import Bookmark, HelpedMark, Post, Thread, ThreadAlias, Vote
from .holding import hold


def vote(actor: Member, post: Post) -> None:
    """Say that a post is useful."""
    if _add(Vote, post_id=post.id, member_id=actor.id):
        _count(post, "score", 1)
    db.session.commit()


def unvote(actor: Member, post: Post) -> None:
    """Take the vote back."""
    if _take(Vote, post_id=post.id, member_id=actor.id):
        _count(post, "score", -1)
    db.session.commit()


def mark_helped(actor: Member, post: Post) -> None:
    """Say that an answer helped; the asker's mark is kept apart, and shown first.

    Raises `Overtaken`.
    """
    hold(actor, Verb.MARK_HELPED, post)  # it may just be moving to another question
    if _add(HelpedMark, post_id=post.id, member_id=actor.id):
        by_asker = {"helped_asker": True} if _is_asker(actor, post) else {}
        _count(post, "helped_count", 1, **by_asker)
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
    """Take the mark back, and what was told of it: marking anew fills nobody's inbox.

    Raises `Overtaken`.
    """
    hold(actor, Verb.MARK_HELPED, post)
    if _take(HelpedMark, post_id=post.id, member_id=actor.id):
        by_asker = {"helped_asker": False} if _is_asker(actor, post) else {}
        _count(post, "helped_count", -1, **by_asker)
        _count_thread(post, -1)
        inbox.untell(post.id, [NotificationKind.HELPED], actor_name=_name_in(post, actor))
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
    """Return the name the marker has in the thread: whoever has an alias there stays under it.

    But of who asked, everyone sees that it helped: that mark has the name of the question.
    """
    if _is_asker(actor, post):
        return post.thread.alias or actor.username
    known = db.session.get(ThreadAlias, (post.thread_id, actor.id))
    return actor.username if known is None else known.name


def _add(model: Any, **key: int) -> bool:
    """Add a row unless it is there; say whether it was added."""
    return insert_once(model, **key, created_at=utcnow())


def _take(model: Any, **key: int) -> bool:
    """Take a row away; say whether it was there."""
    taken = delete(model).filter_by(**key).returning(model.member_id)
    return db.session.execute(taken).first() is not None


def _count(post: Post, counter: str, by: int, **also: bool) -> None:
    _moving(Post, counter, tuple(also)).run(row=post.id, by=by, **also)


def _count_thread(post: Post, by: int) -> None:
    _moving(Thread, "helped_count", ()).run(row=post.thread_id, by=by)


@cache
def _moving(model: Any, counter: str, also: tuple[str, ...]) -> Write:
    """Return what moves a counter of the row `:row` by `:by`, and sets other columns, too."""
    table = model.__table__
    values = {name: bindparam(name, type_=table.c[name].type) for name in also}
    values[counter] = table.c[counter] + bindparam("by")
    return Write(update(table).where(table.c.id == bindparam("row")).values(values))
