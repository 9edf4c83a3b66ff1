"""Reads that moderators' acts and pages need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ..db import db
from ..permissions import PostKind, Verb
from ..threads.models import Post, Thread
from ..threads.queries import load_post
from .models import ModerationAct

OPENING = (PostKind.QUESTION, PostKind.ARTICLE)


def load_opening(thread_id: int) -> Post | None:
    """Find the opening post of a thread, with what `load_post` loads."""
    post_id = db.session.scalar(_opening(thread_id))
    return None if post_id is None else load_post(post_id)


def opening_id(thread_id: int) -> int:
    """Return the id of the opening post of a thread that exists."""
    return db.session.execute(_opening(thread_id)).scalar_one()


def _opening(thread_id: int) -> Select[int]:
    return select(Post.id).where(Post.thread_id == thread_id, Post.kind.in_(OPENING))


def lock_post(post_id: int) -> Post | None:
    """Hold a post and its thread until the commit, and read them with what `load_post` loads.

    First the lock, then the reading: whoever waited for the lock must see what was done meanwhile.
    SQLite has no row locks and needs none: a request that may write holds its one write lock.
    """
    held = select(Post.id).join(Post.thread).where(Post.id == post_id)
    db.session.execute(held.with_for_update(of=(Post, Thread)))
    found: Post | None = db.session.scalar(
        select(Post)
        .where(Post.id == post_id)
        .join(Post.thread)
        .options(
            contains_eager(Post.thread).selectinload(Thread.topics),
            joinedload(Post.author),
            joinedload(Post.assessment),
        )
        .execution_options(populate_existing=True)
    )
    return found


def lock_shelf() -> list[Thread]:
    """Return the pinned threads in their order, held until the commit."""
    statement = (
        select(Thread)
        .where(Thread.pinned_position.is_not(None))
        .order_by(Thread.pinned_position, Thread.id)
        .with_for_update()
    )
    return list(db.session.scalars(statement))


def before_last(thread_id: int, verb: Verb) -> Mapping[str, Any]:
    """Return the state before the newest act of a kind on a thread; empty where there is none."""
    statement = (
        select(ModerationAct.before)
        .where(ModerationAct.thread_id == thread_id, ModerationAct.verb == verb)
        .order_by(ModerationAct.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement) or {}


def ids_under(post: Post) -> list[int]:
    """Return the ids of the replies that hang under a post."""
    return list(db.session.scalars(select(Post.id).where(Post.parent_id == post.id)))


def ids_speaking_to(post: Post) -> list[int]:
    """Return the ids of the replies that speak to a reply, to those replies, and so on."""
    base = select(Post.id).where(Post.reply_to_id == post.id).cte(recursive=True)
    under = aliased(Post)
    chain = base.union(select(under.id).join(base, under.reply_to_id == base.c.id))
    return list(db.session.scalars(select(chain.c.id)))
