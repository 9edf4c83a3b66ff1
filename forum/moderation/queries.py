"""Reads that moderators' acts and pages need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ..accounts.models import Member
from ..db import db
from ..permissions import PostKind, Verb
from ..threads.models import Post, Thread
from ..threads.queries import load_post
from .models import Flag, FlagReason, FlagState, ModerationAct

# A newcomer's flag is read like any other, but a crowd of newcomers hides nothing.
ESTABLISHED_AFTER = timedelta(days=7)
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


def has_flagged(member_id: int, post_id: int) -> bool:
    """Say whether a member has flagged a post before, whatever became of it."""
    statement = select(Flag.id).where(Flag.member_id == member_id, Flag.post_id == post_id)
    return db.session.scalar(statement) is not None


def count_trusted_flags(post_id: int, now: datetime) -> int:
    """Count the open flags on a post that speak for hiding it.

    Only those of established members: confirmed, and here for `ESTABLISHED_AFTER`. A worry about
    someone at risk speaks for looking soon and not for hiding their words from those who help.
    """
    statement = (
        select(func.count())
        .select_from(Flag)
        .join(Member, Member.id == Flag.member_id)
        .where(
            Flag.post_id == post_id,
            Flag.state == FlagState.OPEN,
            Flag.reason != FlagReason.AT_RISK,
            Member.active,
            Member.confirmed_at.is_not(None),
            Member.created_at <= now - ESTABLISHED_AFTER,
        )
    )
    return db.session.scalar(statement) or 0


def open_flags(post_ids: Collection[int], upto: int | None = None) -> list[Flag]:
    """Return the open flags on some posts with who raised them, oldest first."""
    statement = (
        select(Flag)
        .where(Flag.post_id.in_(post_ids), Flag.state == FlagState.OPEN)
        .options(joinedload(Flag.member))
        .order_by(Flag.id)
    )
    if upto is not None:
        statement = statement.where(Flag.id <= upto)
    return list(db.session.scalars(statement))


def log(thread_id: int | None = None) -> Select[ModerationAct]:
    """Return the statement that lists the log, with who and what; paged by `ModerationAct.id`."""
    statement = select(ModerationAct).options(
        joinedload(ModerationAct.actor),
        joinedload(ModerationAct.thread),
        joinedload(ModerationAct.post).joinedload(Post.thread),
    )
    return statement if thread_id is None else statement.where(ModerationAct.thread_id == thread_id)


def log_rows(batch: int = 500) -> Iterator[Row[Any]]:
    """Go through the whole log, oldest first, with the actors' names, a batch at a time."""
    last = 0
    statement = (
        select(ModerationAct.__table__, Member.username)
        .outerjoin(Member, Member.id == ModerationAct.actor_id)
        .order_by(ModerationAct.id)
        .limit(batch)
    )
    while rows := db.session.execute(statement.where(ModerationAct.id > last)).all():
        yield from rows
        last = rows[-1].id
