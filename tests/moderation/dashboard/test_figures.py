"""What the dashboard counts, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from factories import answer, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import text

from forum.db import db
from forum.moderation.actions import (
    FlagDraft,
    banner_state,
    flag,
    hide,
    judge_advice,
    override_banner,
)
from forum.moderation.dashboard import figures
from forum.moderation.dashboard.figures import first_answer_median, load_figures
from forum.moderation.dashboard.panels import headline, panels
from forum.moderation.models import FlagReason
from forum.threads.models import AdviceState, Post
from forum.triage import Level

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def asked(days_ago: float, **more: Any) -> Post:
    return ask(now=NOW - timedelta(days=days_ago), **more)


def answered(question: Post, hours: float, **more: Any) -> Post:
    post = answer(question, **more)
    post.created_at = question.thread.created_at + hours * HOUR
    db.session.commit()
    return post


def test_questions_and_answers_are_counted_by_the_utc_day(app: Flask) -> None:
    for moment in ("2026-05-18T23:59:59", "2026-05-19T00:00:01", "2026-05-19T23:00:00"):
        ask(now=datetime.fromisoformat(moment).replace(tzinfo=UTC))
    answered(asked(3), 2)
    asked(8)
    found = load_figures(NOW, 7)
    assert [day.day for day in found.days] == [14, 15, 16, 17, 18, 19, 20]
    counts = {day.day: count for day, count in found.questions.items()}
    assert counts == {17: 1, 18: 1, 19: 2}
    assert {day.day: count for day, count in found.answers.items()} == {17: 1}
    assert {day.day: count for day, count in found.unanswered.items()} == {18: 1, 19: 2}


def test_examples_and_what_is_hidden_are_not_counted(app: Flask) -> None:
    hide(make_moderator(), asked(1), "Spam.", NOW)
    asked(1).thread.is_example = True
    db.session.commit()
    found = load_figures(NOW, 7)
    assert (found.questions, found.answers) == ({}, {})


def test_the_time_to_a_first_answer_is_that_of_the_first(app: Flask) -> None:
    question = asked(2)
    answered(question, 30)
    answered(question, 4)
    answered(asked(2), 8)
    asked(2)
    found = load_figures(NOW, 7)
    (hours,) = found.answered_after.values()
    assert sorted(hours) == [4, 8]
    assert first_answer_median(found.answered_after) == 6


def test_banners_are_counted_by_the_level_that_readers_see(app: Flask, set_level: Any) -> None:
    set_level(asked(1), Level.URGENT)
    lowered = set_level(asked(1), Level.URGENT)
    override_banner(make_moderator(), lowered, Level.ROUTINE, "Less.", NOW, seen="urgent.-.-")
    asked(1)
    counted = {
        level.value: sum(by_day.values()) for level, by_day in load_figures(NOW, 7).banners.items()
    }
    assert counted == {"routine": 1, "urgent": 1, "emergency": 0, "crisis": 0}


@pytest.mark.parametrize(
    ("to", "field"),
    [
        (Level.URGENT, "kept"),
        (Level.CRISIS, "raised"),
        (Level.ROUTINE, "lowered"),
        (Level.NONE, "dismissed"),
    ],
)
def test_precision_is_what_people_made_of_a_banner(
    app: Flask, set_level: Any, to: Level, field: str
) -> None:
    question = set_level(asked(1), Level.URGENT)
    assert question.assessment is not None
    seen = banner_state(question.assessment)
    override_banner(make_moderator(), question, to, "Judged.", NOW, seen=seen)
    (judged,) = (one for one in load_figures(NOW, 7).judged if one.all)
    assert (judged.level, getattr(judged, field)) == (Level.URGENT, 1)
    assert judged.deserved == (0 if field == "dismissed" else 1)


def test_the_worklists_age_and_the_cautions_are_counted(app: Flask) -> None:
    post = answer(asked(1), body="Stop taking your statins, they cause cramps.")
    flag(make_member(), asked(1), FlagDraft(FlagReason.SPAM), NOW - 5 * HOUR, hold_at=9)
    judge_advice(make_moderator(), post, AdviceState.CAUTIONED, "Ask.", NOW, seen="open")
    found = load_figures(NOW, 7)
    assert (found.ages, found.cautions) == ([5.0], (1, 0))
    shown = dict(headline(found))
    assert shown["The oldest of them waits"] == "5 h"
    assert shown["Finds of unsafe advice that got a caution"] == "100 %"


def test_an_empty_forum_has_panels_without_figures(app: Flask) -> None:
    found = load_figures(NOW, 28)
    assert [panel.chart.bars for panel in panels(found)] == [()] * 7
    assert dict(headline(found))["Median time to a first answer"] == "–"
    for panel in panels(found):
        assert all(len(row) == len(panel.columns) for row in panel.rows)


def test_its_queries_are_few_and_their_number_does_not_grow(app: Flask, queries: Any) -> None:
    costs = []
    for rows in (1, 20):
        for _ in range(rows):
            answered(asked(1), 2)
        with queries() as counted:
            load_figures(NOW, 90)
        costs.append(len(counted))
    assert costs == [7, 7]


def test_no_query_reads_a_whole_table(one_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    execute = db.session.execute

    def explained(statement: Any, *rest: Any, **more: Any) -> Any:
        sql = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))
        read.extend(row[3] for row in execute(text(f"EXPLAIN QUERY PLAN {sql}")))
        return execute(statement, *rest, **more)

    monkeypatch.setattr(figures.db.session, "execute", explained)
    since = NOW - timedelta(days=7)
    for count in (
        figures._asked,
        figures._answers,
        figures._banners,
        figures._first_answers,
        figures._judged,
    ):
        count(since)
    big = ("thread", "post", "assessment")
    scans = [step for step in read if step.startswith("SCAN") and step.split()[1] in big]
    assert scans == []


def test_moderators_see_drawings_with_tables_and_others_do_not(app: Flask, browser: Any) -> None:
    answered(asked(1), 3)
    page = browser(make_moderator()).get("/moderation/dashboard?days=90").text
    assert page.count('<svg class="chart"') == page.count("<table>") == 7
    assert "The last 90 days" in page
    assert "style=" not in page
    assert "The last 28 days" in browser(make_moderator()).get("/moderation/dashboard?days=9").text
    assert browser(make_member()).get("/moderation/dashboard").status_code == 403
    assert browser().get("/moderation/dashboard").status_code in (302, 303, 401)
