"""Rendering and assessing old posts again, in batches, when the renderer or the rules changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from ... import richtext, triage
from ...db import db
from ...permissions import PostKind
from ..advising import renew_review
from ..assessing import opening_excerpt, renew, set_source
from ..models import Assessment, Post

BATCH = 200


def rerender(every: bool) -> tuple[int, Iterator[int]]:
    """Render posts of older renderers again (all with `every`).

    Returns how many there are, and an iterator that does a batch a step and yields its size.
    """
    stale = Post.id > 0 if every else Post.render_version != richtext.VERSION

    def again(post: Post) -> None:
        set_source(post, post.source)
        if post.kind is PostKind.QUESTION:  # an article's is a summary that somebody wrote
            post.thread.excerpt = opening_excerpt(post)

    return _count(stale), _batches(stale, again)


def reassess(every: bool, now: datetime) -> tuple[int, Iterator[int]]:
    """Assess posts of older rules again (all with `every`); overrides stand. As `rerender`."""
    current = triage.rules_version()
    assessed = select(Assessment.post_id)
    if not every:
        assessed = assessed.where(Assessment.rules_version != current)
    stale = Post.id.in_(assessed)

    def again(post: Post) -> None:
        if post.assessment is not None:
            renew(post, post.thread, post.assessment, now)
            if not post.thread.is_example:
                renew_review(post, post.thread.level, now)

    return _count(stale), _batches(stale, again)


def _count(stale: ColumnElement[bool]) -> int:
    return int(db.session.scalar(select(func.count()).select_from(Post).where(stale)) or 0)


def _batches(stale: ColumnElement[bool], again: Callable[[Post], object]) -> Iterator[int]:
    """Go through the posts by id, so that one that stays stale is not met twice."""
    last = 0
    while True:
        statement = (
            select(Post)
            .where(Post.id > last, stale)
            .options(joinedload(Post.thread), joinedload(Post.assessment), joinedload(Post.advice))
            .order_by(Post.id)
            .limit(BATCH)
            .with_for_update(of=Post)
        )
        posts = list(db.session.scalars(statement))
        if not posts:
            return
        for post in posts:
            again(post)
        last = posts[-1].id
        db.session.commit()
        db.session.expunge_all()
        yield len(posts)
