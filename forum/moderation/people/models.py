"""Notes of moderators on members, and who was verified to be a clinician."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Member
from ...db import CreatedAt, Model, UtcDateTime, partial_index
from ..models import ModerationAct

PROFESSION_MAX = 80
APPEAL_MAX = 500


class MemberNote(Model, CreatedAt):
    """What a moderator wants other moderators to know of a member; nobody else reads it."""

    __tablename__ = "member_note"
    __table_args__ = (Index("ix_member_note_member_id_id", "member_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str] = mapped_column(Text)

    author: Mapped[Member] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])


class Verification(Model, CreatedAt):
    """A moderator saw that a member is a clinician: of what kind, by what evidence, until when.

    `until` is its last day. `ended_at` is set where a moderator ended it, or a newer one replaced
    it. The newest that has not ended is what `Member.clinician_until` repeats.
    """

    __tablename__ = "verification"
    __table_args__ = (Index("ix_verification_member_id_id", "member_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    profession: Mapped[str] = mapped_column(String(PROFESSION_MAX))
    evidence: Mapped[str] = mapped_column(Text)
    until: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    by: Mapped[Member] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
    member: Mapped[Member] = relationship(lazy="raise_on_sql", foreign_keys=[member_id])


class Appeal(Model, CreatedAt):
    """A restricted member asks for another look at the act that restricted them, once for each."""

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_member_id_id", "member_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    act_id: Mapped[int] = mapped_column(ForeignKey("moderation_act.id"), unique=True)
    text: Mapped[str] = mapped_column(String(APPEAL_MAX))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    member: Mapped[Member] = relationship(lazy="raise_on_sql")
    act: Mapped[ModerationAct] = relationship(lazy="raise_on_sql")


IS_UNDECIDED = Appeal.decided_at.is_(None)
partial_index("ix_appeal_open", Appeal.id, IS_UNDECIDED)
