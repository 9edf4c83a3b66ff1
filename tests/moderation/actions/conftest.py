"""What the acts of every family are looked at with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Member
from forum.db import db
from forum.inbox.models import Notification, NotificationKind
from forum.moderation.models import ModerationAct
from forum.threads.counters import recount
from forum.threads.models import Post, Thread


@pytest.fixture
def fresh() -> Callable[[Post], Post]:
    """Return a post with its thread as the database has them now."""

    def load(post: Post) -> Post:
        return db.session.execute(
            select(Post)
            .where(Post.id == post.id)
            .join(Post.thread)
            .options(
                contains_eager(Post.thread).selectinload(Thread.topics),
                joinedload(Post.assessment),
                joinedload(Post.advice),
            )
            .execution_options(populate_existing=True)
        ).scalar_one()

    return load


@pytest.fixture
def log() -> Callable[[], list[tuple[Any, ...]]]:
    """Return the log as (actor, verb, thread, post, reason, before, after)."""

    def rows() -> list[tuple[Any, ...]]:
        columns = (
            ModerationAct.actor_id,
            ModerationAct.verb,
            ModerationAct.thread_id,
            ModerationAct.post_id,
            ModerationAct.reason,
            ModerationAct.before,
            ModerationAct.after,
        )
        return [
            tuple(row) for row in db.session.execute(select(*columns).order_by(ModerationAct.id))
        ]

    return rows


@pytest.fixture
def told() -> Callable[[Member | None], list[str]]:
    """Return what decisions a member was told of, oldest first, as "who: what and why"."""

    def lines(member: Member | None) -> list[str]:
        assert member is not None
        rows = db.session.scalars(
            select(Notification)
            .where(
                Notification.member_id == member.id,
                Notification.kind == NotificationKind.DECISION,
            )
            .order_by(Notification.id)
        )
        return [f"{row.actor_name}: {row.detail}" for row in rows]

    return lines


@pytest.fixture
def index_right() -> Callable[[], bool]:
    """Say whether the search index holds what it should: the posts, their threads, titles."""
    titles = {
        "sqlite": "SELECT rowid, title FROM search_title ORDER BY rowid",
        "postgresql": "SELECT post_id, title_words FROM search_entry "
        "WHERE title_words <> ''::tsvector ORDER BY post_id",
    }
    wanted = {
        "sqlite": "SELECT post_id, title FROM search_source WHERE title <> '' ORDER BY post_id",
        "postgresql": "SELECT post_id, search_words(title) FROM search_source "
        "WHERE title <> '' ORDER BY post_id",
    }

    def rows(statement: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in db.session.execute(text(statement))]

    def right() -> bool:
        name = db.engine.dialect.name
        entries = "SELECT post_id, thread_id, helped FROM {} ORDER BY post_id"
        same = rows(entries.format("search_entry")) == rows(entries.format("search_source"))
        return same and rows(titles[name]) == rows(wanted[name])

    return right


@pytest.fixture
def feeds(app: Flask) -> Callable[[], list[str]]:
    """Return the feeds of the newest questions, of the tag "cramp" and of the first thread."""
    paths = ("/feeds/questions.atom", "/feeds/tags/cramp.atom", "/feeds/questions/1.atom")
    return lambda: [app.test_client().get(path).text for path in paths]


@pytest.fixture
def counters_right() -> Callable[[], bool]:
    """Say whether a recount finds every counter as the acts left it."""
    return lambda: recount() == 0
