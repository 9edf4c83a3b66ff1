"""Everything public, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..db import db
from ..permissions import VISITOR, visible_to
from ..threads.models import Post, Thread

BATCH = 100


def public_threads() -> Iterator[dict[str, Any]]:
    """Yield each thread that a visitor may read, with its posts, oldest first."""
    last = 0
    while threads := _threads_after(last):
        last = threads[-1].id
        posts = _posts_of([thread.id for thread in threads])
        for thread in threads:
            yield _thread(thread, posts.get(thread.id, []))
        db.session.expunge_all()


def _threads_after(last: int) -> list[Thread]:
    statement = (
        select(Thread)
        .where(Thread.id > last, visible_to(VISITOR, Thread))
        .options(selectinload(Thread.topics))
        .order_by(Thread.id)
        .limit(BATCH)
    )
    return list(db.session.scalars(statement))


def _posts_of(thread_ids: list[int]) -> dict[int, list[Post]]:
    statement = (
        select(Post)
        .where(Post.thread_id.in_(thread_ids), visible_to(VISITOR, Post))
        .options(joinedload(Post.author), joinedload(Post.advice))
        .order_by(Post.id)
    )
    posts: dict[int, list[Post]] = {}
    for post in db.session.scalars(statement):
        posts.setdefault(post.thread_id, []).append(post)
    return posts


def _thread(thread: Thread, posts: list[Post]) -> dict[str, Any]:
    return {
        "id": thread.id,
        "kind": thread.kind,
        "title": thread.title,
        "topics": [topic.name for topic in thread.topics],
        "created_at": thread.created_at.isoformat(),
        "posts": [
            {
                "id": post.id,
                "kind": post.kind,
                "parent": post.parent_id,
                "by": post.alias or (post.author.username if post.author else None),
                "created_at": post.created_at.isoformat(),
                "source": post.source,
                "caution": (post.advice and post.advice.shown) or None,
            }
            for post in posts
        ],
    }
