from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator
from flask import Flask

from forum.db import db
from forum.moderation.actions import (
    AlreadyChanged,
    NotAllowed,
    banner_state,
    dispute_banner,
    override_banner,
)
from forum.moderation.models import ModerationAct
from forum.permissions import Role, Verb
from forum.triage import Level

WHY = "It is over."
CHANGED = "given another care notice"


@pytest.mark.parametrize("level", list(Level))
def test_a_banner_is_set_to_any_level_and_what_triage_found_stays_beside_it(
    app: Flask, fresh: Any, log: Any, told: Any, set_level: Any, level: Level
) -> None:
    asker, moderator = make_member(), make_moderator()
    question = set_level(ask(asker), Level.URGENT)
    override_banner(moderator, question, level, WHY, NOON, seen="urgent.-.-")
    found = fresh(question).assessment
    assert (found.level, found.shown_level, found.override) == (Level.URGENT, level, level)
    assert (found.override_by_id, found.override_reason, found.override_at) == (
        moderator.id,
        WHY,
        NOON,
    )
    assert fresh(question).thread.level is level

    override_banner(moderator, question, None, "Withdrawn.", NOON, seen=banner_state(found))
    found = fresh(question).assessment
    assert (found.shown_level, found.override, found.override_by_id) == (Level.URGENT, None, None)
    assert fresh(question).thread.level is Level.URGENT

    on = (question.thread_id, question.id)
    before = {"level": "urgent", "override": None, "disputed": False, "checked": False}
    after = before | {"override": level.value, "checked": level is Level.URGENT}
    assert log() == [
        (moderator.id, Verb.OVERRIDE_BANNER, *on, WHY, before, after),
        (moderator.id, Verb.OVERRIDE_BANNER, *on, "Withdrawn.", after, before),
    ]
    done = "looked at, and keeps its care notice" if level is Level.URGENT else CHANGED
    assert told(asker) == [
        f"a moderator: Your question was {done}: {WHY}",
        "a moderator: Your question was given back the care notice that the rules chose: "
        "Withdrawn.",
    ]


def test_an_answers_banner_is_not_its_threads(app: Flask, fresh: Any) -> None:
    post = answer(ask())
    override_banner(make_moderator(), post, Level.CRISIS, WHY, NOON, seen="none.-.-")
    assert fresh(post).assessment.shown_level is Level.CRISIS
    assert fresh(post).thread.level is Level.NONE


def test_a_clinician_judges_banners_and_is_called_one(app: Flask, told: Any) -> None:
    asker = make_member()
    override_banner(
        make_member("", Role.CLINICIAN), ask(asker), Level.URGENT, WHY, NOON, seen="none.-.-"
    )
    assert told(asker) == [f"a clinician: Your question was given another care notice: {WHY}"]


def test_members_do_not_judge_banners(app: Flask) -> None:
    asker = make_member()
    for member in (asker, make_member()):
        with pytest.raises(NotAllowed):
            override_banner(member, ask(asker), Level.NONE, WHY, NOON, seen="none.-.-")


def test_the_second_of_two_who_saw_the_same_banner_is_told_that_it_has_changed(
    app: Flask, set_level: Any
) -> None:
    question = set_level(ask(), Level.ROUTINE)
    for seen in ("routine.-.-", "routine.none.-"):
        override_banner(make_moderator(), question, Level.NONE, WHY, NOON, seen=seen)
    with pytest.raises(AlreadyChanged):
        override_banner(make_moderator(), question, Level.URGENT, WHY, NOON, seen="routine.-.-")
    db.session.rollback()
    assert db.session.query(ModerationAct).count() == 2


def test_there_is_nothing_to_withdraw_where_nobody_judged(app: Flask) -> None:
    with pytest.raises(AlreadyChanged):
        override_banner(make_moderator(), ask(), None, WHY, NOON, seen="none.-.-")


def test_an_author_disputes_once_and_a_decision_ends_it(
    app: Flask, fresh: Any, log: Any, set_level: Any
) -> None:
    asker, later = make_member(), NOON.replace(hour=18)
    question = set_level(ask(asker), Level.ROUTINE)
    dispute_banner(asker, question, NOON)
    dispute_banner(asker, question, later)
    assert fresh(question).assessment.disputed_at == NOON
    assert log() == []

    with pytest.raises(AlreadyChanged):
        override_banner(make_moderator(), question, Level.ROUTINE, WHY, NOON, seen="routine.-.-")
    override_banner(make_moderator(), question, Level.ROUTINE, WHY, NOON, seen="routine.-.disputed")
    assert fresh(question).assessment.disputed_at is None
    with pytest.raises(NotAllowed):
        dispute_banner(asker, question, NOON)


def test_nobody_else_disputes_a_banner(app: Flask, set_level: Any) -> None:
    question = set_level(ask(), Level.ROUTINE)
    for member in (make_member(), make_moderator()):
        with pytest.raises((NotAllowed, AlreadyChanged)):
            dispute_banner(member, question, NOON)
