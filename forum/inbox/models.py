"""What members follow, and what they are told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import CreatedAt, EnumText, Model, UtcDateTime, partial_index


class Followable(StrEnum):
    """What can be followed."""

    THREAD = "thread"
    TOPIC = "topic"  # a tag or a body area


class Subscription(Model, CreatedAt):
    """A member follows a thread, or a topic. `target_id` is the id of either."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("member_id", "target_kind", "target_id"),
        Index("ix_subscription_target", "target_kind", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    target_kind: Mapped[Followable] = mapped_column(EnumText(Followable))
    target_id: Mapped[int]


class NotificationKind(StrEnum):
    """Why a member is told something."""

    QUESTION = "question"  # a new question in a followed topic
    ANSWER = "answer"
    REPLY = "reply"
    HELPED = "helped"
    NOTICED = "noticed"  # to moderators: a post has a phrase that they watch for
    AT_RISK = "at risk"  # to moderators: somebody flagged a post because someone may be in danger
    WAITING = "waiting"  # a question that still has no answer
    DECISION = "decision"  # a moderator's act on one's own post, or an answer to one's flag
    STANDING = "standing"  # a moderator's act on oneself
    MESSAGE = "message"  # a moderator writes
    WARNING = "warning"
    LOOK = "look"  # a moderator looked behind one's alias


# Of these, whoever sees the post knows all that the notice says; the others say more than it does.
SAID_BY_POST = (
    NotificationKind.QUESTION,
    NotificationKind.ANSWER,
    NotificationKind.REPLY,
    NotificationKind.HELPED,
    NotificationKind.WAITING,
)


class Notification(Model, CreatedAt):
    """One thing a member is told.

    It names its thread and post and quotes neither, so that what is hidden later stays hidden here.
    `detail` holds a moderator's reason to the member, else it is empty.
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_member_id_id", "member_id", "id"),
        partial_index("ix_notification_unread", "created_at", text("read_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[NotificationKind] = mapped_column(EnumText(NotificationKind))
    thread_id: Mapped[int | None] = mapped_column(index=True)
    post_id: Mapped[int | None] = mapped_column(index=True)
    actor_name: Mapped[str] = mapped_column(String(60))  # the name or alias shown with the post
    detail: Mapped[str] = mapped_column(String(500), default="")
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailPace(StrEnum):
    """How often, at most, a member hears by mail that something new is in their inbox."""

    HOURLY = "hourly"
    DAILY = "daily"
    NEVER = "never"


class MailWish(Model):
    """What a member wants to hear by mail, and what they heard last; without a row daily, nothing.

    `told_upto` is the newest notification that a mail spoke of.
    """

    __tablename__ = "mail_wish"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    pace: Mapped[MailPace] = mapped_column(EnumText(MailPace), default=MailPace.DAILY)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_upto: Mapped[int] = mapped_column(server_default="0")
