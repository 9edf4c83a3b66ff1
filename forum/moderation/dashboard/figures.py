"""What the dashboard counts: a fixed number of queries, each over an index and one period.

Days are those of UTC. Questions that came with the forum as examples are left out. What is hidden
or held is not counted: these are the figures of what readers see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from ...db import db
from ...permissions import PostKind, ThreadKind, Visibility
from ...threads.models import AdviceReview, AdviceState, Assessment, Post, Thread
from ...triage import Level
from .. import worklist
from ..models import IS_JUDGED

FIRST_ANSWERS = 20_000  # the newest questions whose first answer is looked for
BANNERS = tuple(level for level in Level if level is not Level.NONE)


@dataclass(frozen=True, slots=True)
class Judged:
    """What people made of the banners of one level that triage chose."""

    level: Level
    kept: int = 0
    raised: int = 0
    lowered: int = 0
    dismissed: int = 0

    @property
    def all(self) -> int:
        """How many were judged."""
        return self.kept + self.raised + self.lowered + self.dismissed

    @property
    def deserved(self) -> float | None:
        """The share that people left with a banner of any level."""
        return (self.all - self.dismissed) / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything on the dashboard. Mappings by day hold the days on which there was something.

    `answered_after` are the hours until the first answer, by the day of asking; `ages` the hours
    that each post on the worklist has waited; `cautions` how many finds of unsafe advice got a
    caution, and how many were found fine.
    """

    days: Sequence[date]
    questions: Mapping[date, int]
    unanswered: Mapping[date, int]
    answers: Mapping[date, int]
    banners: Mapping[Level, Mapping[date, int]]
    answered_after: Mapping[date, Sequence[float]]
    ages: Sequence[float]
    judged: Sequence[Judged]
    cautions: tuple[int, int]


def load_figures(now: datetime, days: int) -> Figures:
    """Count the last `days` days, today included."""
    today = now.astimezone(UTC).date()
    period = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    since = datetime.combine(period[0], time(), UTC)
    asked = _asked(since)
    return Figures(
        days=period,
        questions={day: count for day, count, _ in asked},
        unanswered={day: waiting for day, _, waiting in asked if waiting},
        answers=_answers(since),
        banners=_banners(since),
        answered_after=_first_answers(since),
        ages=[(now - moment).total_seconds() / 3600 for moment in worklist.waiting_since()],
        judged=_judged(since),
        cautions=_cautions(since),
    )


def first_answer_median(hours: Mapping[date, Sequence[float]]) -> float | None:
    """Return the median hours to a first answer of all days together."""
    together = [hour for day in hours.values() for hour in day]
    return median(together) if together else None


def _questions_since(since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Thread.created_at >= since,
        Thread.kind == ThreadKind.QUESTION,
        Thread.visibility == Visibility.PUBLISHED,
        Thread.is_example.is_(False),
    )


def _asked(since: datetime) -> list[tuple[date, int, int]]:
    waiting = func.sum(case((Thread.answers_count == 0, 1), else_=0))
    day = _day(Thread.created_at)
    statement = select(day, func.count(), waiting).where(*_questions_since(since)).group_by(day)
    return [(_date(key), count, none) for key, count, none in db.session.execute(statement)]


def _answers(since: datetime) -> dict[date, int]:
    day = _day(Post.created_at)
    statement = (
        select(day, func.count())
        .join(Post.thread)
        .where(
            Post.created_at >= since,
            Post.kind == PostKind.ANSWER,
            Post.visibility == Visibility.PUBLISHED,
            Thread.is_example.is_(False),
        )
        .group_by(day)
    )
    return {_date(key): count for key, count in db.session.execute(statement)}


def _banners(since: datetime) -> dict[Level, dict[date, int]]:
    day, shown = _day(Post.created_at), func.coalesce(Assessment.override, Assessment.level)
    statement = (
        select(day, shown, func.count())
        .join(Post, Post.id == Assessment.post_id)
        .join(Post.thread)
        .where(
            Post.created_at >= since,
            Post.visibility == Visibility.PUBLISHED,
            Thread.is_example.is_(False),
            shown != Level.NONE,
        )
        .group_by(day, shown)
    )
    found: dict[Level, dict[date, int]] = {level: {} for level in BANNERS}
    for key, level, count in db.session.execute(statement):
        found[Level(level)][_date(key)] = count
    return found


def _first_answers(since: datetime) -> dict[date, list[float]]:
    first = func.min(Post.created_at)
    statement = (
        select(Thread.created_at, first)
        .join(Post, Post.thread_id == Thread.id)
        .where(
            *_questions_since(since),
            Post.kind == PostKind.ANSWER,
            Post.visibility == Visibility.PUBLISHED,
        )
        .group_by(Thread.id, Thread.created_at)
        .order_by(Thread.created_at.desc())
        .limit(FIRST_ANSWERS)
    )
    found: dict[date, list[float]] = {}
    for asked, answered in db.session.execute(statement):
        hours = max(0.0, (answered - asked).total_seconds() / 3600)
        found.setdefault(asked.date(), []).append(hours)
    return found


def _judged(since: datetime) -> list[Judged]:
    statement = (
        select(Assessment.level, Assessment.override, func.count())
        .where(IS_JUDGED, Assessment.override_at >= since)
        .group_by(Assessment.level, Assessment.override)
    )
    counts: dict[Level, dict[str, int]] = {level: {} for level in BANNERS}
    for level, override, count in db.session.execute(statement):
        if level in counts and override is not None:
            verdict = _verdict(level, override)
            counts[level][verdict] = counts[level].get(verdict, 0) + count
    return [Judged(level, **found) for level, found in counts.items()]


def _verdict(level: Level, override: Level) -> str:
    if override is Level.NONE:
        return "dismissed"
    if override is level:
        return "kept"
    return "raised" if override > level else "lowered"


def _cautions(since: datetime) -> tuple[int, int]:
    statement = (
        select(AdviceReview.state, func.count().label("times"))
        .where(AdviceReview.decided_at >= since)
        .group_by(AdviceReview.state)
    )
    found = {row.state: row.times for row in db.session.execute(statement)}
    return found.get(AdviceState.CAUTIONED, 0), found.get(AdviceState.FINE, 0)


def _day(moment: Any) -> ColumnElement[Any]:
    """Return the UTC day of a column; SQLite keeps UTC, PostgreSQL would take the session's."""
    if db.session.get_bind().dialect.name == "sqlite":
        return func.date(moment)
    return func.date(func.timezone("UTC", moment))


def _date(key: Any) -> date:
    return key if isinstance(key, date) else date.fromisoformat(key)
