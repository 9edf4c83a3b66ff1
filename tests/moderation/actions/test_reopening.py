"""Members ask for a closed question to be opened again; whoever asked is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import select

from forum.db import db, utcnow
from forum.moderation import queries, worklist
from forum.moderation.actions import (
    AlreadyChanged,
    ask_reopening,
    close,
    keep_closed,
    lock,
    reopen,
    undo,
)
from forum.moderation.models import ReopenRequest
from forum.moderation.waiting import Waiting
from forum.permissions import Role
from forum.threads.models import Post
from forum.threads.queries import load_post

SOON = NOON + timedelta(seconds=20)


def closed(**fields: Any) -> Post:
    question = ask(**fields)
    close(make_moderator(), question, "It has been answered.", NOON)
    return question


def waits() -> list[tuple[Waiting, ...]]:
    return [item.reasons for item in worklist.load(utcnow()).items]


def test_it_waits_on_the_worklist_until_it_is_opened_and_all_who_asked_are_told(
    app: Flask, told: Any
) -> None:
    question, members = closed(), [make_member(), make_member()]
    for member in members:
        assert ask_reopening(member, question, "Something is new.", NOON)
    assert not ask_reopening(members[0], question, "Again.", NOON)
    assert waits() == [(Waiting.REOPENING,)]
    assert worklist.count() == 1
    reopen(make_moderator(), question, "There is more to say.", NOON)
    for member in members:
        assert told(member) == [
            "a moderator: The question that you asked to be opened again is open: "
            "There is more to say."
        ]
    assert waits() == []


def test_it_stays_closed_with_a_reason_and_one_may_ask_again(app: Flask, told: Any) -> None:
    question, member = closed(), make_member()
    ask_reopening(member, question, "Something is new.", NOON)
    keep_closed(make_moderator(), question, "Nothing has changed.", NOON)
    assert told(member) == [
        "a moderator: The question that you asked to be opened again stays closed: "
        "Nothing has changed."
    ]
    assert waits() == []
    with pytest.raises(AlreadyChanged):
        keep_closed(make_moderator(), question, "Once more.", NOON)
    db.session.rollback()
    assert ask_reopening(member, loaded(question), "Now it has.", NOON)


def loaded(post: Post) -> Post:
    db.session.expire_all()
    found = load_post(post.id)
    assert found is not None
    return found


@pytest.mark.parametrize("act", [reopen, keep_closed])
def test_undoing_the_answer_lets_the_request_wait_again(app: Flask, act: Any) -> None:
    question, moderator = closed(), make_moderator()
    ask_reopening(make_member(), question, "Something is new.", NOON)
    act(moderator, question, "Why.", SOON)
    assert waits() == []
    newest = queries.newest_act()
    assert newest is not None
    undo(moderator, newest, loaded(question), SOON)
    assert waits() == [(Waiting.REOPENING,)]
    assert loaded(question).thread.openness == "closed"


def test_a_locked_question_is_not_asked_for(app: Flask) -> None:
    question, member = closed(), make_member()
    ask_reopening(member, question, "Something is new.", NOON)
    lock(make_moderator(), question, "Heated.", NOON)
    assert waits() == []
    with pytest.raises(AlreadyChanged if member.roles else Exception):
        ask_reopening(make_member(), loaded(question), "Please.", NOON)


def test_the_closed_page_leads_to_the_form_and_the_form_to_the_worklist(
    app: Flask, browser: Any
) -> None:
    question, member = closed(title="Closed too soon"), browser(make_member("petra"))
    path = f"/threads/{question.thread_id}/ask-reopening"
    page = member.get(f"/questions/{question.thread_id}", follow_redirects=True).text
    assert f'href="{path}"' in page
    assert "It has been answered." in page
    assert "It has been answered." in member.get(path).text
    refused = member.post(path, data={"text": "why"})
    assert refused.status_code == 422
    assert member.post(path, data={"text": "A <b>new</b> finding."}).status_code == 303
    assert member.post(path, data={"text": "A <b>new</b> finding."}).status_code == 303
    assert len(db.session.scalars(select(ReopenRequest)).all()) == 1
    moderator = browser(make_moderator())
    shown = moderator.get("/moderation?reason=reopening").text
    for words in ("petra", "A &lt;b&gt;new&lt;/b&gt; finding.", "Open it again", "Keep it closed"):
        assert words in shown
    kept = moderator.post(f"/moderation/threads/{question.thread_id}/keep-closed")
    assert kept.status_code == 303
    assert "Closed too soon" not in moderator.get("/moderation?reason=reopening").text


def test_who_may_ask(app: Flask, browser: Any) -> None:
    question, open_one = closed(), ask()
    path, data = f"/threads/{question.thread_id}/ask-reopening", {"text": "Something is new."}
    assert browser().post(path, data=data).status_code == 401
    assert browser(make_moderator()).post(path, data=data).status_code == 403
    assert browser(make_member("", Role.CLINICIAN)).post(path, data=data).status_code == 303
    other = f"/threads/{open_one.thread_id}/ask-reopening"
    assert browser(make_member()).post(other, data=data).status_code == 403
    page = browser().get(f"/questions/{question.thread_id}", follow_redirects=True).text
    assert path not in page
