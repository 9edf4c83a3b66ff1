"""What search keeps beside the index, which only the migration and the two indexes know."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model
from .words import WORD_MAX

MISS_MAX = 120


class SearchWord(Model):
    """A word of the site, as it is written, and in how many posts it was when last counted.

    Feeds correction and completion, and tells common words from rare ones. A word may have left
    the site since, so what is shown to anyone is what the index itself has.
    """

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_root", "root"),
        Index("ix_search_word_near", "letters", "word", "posts"),
    )

    word: Mapped[str] = mapped_column(
        String(WORD_MAX).with_variant(String(WORD_MAX, collation="C"), "postgresql"),
        primary_key=True,
    )
    root: Mapped[str] = mapped_column(String(WORD_MAX))
    letters: Mapped[int]
    posts: Mapped[int]


class SearchProgress(Model):
    """One row: the newest post whose words are counted in `SearchWord`."""

    __tablename__ = "search_progress"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    learnt_post_id: Mapped[int]


class SearchMiss(Model):
    """Words that found nothing, and how often: for moderators, never with who searched."""

    __tablename__ = "search_miss"
    __table_args__ = (Index("ix_search_miss_times", "times"),)

    words: Mapped[str] = mapped_column(String(MISS_MAX), primary_key=True)
    times: Mapped[int]
    last_on: Mapped[date] = mapped_column(Date)
