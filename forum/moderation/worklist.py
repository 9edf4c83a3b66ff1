"""What waits for a moderator, the gravest first and of those the longest waiting.

A post is one item, whatever the reasons why it waits: open flags, being held, a banner that its
author disputes, advice that may be unsafe, members who ask for it to be opened again, or being a
question at the level of emergency or crisis that nobody has answered.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from flask import g
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ..db import db
from ..permissions import Openness, PostKind, Verb, Visibility, can
from ..threads.models import AdviceReview, Assessment, Post, Thread
from ..threads.screening import Cause, Screening
from ..threads.screening.models import IS_OPEN as IS_SCREENED
from ..threads.screening.queries import screenings_of
from ..triage import Level
from ..web.actor import current_actor
from .actions.claims import CLAIM_LASTS
from .models import (
    IS_ASKED,
    IS_DISPUTED,
    IS_GRAVE_AND_UNANSWERED,
    IS_HELD,
    IS_OPEN,
    IS_UNSAFE,
    Claim,
    Flag,
    FlagReason,
    ReopenRequest,
)
from .queries import claims_on, open_flags, requests_on

SHOWN = 30
COUNTED = 2_000


class Waiting(StrEnum):
    """Why a post waits for a moderator."""

    FLAGGED = "flagged"
    HELD = "held"
    UNANSWERED = "unanswered"
    DISPUTED = "disputed"
    ADVICE = "unsafe advice"
    SPAM = "spam"
    LINK = "link"
    PHRASE = "phrase"
    FIRST = "first"
    REOPENING = "reopening"

    @property
    def bit(self) -> int:
        """Return the number that stands for it in a sum of reasons."""
        return 1 << list(Waiting).index(self)


FOR_CAUSE = {
    Cause.SPAM: Waiting.SPAM,
    Cause.LINK: Waiting.LINK,
    Cause.PHRASE: Waiting.PHRASE,
    Cause.FIRST: Waiting.FIRST,
}
# Triage may have missed what a member saw: these flags weigh as much as a banner would.
FLAG_WEIGHT = {FlagReason.AT_RISK: Level.EMERGENCY, FlagReason.DANGEROUS: Level.URGENT}


@dataclass(frozen=True, slots=True)
class Item:
    """A post that waits: why, since when, how grave it is at most, and who has claimed it."""

    post: Post
    reasons: tuple[Waiting, ...]
    since: datetime
    level: Level
    flags: tuple[Flag, ...]
    claim: Claim | None
    screening: Screening | None = None
    requests: tuple[ReopenRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class Worklist:
    """The first `SHOWN` items, and how many there are in all."""

    items: list[Item]
    total: int


def count() -> int:
    """Return how many posts wait."""
    return db.session.scalar(select(func.count(_waiting().subquery().c.post_id.distinct()))) or 0


def waiting_since() -> list[datetime]:
    """Return since when each post waits, the gravest first; at most `COUNTED`."""
    return [row.since for row in db.session.execute(_ordered(None, Level.NONE).limit(COUNTED))]


def waiting_count() -> int:
    """Return `count` to moderators and 0 to others; the database is asked once in a request."""
    if not can(current_actor(), Verb.MODERATE):
        return 0
    if "worklist_count" not in g:
        g.worklist_count = count()
    return int(g.worklist_count)


def load(
    now: datetime,
    reason: Waiting | None = None,
    at_least: Level = Level.NONE,
    free_for: int | None = None,
) -> Worklist:
    """Return what waits, for one reason or any, from a level on: seven queries at most.

    With `free_for` a moderator's id, what others have claimed is left out.
    """
    found = _ordered(reason, at_least)
    if free_for is not None:
        found = found.where(~_claimed_by_others(found.selected_columns.post_id, free_for, now))
    rows = db.session.execute(found.limit(SHOWN)).all()
    total = len(rows)
    if total == SHOWN:
        total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    return Worklist(_items(rows, now), total)


def _claimed_by_others(post_id: Any, member_id: int, now: datetime) -> ColumnElement[bool]:
    return (
        select(Claim.post_id)
        .where(
            Claim.post_id == post_id,
            Claim.member_id != member_id,
            Claim.claimed_at > now - CLAIM_LASTS,
        )
        .exists()
    )


def _items(rows: Collection[Row[Any]], now: datetime) -> list[Item]:
    ids = [row.post_id for row in rows]
    posts = {post.id: post for post in _load_posts(ids)}
    claims = claims_on(ids, now - CLAIM_LASTS)
    screenings = screenings_of(ids)
    asked = requests_on(
        [posts[row.post_id].thread_id for row in rows if row.reasons & Waiting.REOPENING.bit]
    )
    flags: dict[int, list[Flag]] = {}
    for flag in open_flags(ids):
        flags.setdefault(flag.post_id, []).append(flag)
    return [
        Item(
            post=posts[row.post_id],
            reasons=tuple(reason for reason in Waiting if reason.bit & row.reasons),
            since=row.since,
            level=list(Level)[row.weight],
            flags=tuple(flags.get(row.post_id, ())),
            claim=claims.get(row.post_id),
            screening=screenings.get(row.post_id),
            requests=tuple(asked.get(posts[row.post_id].thread_id, ())),
        )
        for row in rows
    ]


def _load_posts(ids: Collection[int]) -> Collection[Post]:
    return db.session.scalars(
        select(Post)
        .where(Post.id.in_(ids))
        .join(Post.thread)
        .options(
            contains_eager(Post.thread),
            joinedload(Post.author),
            joinedload(Post.assessment),
            joinedload(Post.advice),
        )
    ).all()


def _ordered(reason: Waiting | None, at_least: Level) -> Select[Any]:
    """Gather the rows of each post into one: its reasons, the earliest moment, the most weight."""
    rows = _waiting().subquery()
    floor, rank = func.max(rows.c.floor), _rank()
    weight = case((rank >= floor, rank), else_=floor)
    since = func.min(rows.c.since)
    statement = (
        select(
            rows.c.post_id,
            func.sum(rows.c.reason).label("reasons"),
            since.label("since"),
            weight.label("weight"),
        )
        .join(Assessment, Assessment.post_id == rows.c.post_id, isouter=True)
        .group_by(rows.c.post_id, Assessment.post_id)
        .having(weight >= at_least.rank)
        .order_by(weight.desc(), since, rows.c.post_id)
    )
    if reason is not None:
        statement = statement.having(func.max(case((rows.c.reason == reason.bit, 1), else_=0)) == 1)
    return statement


def _rank() -> ColumnElement[int]:
    shown = func.coalesce(Assessment.override, Assessment.level)
    return case(*((shown == level, level.rank) for level in Level), else_=0)


@cache  # building it takes longer than the database takes to answer it
def _waiting() -> CompoundSelect[Any]:
    """Return a row for each post and reason, with the least that it weighs (`floor`)."""
    return union_all(
        _flagged(), _held(), _unanswered(), _disputed(), _advised(), _screened(), _closed()
    )


def _columns(post_id: Any, reason: Waiting | Any, since: Any, floor: Any = None) -> Select[Any]:
    return select(
        post_id.label("post_id"),
        (literal(reason.bit) if isinstance(reason, Waiting) else reason).label("reason"),
        since.label("since"),
        (literal(0) if floor is None else floor).label("floor"),
    )


def _flagged() -> Select[Any]:
    weights = ((Flag.reason == reason, level.rank) for reason, level in FLAG_WEIGHT.items())
    floor = func.max(case(*weights, else_=0))
    return (
        _columns(Flag.post_id, Waiting.FLAGGED, func.min(Flag.created_at), floor)
        .join(Post, Post.id == Flag.post_id)
        .where(IS_OPEN, Post.visibility != Visibility.DELETED)
        .group_by(Flag.post_id)
    )


def _held() -> Select[Any]:
    """A post waits since it was flagged; one that nobody flagged since it was written."""
    flagged = (
        select(func.min(Flag.created_at))
        .where(Flag.post_id == Post.id, IS_OPEN)
        .correlate(Post)
        .scalar_subquery()
    )
    since = func.coalesce(flagged, Post.created_at)
    return _columns(Post.id, Waiting.HELD, since).where(IS_HELD)


def _unanswered() -> Select[Any]:
    """Questions that nobody but the asker has written under; what is closed has been looked at."""
    other = aliased(Post)
    someone_wrote = (
        select(other.id)
        .where(
            other.thread_id == Thread.id,
            other.kind == PostKind.REPLY,
            other.visibility == Visibility.PUBLISHED,
            other.author_id.is_distinct_from(Thread.author_id),
        )
        .correlate(Thread)
        .exists()
    )
    return (
        _columns(Post.id, Waiting.UNANSWERED, Thread.created_at)
        .join(Thread, Thread.id == Post.thread_id)
        .where(
            IS_GRAVE_AND_UNANSWERED,
            Post.kind == PostKind.QUESTION,
            Thread.visibility == Visibility.PUBLISHED,
            Thread.openness == Openness.OPEN,
            Thread.is_example.is_(False),
            ~someone_wrote,
        )
    )


def _disputed() -> Select[Any]:
    return (
        _columns(Post.id, Waiting.DISPUTED, Assessment.disputed_at)
        .join(Assessment, Assessment.post_id == Post.id)
        .where(IS_DISPUTED, Post.visibility != Visibility.DELETED)
    )


def _advised() -> Select[Any]:
    """Advice that the rules find unsafe; what is out of sight harms nobody."""
    levels = case(*((AdviceReview.level == level, level.rank) for level in Level), else_=0)
    return (
        _columns(AdviceReview.post_id, Waiting.ADVICE, AdviceReview.found_at, levels)
        .join(Post, Post.id == AdviceReview.post_id)
        .where(IS_UNSAFE, Post.visibility.in_((Visibility.PUBLISHED, Visibility.HELD)))
    )


def _closed() -> Select[Any]:
    """Closed questions that members ask to have opened again."""
    opening = (
        select(Post.id)
        .where(Post.thread_id == ReopenRequest.thread_id, Post.kind == PostKind.QUESTION)
        .correlate(ReopenRequest)
        .scalar_subquery()
    )
    return (
        _columns(opening, Waiting.REOPENING, func.min(ReopenRequest.created_at))
        .join(Thread, Thread.id == ReopenRequest.thread_id)
        .where(
            IS_ASKED,
            Thread.openness == Openness.CLOSED,
            Thread.visibility == Visibility.PUBLISHED,
        )
        .group_by(ReopenRequest.thread_id)
    )


def _screened() -> Select[Any]:
    """What screening held, or marked as it was published."""
    bits = ((Screening.cause == cause, reason.bit) for cause, reason in FOR_CAUSE.items())
    return (
        _columns(Screening.post_id, case(*bits), Screening.created_at)
        .join(Post, Post.id == Screening.post_id)
        .where(IS_SCREENED, Post.visibility.in_((Visibility.PUBLISHED, Visibility.HELD)))
    )
