"""Reads for the pages that show several rooms together, each a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ..accounts.models import Member
from ..db import db
from ..library.models import Article
from ..permissions import OPENING, Actor, Openness, PostKind, ThreadKind, visible_to
from ..threads.models import Bookmark, Citation, Post, Revision, Thread, ThreadTopic
from ..threads.readers import StandIn
from ..threads.reading.threads import listed_rows, load_rows, question_rows
from ..threads.shown import ShownThread
from ..threads.slugs import slug as slug_of
from ..triage import Level
from ..web.paging import Columns, KeyedList

CITATIONS_SHOWN = 200
EARLIER_TITLES = 1_000  # of articles, among which an old address is looked for
ORDERS: dict[str, Columns] = {
    "newest": (Thread.id,),
    "active": (Thread.active_at, Thread.id),
    "unanswered": (Thread.id,),
    "attention": (Thread.id,),
}


def load_article(slug: str) -> Thread | None:
    """Find an article's thread by its address, or one that it had, with topics and author."""
    return _article(Thread.slug == slug) or _article(Thread.id == _once_called(slug))


def _article(condition: ColumnElement[bool]) -> Thread | None:
    found: Thread | None = db.session.scalar(
        select(Thread)
        .where(Thread.kind == ThreadKind.ARTICLE, condition)
        .options(joinedload(Thread.author), selectinload(Thread.topics))
    )
    return found


def _once_called(slug: str) -> int | None:
    """Return the id of the article that had this address before it got another title."""
    first: int | None = db.session.scalar(select(Article.thread_id).where(Article.slug == slug))
    if first is not None:
        return first
    earlier = (
        select(Post.thread_id, Revision.title)
        .join(Revision, Revision.post_id == Post.id)
        .where(Post.kind == PostKind.ARTICLE, Revision.title != "")
        .order_by(Revision.id.desc())
        .limit(EARLIER_TITLES)
    )
    rows = db.session.execute(earlier)
    return next((id_ for id_, title in rows if slug_of(title) == slug), None)


@cache
def questions_list(reader: StandIn, order: str, *, in_topic: bool) -> KeyedList:
    """Return a list of questions; its values are `reader`, `topic_id` and `day_ago`."""
    statement = question_rows(reader)
    if in_topic:
        statement = about_topic(statement, bindparam("topic_id"))
    if order == "unanswered":
        statement = statement.where(Thread.answers_count == 0)
    if order == "attention":
        statement = needing_attention(statement)
    columns = ORDERS[order]
    # A topic's own threads are walked, or a rare tag would be looked for among all threads.
    walked = (ThreadTopic.thread_id,) if in_topic and columns == (Thread.id,) else None
    return KeyedList(statement, columns, walked)


def about_topic(statement: Select[Any], topic_id: int | BindParameter[Any]) -> Select[Any]:
    """Narrow a list of threads to those about a topic."""
    return statement.join(ThreadTopic, ThreadTopic.thread_id == Thread.id).where(
        ThreadTopic.topic_id == topic_id
    )


def asked_by(member: Member, actor: Actor) -> Select[Any]:
    """Return the questions that a member asked under their own name."""
    return question_rows(actor).where(Thread.author_id == member.id, Thread.alias.is_(None))


def answers_by(member: Member, actor: Actor, limit: int = 30) -> list[Post]:
    """Return a member's newest answers under their own name, with their threads."""
    statement = (
        select(Post)
        .join(Post.thread)
        .where(
            Post.author_id == member.id,
            Post.alias.is_(None),
            Post.kind == PostKind.ANSWER,
            visible_to(actor, Post),
        )
        .options(contains_eager(Post.thread))
        .order_by(Post.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def bookmarked_by(member_id: int, actor: Actor) -> list[ShownThread]:
    """Return the threads that a member bookmarked, the newest mark first."""
    statement = (
        listed_rows(actor)
        .join(Bookmark, Bookmark.thread_id == Thread.id)
        .where(Bookmark.member_id == member_id)
        .order_by(Bookmark.created_at.desc())
        .limit(100)
    )
    return load_rows(statement)


def opening_html(thread: Thread) -> str:
    """Return the HTML of a thread's opening post; empty where it has lost it."""
    statement = select(Post.html).where(Post.thread_id == thread.id, Post.kind.in_(OPENING))
    return db.session.scalar(statement) or ""


def questions_citing(slugs: Iterable[str], actor: Actor) -> dict[str, list[Thread]]:
    """Return the newest questions about the passages of an article, by anchor.

    `slugs` are the article's names, present and first.
    """
    statement = (
        select(Citation.anchor, Thread)
        .join(Citation.thread)
        .where(
            Citation.slug.in_(set(slugs)),
            Thread.kind == ThreadKind.QUESTION,
            visible_to(actor, Thread),
        )
        .order_by(Citation.thread_id.desc())
        .limit(CITATIONS_SHOWN)
    )
    found: dict[str, list[Thread]] = {}
    for anchor, thread in db.session.execute(statement):
        found.setdefault(anchor, []).append(thread)
    return found


def needing_attention(statement: Select[Any]) -> Select[Any]:
    """Narrow a list to open questions without an answer that are grave, or have waited a day."""
    return statement.where(
        Thread.answers_count == 0,
        Thread.openness == Openness.OPEN,
        or_(
            Thread.level.in_([level for level in Level if level > Level.ROUTINE]),
            Thread.created_at <= bindparam("day_ago", type_=Thread.created_at.type),
        ),
    )
