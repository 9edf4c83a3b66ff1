"""Why posts and appeals wait for a moderator: a SELECT for each reason, and all of them as one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from ..accounts.models import Member
from ..db import UtcDateTime, db
from ..permissions import Openness, PostKind, Visibility
from ..threads.models import AdviceReview, Assessment, Post, Thread
from ..threads.screening import Cause, Screening
from ..threads.screening.models import IS_OPEN as IS_SCREENED
from ..triage import Level
from .models import (
    IS_ASKED,
    IS_CHECKED,
    IS_DISPUTED,
    IS_GRAVE_AND_UNANSWERED,
    IS_HELD,
    IS_OPEN,
    IS_UNSAFE,
    Flag,
    FlagReason,
    MergedUnanswered,
    ReopenRequest,
)
from .people.models import IS_UNDECIDED, Appeal


class Waiting(StrEnum):
    """Why a post waits for a moderator."""

    FLAGGED = "flagged"
    HELD = "held"
    UNANSWERED = "unanswered"
    DISPUTED = "disputed"
    ADVICE = "unsafe advice"
    SELLING = "selling"
    SPAM = "spam"
    LINK = "link"
    PHRASE = "phrase"
    FIRST = "first"
    REOPENING = "reopening"
    APPEAL = "appeal"

    @property
    def bit(self) -> int:
        """Return the number that stands for it in a sum of reasons."""
        return 1 << list(Waiting).index(self)


FOR_CAUSE = {
    Cause.SELLING: Waiting.SELLING,
    Cause.SPAM: Waiting.SPAM,
    Cause.LINK: Waiting.LINK,
    Cause.PHRASE: Waiting.PHRASE,
    Cause.FIRST: Waiting.FIRST,
}
IN_SIGHT = (Visibility.PUBLISHED, Visibility.HELD)  # now, or once a moderator has looked
GRAVE = (Level.EMERGENCY, Level.CRISIS)
NOTHING = cast(null(), Integer)
# Triage may have missed what a member saw: these flags weigh as much as a banner would.
FLAG_WEIGHT = {FlagReason.AT_RISK: Level.EMERGENCY, FlagReason.DANGEROUS: Level.URGENT}


@cache  # building it takes longer than the database takes to answer it
def waiting() -> CompoundSelect[Any]:
    """Return a row for each post and reason at `now`, with the least that it weighs (`floor`)."""
    return union_all(
        _flagged(),
        _held(),
        _unanswered(),
        _merged(),
        _disputed(),
        _advised(),
        _screened(),
        _closed(),
        _appealed(),
    )


def reasons_of(post_id: int, now: datetime) -> set[Waiting]:
    """Return why a post waits; nothing if it does not."""
    rows = waiting().subquery().c
    bits = db.session.scalars(select(rows.reason).where(rows.post_id == post_id), {"now": now})
    return {list(Waiting)[bit.bit_length() - 1] for bit in bits}


def _columns(
    post_id: Any, reason: Waiting | Any, since: Any, floor: Any = None, appeal_id: Any = NOTHING
) -> Select[Any]:
    return select(
        post_id.label("post_id"),
        appeal_id.label("appeal_id"),
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
    """Questions that nobody but the asker has written under.

    What is closed, or has a notice that was found to fit, has been looked at.
    """
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
            ~select(Assessment.post_id).where(Assessment.post_id == Post.id, IS_CHECKED).exists(),
            Post.kind == PostKind.QUESTION,
            Thread.visibility == Visibility.PUBLISHED,
            Thread.openness == Openness.OPEN,
            Thread.is_example.is_(False),
            ~someone_wrote,
            ~select(MergedUnanswered.post_id).where(MergedUnanswered.post_id == Post.id).exists(),
        )
    )


def _merged() -> Select[Any]:
    """Grave questions that nobody has answered since they were merged, wherever they stand."""
    other, marked = aliased(Post), select(MergedUnanswered.post_id)
    when = select(MergedUnanswered.created_at).where(MergedUnanswered.post_id == Post.id)
    someone_answered = (
        select(other.id)
        .where(
            other.thread_id == Post.thread_id,
            or_(other.kind == PostKind.ANSWER, other.reply_to_id == Post.id),
            other.visibility == Visibility.PUBLISHED,
            other.author_id.is_distinct_from(Post.author_id),
            other.created_at > when.correlate(Post).scalar_subquery(),
        )
        .correlate(Post)
        .exists()
    )
    return (
        _columns(Post.id, Waiting.UNANSWERED, Post.created_at)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Assessment, Assessment.post_id == Post.id)
        .where(
            Post.id.in_(marked),  # no join: SQLite would begin it with all posts
            func.coalesce(Assessment.override, Assessment.level).in_(GRAVE),
            ~IS_CHECKED,
            Post.visibility == Visibility.PUBLISHED,
            Thread.visibility == Visibility.PUBLISHED,
            Thread.openness == Openness.OPEN,
            ~someone_answered,
        )
    )


def unanswered_among(post_ids: Collection[int]) -> list[int]:
    """Return which of some posts wait because they are grave and nobody has answered."""
    found = select(_unanswered().subquery().c.post_id)
    return list(db.session.scalars(found.where(found.selected_columns.post_id.in_(post_ids))))


def _disputed() -> Select[Any]:
    """Notices that do not fit, say the authors; what is out of sight shows its notice to nobody."""
    return (
        _columns(Post.id, Waiting.DISPUTED, Assessment.disputed_at)
        .join(Assessment, Assessment.post_id == Post.id)
        .where(IS_DISPUTED, Post.visibility.in_(IN_SIGHT))
    )


def _advised() -> Select[Any]:
    """Advice that the rules find unsafe; what is out of sight harms nobody."""
    levels = case(*((AdviceReview.level == level, level.rank) for level in Level), else_=0)
    return (
        _columns(AdviceReview.post_id, Waiting.ADVICE, AdviceReview.found_at, levels)
        .join(Post, Post.id == AdviceReview.post_id)
        .where(IS_UNSAFE, Post.visibility.in_(IN_SIGHT))
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
        .where(IS_SCREENED, Post.visibility.in_(IN_SIGHT))
    )


def _appealed() -> Select[Any]:
    """What members say against their restriction, unless it has ended by itself."""
    now = bindparam("now", type_=UtcDateTime)
    return (
        _columns(NOTHING, Waiting.APPEAL, Appeal.created_at, appeal_id=Appeal.id)
        .join(Member, Member.id == Appeal.member_id)
        .where(
            IS_UNDECIDED,
            Member.restriction_kind.is_not(None),
            or_(Member.restricted_until.is_(None), Member.restricted_until > now),
        )
    )
