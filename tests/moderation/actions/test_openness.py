from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, ask, make_member, make_moderator
from flask import Flask

from forum.db import db
from forum.moderation.actions import AlreadyChanged, close, lock, reopen, unlock
from forum.moderation.models import ModerationAct
from forum.permissions import Openness, Verb


@pytest.mark.parametrize(
    ("act", "verb", "way_back", "verb_back", "state"),
    [
        (lock, Verb.LOCK, unlock, Verb.UNLOCK, Openness.LOCKED),
        (close, Verb.CLOSE, reopen, Verb.REOPEN, Openness.CLOSED),
    ],
)
def test_an_act_and_its_way_back(
    app: Flask,
    fresh: Any,
    log: Any,
    told: Any,
    act: Any,
    verb: Verb,
    way_back: Any,
    verb_back: Verb,
    state: Openness,
) -> None:
    asker, moderator = make_member(), make_moderator()
    question = ask(asker)
    act(moderator, question, "It has run its course.", NOON)
    thread = fresh(question).thread
    assert (thread.openness, thread.openness_reason) == (state, "It has run its course.")
    way_back(moderator, question, "More to say.", NOON)
    thread = fresh(question).thread
    assert (thread.openness, thread.openness_reason) == (Openness.OPEN, "")

    on = (question.thread_id, None)
    was, became = {"openness": "open"}, {"openness": state.value}
    assert log() == [
        (moderator.id, verb, *on, "It has run its course.", was, became),
        (moderator.id, verb_back, *on, "More to say.", became, was),
    ]
    assert len(told(asker)) == 2
    assert told(asker)[0].endswith(": It has run its course.")


def test_unlocking_closes_again_what_was_closed_before(app: Flask, fresh: Any) -> None:
    question, moderator = ask(), make_moderator()
    close(moderator, question, "Answered.", NOON)
    lock(moderator, question, "Heated.", NOON)
    unlock(moderator, question, "Cool now.", NOON)
    thread = fresh(question).thread
    assert (thread.openness, thread.openness_reason) == (Openness.CLOSED, "Answered.")
    reopen(moderator, question, "News.", NOON)
    lock(moderator, question, "Heated.", NOON)
    unlock(moderator, question, "Cool now.", NOON)
    assert fresh(question).thread.openness is Openness.OPEN


@pytest.mark.parametrize(
    ("first", "second"),
    [([], unlock), ([], reopen), ([lock], lock), ([close], close), ([lock], close)],
)
def test_what_no_longer_fits_changes_nothing(app: Flask, first: list[Any], second: Any) -> None:
    question = ask()
    for act in first:
        act(make_moderator(), question, "Reason.", NOON)
    with pytest.raises(AlreadyChanged):
        second(make_moderator(), question, "Reason.", NOON)
    db.session.rollback()
    assert db.session.query(ModerationAct).count() == len(first)
