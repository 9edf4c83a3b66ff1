"""In slow mode each member writes once in a while, and gets their words back until then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.moderation.actions import AlreadyChanged, slow
from forum.threads import actions
from forum.threads.actions import PostDraft, TooSoon
from forum.threads.models import Post


def test_a_member_writes_once_in_the_time_others_and_moderators_are_free(app: Flask) -> None:
    question, member, moderator = ask(), make_member(), make_moderator()
    slow(moderator, question, 15, "Heated.", NOON, seen=0)
    actions.answer(member, question.thread, PostDraft("Mine."), NOON)
    later = NOON + timedelta(minutes=14)
    with pytest.raises(TooSoon) as early:
        actions.reply(member, question, PostDraft("And another thing."), later)
    assert early.value.again_at == NOON + timedelta(minutes=15)
    actions.reply(make_member(), question, PostDraft("Another's."), later)
    for _ in range(2):
        actions.reply(moderator, question, PostDraft("Calm, please."), later)
    actions.reply(member, question, PostDraft("Later."), NOON + timedelta(minutes=15))


def test_a_pace_that_changed_meanwhile_is_not_overwritten(app: Flask) -> None:
    question, moderator = ask(), make_moderator()
    slow(moderator, question, 15, "Heated.", NOON, seen=0)
    with pytest.raises(AlreadyChanged):
        slow(make_moderator(), question, 60, "Heated.", NOON, seen=0)


@pytest.mark.parametrize("path", ["threads/{thread}/answer", "posts/{post}/reply"])
def test_who_is_too_soon_is_told_when_and_keeps_every_word(
    app: Flask, browser: Any, path: str
) -> None:
    question, member = ask(), make_member()
    slow(make_moderator(), question, 60, "Heated.", NOON, seen=0)
    address = "/" + path.format(thread=question.thread_id, post=question.id)
    actions.answer(member, question.thread, PostDraft("Mine."), utcnow())
    refused = browser(member).post(address, data={"body": "Some <b>words</b> of mine"})
    assert refused.status_code == 422
    assert "You can post here again in 60 min" in refused.text
    assert "Some &lt;b&gt;words&lt;/b&gt; of mine" in refused.text
    assert db.session.scalar(select(func.count()).select_from(Post)) == 2


def test_the_page_says_how_often(app: Flask, browser: Any) -> None:
    question, seen = ask(), 0
    for minutes, words in ((5, "5 minutes"), (60, "an hour"), (240, "4 hours"), (1440, "a day")):
        slow(make_moderator(), question, minutes, "Heated.", NOON, seen=seen)
        seen = minutes
        page = browser().get(f"/questions/{question.thread_id}", follow_redirects=True).text
        assert f"once in {words}." in page
