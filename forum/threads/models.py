"""A thread and everything in it.

A `Thread` is a question or an article; everything a person writes in it is a `Post`. Counters are
changed in the transaction that changes what they count, and `counters.recount` can redo them.
Every relationship is `raise_on_sql`: a template that would query fails instead.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Member
from ..db import CreatedAt, EnumText, Model, UtcDateTime, utcnow
from ..permissions import Openness, PostKind, ThreadKind, Visibility
from ..topics.models import Topic
from ..triage import Level

TITLE_MAX = 150
EXCERPT_MAX = 160
ALIAS_MAX = 60
EDIT_REASON_MAX = 300


def is_past(moment: datetime | None) -> bool:
    """Say whether a moment has come; `None` never comes."""
    return moment is not None and moment <= utcnow()


class ThreadTopic(Model):
    """Which topics a thread is about."""

    __tablename__ = "thread_topic"
    __table_args__ = (Index("ix_thread_topic_topic_id_thread_id", "topic_id", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True
    )


class Thread(Model, CreatedAt):
    """A question or an article, with its state and counters.

    `level` is the care level that its opening post shows; `excerpt` one line of that post. Both are
    kept here so that a list needs no post. `active_at` moves with each new post. `alias`, where
    set, is shown instead of the author, for good. `is_example` marks the starter library's own.
    """

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint("alias IS NOT NULL OR author_id IS NOT NULL", name="signed"),
        # Without the visibility, which an order cannot go through where several are to be seen.
        Index("ix_thread_newest", "kind", "id"),
        Index("ix_thread_active", "kind", "active_at", "id"),
        Index("ix_thread_unanswered", "kind", "answers_count", "id"),
        Index("ix_thread_pinned", "pinned_position"),
        Index("ix_thread_author_id_id", "author_id", "id"),
        Index("ix_thread_created_at", "created_at"),
        {"sqlite_autoincrement": True},  # an address is never given to another thread
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ThreadKind] = mapped_column(EnumText(ThreadKind))
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    slug: Mapped[str] = mapped_column(String(80))
    excerpt: Mapped[str] = mapped_column(String(EXCERPT_MAX + 8), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    alias: Mapped[str | None] = mapped_column(String(ALIAS_MAX))
    visibility: Mapped[Visibility] = mapped_column(
        EnumText(Visibility), default=Visibility.PUBLISHED
    )
    visibility_reason: Mapped[str] = mapped_column(String(500), default="")
    openness: Mapped[Openness] = mapped_column(EnumText(Openness), default=Openness.OPEN)
    openness_reason: Mapped[str] = mapped_column(String(500), default="")
    pinned_position: Mapped[int | None]
    pinned_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # leaves the shelf by itself
    slow_minutes: Mapped[int] = mapped_column(default=0, server_default="0")  # between two posts
    level: Mapped[Level] = mapped_column(EnumText(Level), default=Level.NONE)
    active_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answers_count: Mapped[int] = mapped_column(default=0, server_default="0")
    replies_count: Mapped[int] = mapped_column(default=0, server_default="0")
    helped_count: Mapped[int] = mapped_column(default=0, server_default="0")
    is_example: Mapped[bool] = mapped_column(default=False)
    noindex: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def is_pinned(self) -> bool:
        """Whether it stands on the shelf at this moment."""
        return self.pinned_position is not None and not is_past(self.pinned_until)

    author: Mapped[Member | None] = relationship(lazy="raise_on_sql")
    topics: Mapped[list[Topic]] = relationship(
        secondary="thread_topic", lazy="raise_on_sql", order_by=(Topic.kind, Topic.position)
    )
    split: Mapped[ThreadSplit | None] = relationship(
        lazy="raise_on_sql", foreign_keys="ThreadSplit.thread_id", viewonly=True, uselist=False
    )
    offshoots: Mapped[list[ThreadSplit]] = relationship(
        lazy="raise_on_sql", foreign_keys="ThreadSplit.from_id", viewonly=True
    )


class Post(Model, CreatedAt):
    """What someone wrote: Markdown source, its safe HTML and its plain text, kept together.

    `parent_id` is the question, article or answer that a reply hangs under, `reply_to_id` the post
    it speaks to (the same, or another reply there). `submit_token` came with the form and makes a
    retried submit find this post. `alias`, where set, is shown instead of the author, for good.
    """

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("alias IS NOT NULL OR author_id IS NOT NULL", name="signed"),
        UniqueConstraint("author_id", "submit_token"),
        Index("ix_post_thread_id_kind_id", "thread_id", "kind", "id"),
        Index("ix_post_parent_id_id", "parent_id", "id"),
        Index("ix_post_author_id_id", "author_id", "id"),
        Index("ix_post_created_at", "created_at", "kind"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    kind: Mapped[PostKind] = mapped_column(EnumText(PostKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    alias: Mapped[str | None] = mapped_column(String(ALIAS_MAX))
    visibility: Mapped[Visibility] = mapped_column(
        EnumText(Visibility), default=Visibility.PUBLISHED
    )
    visibility_reason: Mapped[str] = mapped_column(String(500), default="")
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    render_version: Mapped[str] = mapped_column(String(20))
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revisions_count: Mapped[int] = mapped_column(default=0, server_default="0")
    score: Mapped[int] = mapped_column(default=0, server_default="0")
    helped_count: Mapped[int] = mapped_column(default=0, server_default="0")
    helped_asker: Mapped[bool] = mapped_column(default=False)
    submit_token: Mapped[str | None] = mapped_column(String(64))
    featured_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # shown first, by moderators
    notice: Mapped[str] = mapped_column(String(500), default="", server_default="")  # of moderators

    thread: Mapped[Thread] = relationship(lazy="raise_on_sql")
    parent: Mapped[Post | None] = relationship(
        lazy="raise_on_sql", foreign_keys=parent_id, remote_side="Post.id", viewonly=True
    )
    author: Mapped[Member | None] = relationship(lazy="raise_on_sql")
    assessment: Mapped[Assessment | None] = relationship(
        lazy="raise_on_sql", back_populates="post", uselist=False
    )
    advice: Mapped[AdviceReview | None] = relationship(
        lazy="raise_on_sql",
        back_populates="post",
        uselist=False,
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    merge: Mapped[ThreadMerge | None] = relationship(
        lazy="raise_on_sql", viewonly=True, uselist=False
    )


class Revision(Model, CreatedAt):
    """An earlier source of a post (and title, for an opening post), as it was before an edit.

    `withheld` says that the post was out of sight when this was replaced: that it stands for
    everyone now says nothing of these words.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    number: Mapped[int]  # 1 is the first text
    title: Mapped[str] = mapped_column(String(TITLE_MAX), default="")
    source: Mapped[str] = mapped_column(Text)
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))  # who replaced it
    reason: Mapped[str] = mapped_column(String(EDIT_REASON_MAX), default="")
    withheld: Mapped[bool] = mapped_column(default=False, server_default=false())


class Assessment(Model):
    """What triage found in a post, with evidence; a moderator's override stands beside it.

    `findings` and `set_aside` are lists of plain dicts (`triage.Finding.to_json`). `failed` says
    that triage broke on this text: the post then shows the general notice. The override stays until
    the text changes; `disputed_at` is set when the author says that the banner does not fit, and
    `checked_at` while what is shown is what somebody who judges banners found to fit.
    """

    __tablename__ = "assessment"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    level: Mapped[Level] = mapped_column(EnumText(Level))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    set_aside: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    rules_version: Mapped[str] = mapped_column(String(40), index=True)
    failed: Mapped[bool] = mapped_column(default=False)
    assessed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    override: Mapped[Level | None] = mapped_column(EnumText(Level))
    override_reason: Mapped[str] = mapped_column(String(500), default="")
    override_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    override_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disputed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    post: Mapped[Post] = relationship(lazy="raise_on_sql", back_populates="assessment")

    @property
    def shown_level(self) -> Level:
        """The level that readers see: people have the last word."""
        return self.level if self.override is None else self.override


class AdviceState(StrEnum):
    """What became of advice that the rules find unsafe."""

    OPEN = "open"
    FINE = "fine"
    CAUTIONED = "cautioned"


class AdviceReview(Model):
    """Unsafe advice that the rules found in an answer or a reply, and what a moderator said of it.

    There is a row only where something was found, or a moderator set a caution. It never changes
    the post: while `state` is `CAUTIONED`, the line `caution` stands beside it. `findings` are
    plain dicts (`triage.Finding.to_json`); `level` says how soon a moderator should look.
    """

    __tablename__ = "advice_review"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    level: Mapped[Level] = mapped_column(EnumText(Level), default=Level.NONE)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[AdviceState] = mapped_column(EnumText(AdviceState), default=AdviceState.OPEN)
    caution: Mapped[str] = mapped_column(String(500), default="")
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    post: Mapped[Post] = relationship(lazy="raise_on_sql", back_populates="advice")

    @property
    def shown(self) -> str:
        """The caution that readers see; empty while there is none."""
        return self.caution if self.state is AdviceState.CAUTIONED else ""


class NudgeStage(StrEnum):
    """Who was reminded of a question without an answer."""

    FOLLOWERS = "followers"
    MODERATORS = "moderators"


class Nudge(Model, CreatedAt):
    """A question without an answer was brought to mind again: once at each stage."""

    __tablename__ = "nudge"

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[NudgeStage] = mapped_column(EnumText(NudgeStage), primary_key=True)


class Citation(Model):
    """A question cites a passage of an article: the `anchor` of the article with a `slug`."""

    __tablename__ = "citation"
    __table_args__ = (Index("ix_citation_slug_thread_id", "slug", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    anchor: Mapped[str] = mapped_column(String(80), primary_key=True)

    thread: Mapped[Thread] = relationship(lazy="raise_on_sql")


class Vote(Model, CreatedAt):
    """One member found one post useful; there are no votes against (see DECISIONS)."""

    __tablename__ = "vote"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class HelpedMark(Model, CreatedAt):
    """One member says that one answer helped them."""

    __tablename__ = "helped_mark"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Bookmark(Model, CreatedAt):
    """A thread that a member wants to find again."""

    __tablename__ = "bookmark"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ThreadMerge(Model, CreatedAt):
    """A thread whose posts stand in another now, where its address leads.

    `post_id` was its question, which is found and shown with the old title; it is empty where a
    split was undone. `posts` are the ids of all that came with it, so that they can part again.
    """

    __tablename__ = "thread_merge"
    __table_args__ = (Index("ix_thread_merge_into_id", "into_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    into_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), unique=True
    )
    posts: Mapped[list[int]] = mapped_column(JSON, default=list)

    thread: Mapped[Thread] = relationship(lazy="raise_on_sql", foreign_keys=[thread_id])


class ThreadSplit(Model, CreatedAt):
    """A thread that was made of posts of another; each page leads to the other."""

    __tablename__ = "thread_split"
    __table_args__ = (Index("ix_thread_split_from_id", "from_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    from_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))

    thread: Mapped[Thread] = relationship(lazy="raise_on_sql", foreign_keys=[thread_id])
    source: Mapped[Thread] = relationship(lazy="raise_on_sql", foreign_keys=[from_id])


class ThreadAlias(Model, CreatedAt):
    """The alias that a member has in one thread: the same each time, and nobody else's there."""

    __tablename__ = "thread_alias"
    __table_args__ = (UniqueConstraint("thread_id", "name"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(ALIAS_MAX))
