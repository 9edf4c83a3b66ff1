from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask

from forum.db import db
from forum.moderation import worklist
from forum.moderation.actions import (
    AlreadyChanged,
    NotAllowed,
    advice_state,
    hide,
    judge_advice,
    undo,
)
from forum.moderation.queries import newest_act_on
from forum.moderation.waiting import Waiting
from forum.permissions import Verb
from forum.threads.models import AdviceState, Post
from forum.triage import Level

UNSAFE = "Stop taking your statins, they cause cramps."
LINE = "Ask whoever prescribed it first."


def unsafe(**more: Any) -> Post:
    return answer(ask(), body=UNSAFE, **more)


def test_unsafe_advice_waits_on_the_worklist_until_a_moderator_decides(
    app: Flask, fresh: Any
) -> None:
    first, second = unsafe(), unsafe()
    items = worklist.load(NOON).items
    assert [(item.post.id, item.reasons, item.level) for item in items] == [
        (first.id, (Waiting.ADVICE,), Level.URGENT),
        (second.id, (Waiting.ADVICE,), Level.URGENT),
    ]
    moderator = make_moderator()
    judge_advice(moderator, first, AdviceState.CAUTIONED, LINE, NOON, seen="open")
    judge_advice(moderator, second, AdviceState.FINE, "It may stay.", NOON, seen="open")
    assert worklist.count() == 0
    assert (fresh(first).visibility, fresh(first).source) == ("published", UNSAFE)


def test_what_is_out_of_sight_waits_for_nobody(app: Flask) -> None:
    hide(make_moderator(), unsafe(), "Dangerous.", NOON)
    assert worklist.count() == 0


def test_a_caution_is_logged_and_its_author_told(
    app: Flask, log: Any, told: Any, fresh: Any
) -> None:
    author, moderator = make_member(), make_moderator()
    post = unsafe(author=author)
    judge_advice(moderator, post, AdviceState.CAUTIONED, LINE, NOON, seen="open")
    found = fresh(post).advice
    assert (found.shown, found.decided_by_id, found.decided_at) == (LINE, moderator.id, NOON)
    judge_advice(moderator, post, AdviceState.FINE, "It may stay.", NOON, seen="cautioned")
    assert fresh(post).advice.shown == ""
    on = (moderator.id, Verb.CAUTION, post.thread_id, post.id)
    assert log() == [
        (*on, LINE, {"advice": "open"}, {"advice": "cautioned"}),
        (*on, "It may stay.", {"advice": "cautioned"}, {"advice": "fine"}),
    ]
    assert told(author) == [
        f"a moderator: Your answer was given a caution beside it: {LINE}",
        "a moderator: Your answer was found to need no caution: It may stay.",
    ]


def test_an_author_never_hears_of_a_find_that_came_to_nothing(app: Flask, told: Any) -> None:
    author = make_member()
    judge_advice(
        make_moderator(), unsafe(author=author), AdviceState.FINE, "Fine.", NOON, seen="open"
    )
    assert told(author) == []


def test_moderators_set_a_caution_where_the_rules_found_nothing(app: Flask, fresh: Any) -> None:
    post = reply(ask(), body="Eat one of those berries and wait.")
    judge_advice(make_moderator(), post, AdviceState.CAUTIONED, LINE, NOON, seen="-")
    assert fresh(post).advice.shown == LINE


@pytest.mark.parametrize("before", ["-", "open", "fine", "cautioned"])
def test_every_decision_can_be_undone(app: Flask, fresh: Any, before: str) -> None:
    moderator = make_moderator()
    post = answer(ask()) if before == "-" else unsafe()
    if before in ("fine", "cautioned"):
        judge_advice(moderator, post, AdviceState(before), LINE, NOON, seen="open")
    after = AdviceState.FINE if before == "cautioned" else AdviceState.CAUTIONED
    later = NOON + timedelta(seconds=20)
    judge_advice(moderator, post, after, "Hm.", later, seen=before)
    act = newest_act_on(post.thread_id)
    assert act is not None
    undo(moderator, act, post, later)
    assert advice_state(fresh(post)) == before
    if before == "cautioned":
        assert fresh(post).advice.shown == LINE
    assert worklist.count() == (before == "open")


def test_the_second_of_two_moderators_is_told_that_it_has_changed(app: Flask) -> None:
    post = unsafe()
    judge_advice(make_moderator(), post, AdviceState.FINE, "Fine.", NOON, seen="open")
    for seen in ("open", "fine"):
        with pytest.raises(AlreadyChanged):
            judge_advice(make_moderator(), post, AdviceState.FINE, "Fine.", NOON, seen=seen)
        db.session.rollback()


def test_members_and_questions_get_no_cautions(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        judge_advice(make_member(), unsafe(), AdviceState.FINE, "No.", NOON, seen="open")
    with pytest.raises(AlreadyChanged):
        judge_advice(make_moderator(), ask(), AdviceState.CAUTIONED, LINE, NOON, seen="-")
