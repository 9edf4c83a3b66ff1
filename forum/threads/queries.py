"""Reads of threads and posts, with what their readers need loaded."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ..db import db, is_writing
from ..entities import columns, loaded, relate
from ..permissions import Actor, ThreadKind, Visibility, visible_to
from ..reads import Read
from .models import Post, Revision, Thread, ThreadAlias, ThreadMerge, ThreadSplit


def find_thread(thread_id: int, *, held: bool = False) -> Thread | None:
    """Find a thread with nothing beside it, for what is done to it; otherwise as `load_thread`."""
    rows = _thread_read(held).rows_to_act_on(thread_id=thread_id)
    found: Thread | None = loaded(Thread, rows[0]) if rows else None
    if found is not None and (home := _home_of(found)):
        return find_thread(home, held=held)
    return found


def _home_of(thread: Thread) -> int | None:
    """Return the thread that one was merged into, if it was; `thread` is read again if it is not.

    Without a merge it has become a thread of its own again since it was read.
    """
    if thread.visibility is not Visibility.MERGED:
        return None
    merge = db.session.get(ThreadMerge, thread.id)
    if merge is None:
        db.session.refresh(thread)
        return None
    return merge.into_id


def hold_thread(thread_id: int) -> Thread | None:
    """Find a thread, and in a request that writes hold it until the commit, as `lock_post` does."""
    return find_thread(thread_id, held=is_writing())


@cache
def _thread_read(held: bool) -> Read:
    found = select(*columns(Thread)).where(Thread.id == bindparam("thread_id"))
    return Read(found.with_for_update(key_share=True) if held else found)


def find_post(post_id: int) -> Post | None:
    """Find a post with its thread and what it hangs under, and nothing else."""
    rows = _post_read().rows_to_act_on(post_id=post_id)
    if not rows:
        return None
    of_the_thread = len(columns(Thread))
    thread = loaded(Thread, rows[0][:of_the_thread])
    found: Post = loaded(Post, rows[0][of_the_thread:], thread=thread)
    relate(found, parent=find_post(found.parent_id) if found.parent_id else None)
    return found


@cache
def _post_read() -> Read:
    both = select(*columns(Thread), *columns(Post)).join(Post.thread)
    return Read(both.where(Post.id == bindparam("post_id")))


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
    if found is not None and (home := _home_of(found)):
        return load_thread(home)
    return found


def load_post(post_id: int) -> Post | None:
    """Find a post with its thread, author and assessment, and what it hangs under."""
    found: Post | None = db.session.scalar(whole_post(post_id))
    return found


def whole_post(post_id: int) -> Select[Post]:
    """Return the statement that finds a post as `load_post` does."""
    return (
        select(Post)
        .where(Post.id == post_id)
        .join(Post.thread)
        .options(
            contains_eager(Post.thread).selectinload(Thread.topics),
            joinedload(Post.parent),
            joinedload(Post.author),
            joinedload(Post.assessment),
            joinedload(Post.advice),
        )
    )


def lock_post(post_id: int) -> Post | None:
    """Hold a post and its thread until the commit, and read them with what `load_post` loads.

    First the lock, then the reading: whoever waited for the lock must see what was done meanwhile.
    SQLite has no row locks and needs none: a request that may write holds its one write lock.
    """
    held = select(Post.id).join(Post.thread).where(Post.id == post_id)
    # Not the keys: whoever writes a reply meanwhile must be able to point at them.
    db.session.execute(held.with_for_update(of=(Post, Thread), key_share=True))
    again = whole_post(post_id).options(joinedload(Post.merge))
    found: Post | None = db.session.scalar(again.execution_options(populate_existing=True))
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


def listed(actor: Actor) -> Select[Thread]:
    """Return the statement that lists the threads an actor may see, with what a row shows."""
    return (
        select(Thread)
        .where(visible_to(actor, Thread), Thread.visibility != Visibility.MERGED)
        .options(joinedload(Thread.author), selectinload(Thread.topics))
    )


def has_alias(thread_id: int, member_id: int) -> bool:
    """Say whether a member has posted under an alias in a thread."""
    return db.session.get(ThreadAlias, (thread_id, member_id)) is not None
