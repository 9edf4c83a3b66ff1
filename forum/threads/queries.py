"""Reads of threads and posts, with what their readers need loaded."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ..db import db, utcnow
from ..permissions import Actor, ThreadKind, Visibility, visible_to
from .models import HelpedMark, Post, Revision, Thread, ThreadMerge, ThreadSplit, Vote


def load_thread(thread_id: int, **_rest: str) -> Thread | None:
    """Find a thread with author, topics and what was split; one that was merged is its new home.

    Whoever shows it asks whether it may be seen.
    """
    found: Thread | None = (
        db.session.scalars(
            select(Thread)
            .where(Thread.id == thread_id)
            .options(
                joinedload(Thread.author),
                selectinload(Thread.topics),
                joinedload(Thread.split).joinedload(ThreadSplit.source),
                joinedload(Thread.offshoots).joinedload(ThreadSplit.thread),
            )
        )
        .unique()
        .one_or_none()
    )
    if found is not None and found.visibility is Visibility.MERGED:
        merge = db.session.get_one(ThreadMerge, thread_id)
        return load_thread(merge.into_id)
    return found


def load_post(post_id: int) -> Post | None:
    """Find a post with its thread, author and assessment."""
    found: Post | None = db.session.scalar(
        select(Post)
        .where(Post.id == post_id)
        .join(Post.thread)
        .options(
            contains_eager(Post.thread).selectinload(Thread.topics),
            joinedload(Post.author),
            joinedload(Post.assessment),
            joinedload(Post.advice),
        )
    )
    return found


def load_revisions(post: Post) -> list[Revision]:
    """Return the earlier texts of a post, oldest first."""
    statement = select(Revision).where(Revision.post_id == post.id).order_by(Revision.number)
    return list(db.session.scalars(statement))


def questions(actor: Actor) -> Select[Thread]:
    """Return the statement that lists the questions an actor may see; the caller orders it."""
    return listed(actor).where(Thread.kind == ThreadKind.QUESTION)


def articles(actor: Actor) -> Select[Thread]:
    """Return the statement that lists the articles an actor may see."""
    return listed(actor).where(Thread.kind == ThreadKind.ARTICLE)


def pinned(actor: Actor) -> list[Thread]:
    """Return what moderators pinned to the shelf, in their order."""
    statement = (
        select(Thread)
        .where(
            Thread.pinned_position.is_not(None),
            or_(Thread.pinned_until.is_(None), Thread.pinned_until > utcnow()),
            visible_to(actor, Thread),
        )
        .order_by(Thread.pinned_position, Thread.id)
        .limit(30)
    )
    return list(db.session.scalars(statement))


def own_marks(member_id: int | None, thread_id: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return the ids of the posts of a thread that a member voted for, and marked as helped."""
    if member_id is None:
        return frozenset(), frozenset()
    votes = select(Vote.post_id, Vote.member_id * 0).join(Post, Post.id == Vote.post_id)
    marks = select(HelpedMark.post_id, HelpedMark.member_id * 0 + 1).join(
        Post, Post.id == HelpedMark.post_id
    )
    rows = db.session.execute(
        votes.where(Vote.member_id == member_id, Post.thread_id == thread_id).union_all(
            marks.where(HelpedMark.member_id == member_id, Post.thread_id == thread_id)
        )
    ).all()
    return (
        frozenset(post_id for post_id, is_mark in rows if not is_mark),
        frozenset(post_id for post_id, is_mark in rows if is_mark),
    )


def listed(actor: Actor) -> Select[Thread]:
    """Return the statement that lists the threads an actor may see, with what a row shows."""
    return (
        select(Thread)
        .where(visible_to(actor, Thread), Thread.visibility != Visibility.MERGED)
        .options(joinedload(Thread.author), selectinload(Thread.topics))
    )
