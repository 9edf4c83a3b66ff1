"""Where an article comes from: its provenance, beside its thread."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model
from ..threads.models import Thread


class Article(Model):
    """Provenance of an article's thread. `None` means unknown, and is shown as unknown.

    `sources` lists what its medical statements rest on (`title`, `url`). `digest` tells
    whether the same file was imported before.
    """

    __tablename__ = "article"

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    summary: Mapped[str | None] = mapped_column(String(300))
    author: Mapped[str | None] = mapped_column(String(200))
    editor: Mapped[str | None] = mapped_column(String(200))
    reviewer: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[str | None] = mapped_column(String(300))
    source_url: Mapped[str | None] = mapped_column(String(500))
    licence: Mapped[str | None] = mapped_column(String(100))
    written: Mapped[date | None] = mapped_column(Date)
    edited: Mapped[date | None] = mapped_column(Date)
    reviewed: Mapped[date | None] = mapped_column(Date)
    review_due: Mapped[date | None] = mapped_column(Date)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    digest: Mapped[str] = mapped_column(String(64), unique=True)

    thread: Mapped[Thread] = relationship(lazy="raise_on_sql")
