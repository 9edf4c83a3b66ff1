"""Everything public, and everything kept of one member, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import Member
from ..db import Base, db
from ..permissions import VISITOR, visible_to
from ..threads.models import Post, Thread

BATCH = 100
# What moderators say of a member among themselves, and who muted whom, is not the member's to read.
PRIVATE = frozenset(
    {"member_note.member_id", "member_note.author_id", "mute.muted_id", "verification.by_id"}
)
SECRETS = frozenset({"password", "fs_uniquifier", "submit_token", "token_hash"})


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


def member_data(member: Member) -> dict[str, Any]:
    """Return every row that is about a member or by them, without secrets, by table.

    Found from the tables themselves, so that a table added later is not forgotten.
    """
    data: dict[str, Any] = {"member": [_row(member)]}
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        columns = [key.parent for key in table.foreign_keys if str(key.column.table) == "member"]
        for column in columns:
            if str(column) in PRIVATE:
                continue
            rows = [
                _row(row)
                for row in db.session.scalars(select(mapper.class_).where(column == member.id))
            ]
            if rows:
                data.setdefault(mapper.class_.__tablename__, []).extend(rows)
    return data


def _row(instance: Any) -> dict[str, Any]:
    return {
        column.name: _plain(getattr(instance, column.key))
        for column in instance.__table__.columns
        if column.name not in SECRETS
    }


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return value
