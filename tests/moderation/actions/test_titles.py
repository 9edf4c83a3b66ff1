from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.moderation.actions import (
    AlreadyChanged,
    banner_state,
    dispute_banner,
    override_banner,
    retitle,
)
from forum.permissions import Verb
from forum.threads.models import Revision
from forum.triage import Level


def test_a_new_title_keeps_the_old_one_as_a_revision_and_out_of_the_log(
    app: Flask, fresh: Any, log: Any, told: Any
) -> None:
    asker, moderator = make_member(), make_moderator()
    question = ask(asker, title="Help canarytitle please")
    retitle(
        moderator,
        question,
        "Cramp in the left foot",
        "Clearer.",
        NOON,
        seen="Help canarytitle please",
    )
    thread = fresh(question).thread
    assert (thread.title, thread.slug) == ("Cramp in the left foot", "cramp-in-the-left-foot")
    kept = db.session.scalars(select(Revision)).one()
    assert (kept.title, kept.source, kept.number) == (
        "Help canarytitle please",
        question.source,
        1,
    )
    assert log() == [
        (
            moderator.id,
            Verb.RETITLE,
            thread.id,
            None,
            "Clearer.",
            {"revision": 0},
            {"revision": 1},
        )
    ]
    assert told(asker) == ["a moderator: Your question was given another title: Clearer."]


def test_what_people_judged_of_the_text_outlives_a_new_title(
    app: Flask, fresh: Any, set_level: Any
) -> None:
    moderator, question = make_moderator(), ask(title="An old title")
    override_banner(
        moderator, question, Level.URGENT, "Sooner.", NOON, seen=banner_state(question.assessment)
    )
    retitle(moderator, question, "A new title", "Clearer.", NOON, seen="An old title")
    question = fresh(question)
    assert question.assessment.override is Level.URGENT
    assert question.assessment.override_reason == "Sooner."
    assert question.thread.level is Level.URGENT


def test_a_dispute_outlives_a_new_title(app: Flask, fresh: Any, set_level: Any) -> None:
    asker = make_member()
    question = set_level(ask(asker, title="An old title"), Level.ROUTINE)
    dispute_banner(asker, question, NOON)
    retitle(make_moderator(), question, "A new title", "Clearer.", NOON, seen="An old title")
    assert fresh(question).assessment.disputed_at == NOON


def test_a_title_that_its_author_changed_meanwhile_is_not_overwritten(app: Flask) -> None:
    question = ask(title="What the author says now")
    with pytest.raises(AlreadyChanged):
        retitle(make_moderator(), question, "Other", "Clearer.", NOON, seen="What it said before")
