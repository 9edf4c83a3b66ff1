"""Reads of articles and their provenance."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from ..db import db
from ..permissions import visible_to
from ..threads.models import Thread
from ..web.actor import current_actor
from .models import Article


def load_articles(limit: int = 300) -> list[Article]:
    """Return the articles that may be seen, pinned ones first, then by title."""
    statement = (
        select(Article)
        .join(Article.thread)
        .where(visible_to(current_actor(), Thread))
        .options(contains_eager(Article.thread))
        .order_by(Thread.pinned_position.is_(None), Thread.pinned_position, Thread.title)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def load_by_digest(digest: str) -> Article | None:
    """Find the article that a file was imported as."""
    found: Article | None = db.session.scalar(
        select(Article).where(Article.digest == digest).join(Article.thread)
    )
    return found


def slug_taken(slug: str) -> bool:
    """Say whether an article has this address."""
    return db.session.scalar(select(Article.thread_id).where(Article.slug == slug)) is not None
