"""The counters of threads, posts and topics: moved as things happen, recounted on demand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, func, select, update

from ..accounts.models import Member
from ..db import db
from ..inbox.models import Notification
from ..permissions import PostKind, Visibility
from ..topics.models import Topic
from ..writes import Write
from .models import HelpedMark, Post, Thread, ThreadTopic, Vote


def count_in_thread(thread: Thread, post: Post, by: int, now: datetime | None = None) -> None:
    """Change the thread's count of answers or replies; with `now` the thread is active again."""
    values = {"thread": thread.id, "by": by} | ({} if now is None else {"now": now})
    _moving(post.kind is PostKind.ANSWER, now is not None).run(**values)


@cache
def _moving(answers: bool, active: bool) -> Write:
    """Return the statement that moves a counter of the thread `:thread`, and makes it active."""
    table: Any = Thread.__table__
    counter = table.c.answers_count if answers else table.c.replies_count
    values: dict[str, Any] = {counter.key: counter + bindparam("by")}
    if active:
        values["active_at"] = bindparam("now", type_=table.c.active_at.type)
    return Write(update(table).where(table.c.id == bindparam("thread")).values(**values))


def recount() -> int:
    """Recount every counter and return how many rows were wrong; commits."""
    wrong = sum(_mend(statement) for statement in _statements())
    db.session.commit()
    return wrong


def recount_threads(ids: Collection[int]) -> None:
    """Recount what some threads and their posts count, in the caller's transaction."""
    in_threads = {Thread: Thread.id.in_(ids), Post: Post.thread_id.in_(ids)}
    for statement in _statements():
        model = statement.entity_description["entity"]
        if model in in_threads:
            _mend(statement.where(in_threads[model]))


def _mend(statement: Update) -> int:
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]


def _statements() -> list[Update]:
    return [*_of_threads(), *_of_posts(), _of_topics(), *_of_members()]


def _of_threads() -> list[Update]:
    published = Post.visibility == Visibility.PUBLISHED
    posts = select(func.count()).select_from(Post).where(Post.thread_id == Thread.id, published)
    helped = (
        select(func.count())
        .select_from(HelpedMark)
        .join(Post, Post.id == HelpedMark.post_id)
        .where(Post.thread_id == Thread.id)
    )
    return [
        _set(Thread, Thread.answers_count, posts.where(Post.kind == PostKind.ANSWER)),
        _set(Thread, Thread.replies_count, posts.where(Post.kind == PostKind.REPLY)),
        _set(Thread, Thread.helped_count, helped),
    ]


def _of_posts() -> list[Update]:
    votes = select(func.count()).where(Vote.post_id == Post.id)
    helped = select(func.count()).select_from(HelpedMark).where(HelpedMark.post_id == Post.id)
    by_asker = helped.join(Thread, Thread.author_id == HelpedMark.member_id).where(
        Thread.id == Post.thread_id
    )
    return [
        _set(Post, Post.score, votes),
        _set(Post, Post.helped_count, helped),
        _set(Post, Post.helped_asker, by_asker.with_only_columns(func.count() > 0)),
    ]


def _of_topics() -> Update:
    threads = (
        select(func.count())
        .select_from(ThreadTopic)
        .join(Thread, Thread.id == ThreadTopic.thread_id)
        .where(ThreadTopic.topic_id == Topic.id, Thread.visibility == Visibility.PUBLISHED)
    )
    return _set(Topic, Topic.threads_count, threads)


def _of_members() -> list[Update]:
    posts = select(func.count()).where(
        Post.author_id == Member.id, Post.visibility != Visibility.DELETED
    )
    unread = select(func.count()).where(
        Notification.member_id == Member.id, Notification.read_at.is_(None)
    )
    return [
        _set(Member, Member.posts_count, posts),
        _set(Member, Member.unread_count, unread),
    ]


def _set(model: Any, column: Any, right: Any) -> Update:
    """Set a counter to what it should be, only where it is not."""
    value: ColumnElement[Any] = right.correlate(model).scalar_subquery()
    return (
        update(model)
        .where(column != value)
        .values({column.key: value})
        .execution_options(synchronize_session=False)
    )
