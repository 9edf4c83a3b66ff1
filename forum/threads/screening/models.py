"""What screening noticed in a post, the moderators' two lists, and what the spam filter learned."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...db import CreatedAt, EnumText, Model, UtcDateTime, partial_index
from ..models import Post

REASON_MAX = 500
HOST_MAX = 253  # RFC 1035
PHRASE_MAX = 80


class Cause(StrEnum):
    """Why a moderator should read a post, the gravest first."""

    SELLING = "selling"
    SPAM = "spam"
    LINK = "link"
    PHRASE = "phrase"
    FIRST = "first post"


class ScreeningState(StrEnum):
    """What a moderator made of it."""

    OPEN = "open"
    APPROVED = "approved"
    SPAM = "spam"


class PhraseAct(StrEnum):
    """What happens to a post that has a listed phrase. Nothing refuses it."""

    TAG = "tag"  # its thread gets a tag
    HOLD = "hold"  # a moderator reads it before others do
    NOTIFY = "notify"  # it is published, and the moderators are told


class Screening(Model, CreatedAt):
    """What made a post wait for a moderator, or stand on the worklist while it is published.

    `cause` is the gravest of `findings`, which are `{"cause", "detail"}`. `reason` is what its
    author is told. `told_at` is when others were told of the post: `None` as long as nobody was.
    """

    __tablename__ = "screening"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    cause: Mapped[Cause] = mapped_column(EnumText(Cause))
    findings: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(String(REASON_MAX), default="")
    held: Mapped[bool]
    state: Mapped[ScreeningState] = mapped_column(
        EnumText(ScreeningState), default=ScreeningState.OPEN
    )
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    post: Mapped[Post] = relationship(lazy="raise_on_sql")


class AllowedHost(Model, CreatedAt):
    """A host that new members may link to at once; the names below it are allowed with it."""

    __tablename__ = "allowed_host"

    host: Mapped[str] = mapped_column(String(HOST_MAX), primary_key=True)


class Phrase(Model, CreatedAt):
    """Words that moderators watch for. `tag` is the tag that a thread gets by `PhraseAct.TAG`."""

    __tablename__ = "phrase"

    words: Mapped[str] = mapped_column(String(PHRASE_MAX), primary_key=True)  # folded
    act: Mapped[PhraseAct] = mapped_column(EnumText(PhraseAct))
    tag: Mapped[str] = mapped_column(String(40), default="")


class SpamFeature(Model):
    """In how many posts that were judged spam, and judged fine, a feature stood.

    Features are kept as numbers (see `bayes.number`), so that nobody's words are kept here. The
    number 0 stands in every post: its row counts the lessons.
    """

    __tablename__ = "spam_feature"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    spam: Mapped[int] = mapped_column(default=0)
    fine: Mapped[int] = mapped_column(default=0)


class SpamLesson(Model, CreatedAt):
    """What the filter learned from a decision about a post, so that it can be unlearned."""

    __tablename__ = "spam_lesson"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    is_spam: Mapped[bool]
    features: Mapped[list[Any]] = mapped_column(JSON)


# As the partial indexes of `moderation`: the count in the header stays cheap however old it gets.
IS_OPEN = Screening.state == literal_column("'open'")
partial_index("ix_screening_open", Screening.post_id, IS_OPEN)
Index("ix_screening_decided_at", Screening.decided_at)
