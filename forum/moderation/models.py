"""Flags, and the log of every moderator's act."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from ..accounts.models import Member
from ..db import CreatedAt, EnumText, Model, UtcDateTime, partial_index
from ..permissions import Verb
from ..threads.models import AdviceReview, Assessment, Post, Thread


class FlagReason(StrEnum):
    """Why a post is flagged, in this field's words."""

    DANGEROUS = "dangerous advice"
    SELLING = "selling"
    IDENTIFIES = "identifies someone"
    AT_RISK = "someone at risk"
    SPAM = "spam"
    RUDE = "rude"
    OFF_TOPIC = "off topic"
    OTHER = "something else"


class FlagState(StrEnum):
    """What became of a flag."""

    OPEN = "open"
    UPHELD = "upheld"
    DECLINED = "declined"


class Flag(Model, CreatedAt):
    """A member points a post out to the moderators; `snapshot` is it as flagged, see `flagged`."""

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("post_id", "member_id"),
        Index("ix_flag_state_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    reason: Mapped[FlagReason] = mapped_column(EnumText(FlagReason))
    note: Mapped[str] = mapped_column(String(500), default="")
    snapshot: Mapped[str] = mapped_column(Text)
    state: Mapped[FlagState] = mapped_column(EnumText(FlagState), default=FlagState.OPEN)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
    member: Mapped[Member] = relationship(lazy="raise_on_sql")


class Claim(Model):
    """A moderator is looking at a post on the worklist, so that two do not do the same.

    It lapses by itself (`CLAIM_LASTS`): whoever forgets it keeps nobody waiting.
    """

    __tablename__ = "claim"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    member: Mapped[Member] = relationship(lazy="raise_on_sql")


class StaffNote(Model, CreatedAt):
    """What a moderator wants other moderators to know about a thread; nobody else reads it."""

    __tablename__ = "staff_note"
    __table_args__ = (Index("ix_staff_note_thread_id_id", "thread_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str] = mapped_column(Text)

    author: Mapped[Member] = relationship(lazy="raise_on_sql")


class ReopenRequest(Model, CreatedAt):
    """A member asks that a closed question be opened again; a moderator answers it."""

    __tablename__ = "reopen_request"
    __table_args__ = (Index("ix_reopen_request_thread_id", "thread_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(500))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    member: Mapped[Member] = relationship(lazy="raise_on_sql")


class MergedUnanswered(Model, CreatedAt):
    """A grave question that nobody had answered when it was merged, or another one into it.

    Other posts stand beside it since then, so that what its thread counts says nothing of it any
    more. It waits until somebody speaks to it after that moment.
    """

    __tablename__ = "merged_unanswered"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )


class CannedReasons(Model):
    """The reasons that moderators wrote for one verb, a line each, instead of the first ones."""

    __tablename__ = "canned_reasons"

    verb: Mapped[Verb] = mapped_column(EnumText(Verb), primary_key=True)
    lines: Mapped[str] = mapped_column(Text)


class ModerationAct(Model, CreatedAt):
    """One act of a moderator, or of the site: who, what, on what, when, why, before and after.

    Append-only: triggers in both databases refuse changes. `before` and `after` hold states and
    numbers, never health text. `reason` is shown to the author; in the public log only the verb,
    the thread and the moment stand.
    """

    __tablename__ = "moderation_act"
    __table_args__ = (
        Index("ix_moderation_act_thread_id_id", "thread_id", "id"),
        Index("ix_moderation_act_post_id_id", "post_id", "id"),
        Index("ix_moderation_act_member_id_id", "member_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))  # None: the site itself
    verb: Mapped[Verb] = mapped_column(EnumText(Verb))
    # No foreign keys: the log outlives what it speaks of, and the database refuses to change it.
    thread_id: Mapped[int | None]
    post_id: Mapped[int | None]
    member_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    actor: Mapped[Member | None] = relationship(lazy="raise_on_sql", foreign_keys=[actor_id])
    member: Mapped[Member | None] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin=lambda: foreign(ModerationAct.member_id) == Member.id,
    )
    thread: Mapped[Thread | None] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin=lambda: foreign(ModerationAct.thread_id) == Thread.id,
    )
    post: Mapped[Post | None] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin=lambda: foreign(ModerationAct.post_id) == Post.id,
    )


# What may wait for a moderator, in words that both databases recognise in a query: SQLite uses a
# partial index only where the query repeats its condition, constants and all. The indexes hold few
# rows however old the forum is, so the count in the header stays cheap.
IS_OPEN = Flag.state == literal_column("'open'")
IS_HELD = Post.visibility == literal_column("'held'")
IS_DISPUTED = Assessment.disputed_at.is_not(None)
IS_UNSAFE = AdviceReview.state == literal_column("'open'")
IS_CHECKED = Assessment.checked_at.is_not(None)
IS_JUDGED = Assessment.override.is_not(None)
IS_GRAVE_AND_UNANSWERED = and_(
    Thread.answers_count == literal_column("0"),
    Thread.level.in_([literal_column("'emergency'"), literal_column("'crisis'")]),
)
IS_ASKED = ReopenRequest.decided_at.is_(None)
partial_index("ix_reopen_request_open", ReopenRequest.thread_id, IS_ASKED)
partial_index("ix_flag_open", Flag.post_id, IS_OPEN)
partial_index("ix_post_held", Post.id, IS_HELD)
partial_index("ix_assessment_disputed", Assessment.disputed_at, IS_DISPUTED)
partial_index("ix_advice_review_open", AdviceReview.post_id, IS_UNSAFE)
partial_index("ix_assessment_judged", Assessment.override_at, IS_JUDGED)
partial_index("ix_thread_grave_unanswered", Thread.id, IS_GRAVE_AND_UNANSWERED)
