"""Figures as panels: a drawing, and the table that says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from .charts import Chart, Series, draw, number
from .figures import BANNERS, Figures, first_answer_median

AGES = (
    ("under 1 hour", 1.0),
    ("1 to 6 hours", 6.0),
    ("6 to 24 hours", 24.0),
    ("1 to 3 days", 72.0),
    ("longer", float("inf")),
)
LEVEL_WORDS = {
    "routine": "See a doctor",
    "urgent": "Today",
    "emergency": "Emergency",
    "crisis": "Crisis",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing with its table; `note` says what is counted, `keys` explain the colours."""

    name: str
    title: str
    note: str
    chart: Chart
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""
    keys: tuple[tuple[str, str], ...] = ()


def headline(figures: Figures) -> list[tuple[str, str]]:
    """Return the few numbers that matter most, as (what, how much)."""
    asked, waiting = sum(figures.questions.values()), sum(figures.unanswered.values())
    judged = sum(one.all for one in figures.judged)
    dismissed = sum(one.dismissed for one in figures.judged)
    hours = first_answer_median(figures.answered_after)
    oldest = max(figures.ages, default=None)
    return [
        ("Questions", number(asked)),
        ("Median time to a first answer", _hours(hours)),
        ("Still without an answer", _share(waiting, asked)),
        ("Posts on the worklist", number(len(figures.ages))),
        ("The oldest of them waits", _hours(oldest)),
        ("Care notices that people upheld", _share(judged - dismissed, judged)),
        (
            "Finds of unsafe advice that got a caution",
            _share(figures.cautions[0], sum(figures.cautions)),
        ),
    ]


def panels(figures: Figures) -> list[Panel]:
    """Return all panels in the order of the page."""
    days = figures.days
    asked, answered = figures.questions, figures.answers
    return [
        _by_day(
            "questions",
            "Questions a day",
            "By the day of asking.",
            days,
            [_counted("Questions", days, asked)],
        ),
        _by_day(
            "answers",
            "Answers a day",
            "By the day of answering.",
            days,
            [_counted("Answers", days, answered)],
        ),
        _banners(figures),
        _by_day(
            "first-answer",
            "Median hours to a first answer",
            "Of the questions of that day that have one.",
            days,
            [Series("Hours", [_median(figures.answered_after.get(day)) for day in days])],
            " h",
        ),
        _by_day(
            "unanswered",
            "Share without an answer",
            "Of the questions of that day, as it is now.",
            days,
            [Series("Without an answer", [_percent(figures, day) for day in days])],
            " %",
        ),
        _worklist(figures.ages),
        _precision(figures),
    ]


def _banners(figures: Figures) -> Panel:
    lines = [
        Series(
            LEVEL_WORDS[level],
            [figures.banners[level].get(day, 0) for day in figures.days],
            level.value,
        )
        for level in BANNERS
    ]
    note = "What readers see on posts of that day, as judged by people where they judged."
    return _by_day("banners", "Care notices a day", note, figures.days, lines)


def _by_day(
    name: str,
    title: str,
    note: str,
    days: Sequence[date],
    series: Sequence[Series],
    unit: str = "",
) -> Panel:
    labels = [f"{day.day} {day:%b}" for day in days]
    newest_first = range(len(days) - 1, -1, -1)
    rows = ((labels[n], *(number(one.values[n]) for one in series)) for n in newest_first)
    keys = tuple((one.key, one.name) for one in series) if len(series) > 1 else ()
    columns = ("Day", *(one.name + unit.replace(" h", "").replace(" %", " in %") for one in series))
    return Panel(name, title, note, draw(labels, series, unit), columns, tuple(rows), unit, keys)


def _worklist(ages: Sequence[float]) -> Panel:
    counts, floor = [], 0.0
    for _, ceiling in AGES:
        counts.append(sum(floor <= age < ceiling for age in ages))
        floor = ceiling
    labels = [label for label, _ in AGES]
    rows = tuple((label, str(count)) for label, count in zip(labels, counts, strict=True))
    chart = draw(labels, [Series("Posts", counts)])
    note = "How long the posts that wait for a moderator now have waited."
    return Panel("worklist", "Age of the worklist", note, chart, ("Waiting for", "Posts"), rows)


def _precision(figures: Figures) -> Panel:
    labels = [LEVEL_WORDS[one.level] for one in figures.judged]
    shares = [None if one.deserved is None else 100 * one.deserved for one in figures.judged]
    rows = tuple(
        (
            LEVEL_WORDS[one.level],
            str(one.all),
            str(one.kept),
            str(one.raised),
            str(one.lowered),
            str(one.dismissed),
        )
        for one in figures.judged
    )
    return Panel(
        "precision",
        "Care notices that people upheld",
        "Of the notices that moderators or clinicians judged in this time, the share that kept "
        "one. What nobody judged is not in it: it is no measure of all notices.",
        draw(labels, [Series("Upheld", shares)], " %"),
        ("Triage said", "Judged", "Kept", "Raised", "Lowered", "Dismissed"),
        rows,
        " %",
    )


def _counted(name: str, days: Sequence[date], counts: Mapping[date, int]) -> Series:
    return Series(name, [counts.get(day, 0) for day in days])


def _median(hours: Sequence[float] | None) -> float | None:
    return round(median(hours), 1) if hours else None


def _percent(figures: Figures, day: date) -> float | None:
    asked = figures.questions.get(day)
    return 100 * figures.unanswered.get(day, 0) / asked if asked else None


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _hours(hours: float | None) -> str:
    if hours is None:
        return "–"
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{number(round(hours, 1))} h" if hours < 48 else f"{number(round(hours / 24, 1))} days"
