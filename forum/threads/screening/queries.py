"""What screening asks of the database; each a bounded read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from ...db import db
from ...permissions import Visibility
from ...reads import Read, fetch
from ..models import Post, Thread
from . import bayes
from .hosts import candidates
from .models import (
    IS_OPEN,
    AllowedHost,
    Cause,
    Phrase,
    PhraseAct,
    Screening,
    ScreeningState,
    SpamLesson,
)

NEWEST = 200  # posts among which the same text is looked for
SAME_WITHIN = timedelta(days=1)
WAITS_ASKED = 50
# An approval of one post speaks for these others of its author, not for suspected spam.
RELEASED_TOGETHER = (Cause.FIRST, Cause.LINK)

_newest = select(func.coalesce(func.max(Post.id), 0)).scalar_subquery()
_SAME = Read(
    select(Post.created_at).where(
        Post.id > _newest - NEWEST,
        Post.id != bindparam("except_post"),
        Post.text == bindparam("text"),
    )
)
_WATCHED: Any = select(Phrase.words, Phrase.act, Phrase.tag).order_by(Phrase.words)
_PHRASES = Read(_WATCHED)


class Watched(NamedTuple):
    """A phrase that moderators watch for."""

    words: str
    act: PhraseAct
    tag: str


def count_published(member_id: int) -> int:
    """Count what a member has written that everyone may read."""
    statement = select(func.count()).where(
        Post.author_id == member_id, Post.visibility == Visibility.PUBLISHED
    )
    return db.session.scalar(statement) or 0


def count_same(text: str, now: datetime, except_post: int | None) -> int:
    """Count how many of the newest posts have exactly this text, whoever wrote them."""
    found = _SAME.rows(text=text, except_post=except_post or 0)
    return sum(created_at > now - SAME_WITHIN for (created_at,) in found)


def allowed_among(hosts: Collection[str]) -> frozenset[str]:
    """Return the names on the list that could allow some hosts."""
    names = {name for host in hosts for name in candidates(host)}
    if not names:
        return frozenset()
    return frozenset(
        db.session.scalars(select(AllowedHost.host).where(AllowedHost.host.in_(names)))
    )


def allowed_hosts() -> list[AllowedHost]:
    """Return the whole list, in the order of the alphabet."""
    return list(db.session.scalars(select(AllowedHost).order_by(AllowedHost.host)))


def phrases() -> list[Phrase]:
    """Return the phrases that moderators watch for, in the order of the alphabet."""
    return list(db.session.scalars(select(Phrase).order_by(Phrase.words)))


def watched() -> list[Watched]:
    """Return those phrases as screening looks for them."""
    return [Watched(*row) for row in _PHRASES.rows()]


def counts_of(numbers: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return what the filter has counted of some features, and of all posts."""
    wanted = ", ".join(map(str, {bayes.TOTAL, *numbers}))
    counted = f"SELECT number, spam, fine FROM spam_feature WHERE number IN ({wanted})"  # noqa: S608 (whole numbers)
    rows = fetch(db.engine, counted, {})
    return {number: (spam, fine) for number, spam, fine in rows}


def lesson_of(post_id: int) -> SpamLesson | None:
    """Find what the filter learned from a post."""
    return db.session.get(SpamLesson, post_id)


def screening_of(post_id: int) -> Screening | None:
    """Find what screening noticed in a post."""
    return db.session.get(Screening, post_id)


def screenings_of(post_ids: Collection[int]) -> dict[int, Screening]:
    """Return what still waits for a moderator of some posts."""
    statement = select(Screening).where(Screening.post_id.in_(post_ids), IS_OPEN)
    return {found.post_id: found for found in db.session.scalars(statement)}


def waiting_with(post: Post) -> list[Screening]:
    """Return what else of a post's author waits only because they are new, the oldest first.

    What a moderator has hidden or given back has been looked at, and is not among it. Nor is what
    they signed otherwise: what goes out together would tell who is behind an alias.
    """
    waits = Post.visibility.in_((Visibility.HELD, Visibility.PUBLISHED))
    together = Screening.cause.in_(RELEASED_TOGETHER)
    alike = Post.alias.is_not_distinct_from(post.alias)
    if post.alias is not None:
        alike &= Post.thread_id == post.thread_id
    return _of_author(post, IS_OPEN, waits, together, alike)


def decided_with(post: Post, at: datetime) -> list[Screening]:
    """Return what else of a post's author was approved in the same act."""
    return _of_author(post, Screening.state == ScreeningState.APPROVED, Screening.decided_at == at)


def _of_author(post: Post, *conditions: object) -> list[Screening]:
    statement = (
        select(Screening)
        .join(Screening.post)
        .join(Post.thread)
        .where(Post.author_id == post.author_id, Post.id != post.id, *conditions)  # type: ignore[arg-type]
        .options(
            contains_eager(Screening.post).contains_eager(Post.thread).selectinload(Thread.topics),
            contains_eager(Screening.post).options(
                joinedload(Post.author), joinedload(Post.assessment)
            ),
        )
        .order_by(Post.id)
    )
    return list(db.session.scalars(statement))


def newest_waits() -> list[timedelta]:
    """Return how long the posts waited that moderators looked at last."""
    statement = (
        select(Screening.created_at, Screening.decided_at)
        .where(Screening.decided_at.is_not(None), Screening.held)
        .order_by(Screening.decided_at.desc())
        .limit(WAITS_ASKED)
    )
    return [decided - created for created, decided in db.session.execute(statement) if decided]
