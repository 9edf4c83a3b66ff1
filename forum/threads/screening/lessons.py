"""What the spam filter learns from moderators' decisions, and unlearns when one is undone.

In the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ...db import db, insert_into
from ..assessing import title_of
from ..models import Post
from . import bayes, queries
from .models import SpamFeature, SpamLesson


def learn(post: Post, is_spam: bool, now: datetime) -> None:
    """Learn from a decision about a post; one that was made before it counts no longer."""
    unlearn(post.id)
    numbers = sorted(bayes.features(written(post)))
    _count(numbers, is_spam, 1)
    db.session.add(SpamLesson(post_id=post.id, is_spam=is_spam, features=numbers, created_at=now))


def unlearn(post_id: int) -> None:
    """Forget what was learned from a post, if anything was."""
    lesson = queries.lesson_of(post_id)
    if lesson is not None:
        _count(lesson.features, lesson.is_spam, -1)
        db.session.delete(lesson)
        db.session.flush()


def written(post: Post) -> str:
    """Return what the filter reads of a post."""
    return f"{title_of(post, post.thread)}\n{post.source}"


def _count(numbers: Iterable[int], is_spam: bool, by: int) -> None:
    """Count in one statement, in the order of the numbers so that two of them cannot cross."""
    table: Any = SpamFeature.__table__
    spam, fine = (by, 0) if is_spam else (0, by)
    rows = [{"number": number, "spam": spam, "fine": fine} for number in (bayes.TOTAL, *numbers)]
    statement = insert_into(SpamFeature).values(rows)
    new = statement.excluded
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[table.c.number],
            set_={"spam": table.c.spam + new.spam, "fine": table.c.fine + new.fine},
        )
    )
