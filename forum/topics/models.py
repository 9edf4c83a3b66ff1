"""Topics: what a thread is about. A tag is a word of its own, a body area a place on the body."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import EnumText, Model

TOPIC_NAME_MAX = 40


class TopicKind(StrEnum):
    """Both kinds are listed, followed and filtered alike; only their pages differ."""

    TAG = "tag"
    AREA = "area"


class Topic(Model):
    """A tag or a body area. `name` stands in addresses, `title` on pages."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TopicKind] = mapped_column(EnumText(TopicKind))
    name: Mapped[str] = mapped_column(String(TOPIC_NAME_MAX))
    title: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(String(300), default="")
    side: Mapped[str | None] = mapped_column(String(5))  # front, back or both; areas only
    words: Mapped[str] = mapped_column(String(300), default="")  # lay words for an area
    position: Mapped[int] = mapped_column(default=0)
    threads_count: Mapped[int] = mapped_column(default=0, server_default="0")
