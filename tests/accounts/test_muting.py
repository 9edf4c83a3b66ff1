"""Members mute one another: what the other posts by name is folded, and nobody is told of it."""

from __future__ import annotations

from typing import Any

from factories import answer, ask, make_member, make_moderator, reply
from sqlalchemy import func, select

from forum.accounts import actions
from forum.accounts.models import Member, Mute
from forum.accounts.queries import muted_by
from forum.db import db
from forum.inbox.models import Notification
from forum.threads.actions import mark_helped
from forum.threads.queries import load_post

FOLD = '<details class="muted-post">'


def told(member: Member) -> int:
    counted = select(func.count()).where(Notification.member_id == member.id)
    return db.session.scalar(counted) or 0


def test_a_muted_members_posts_are_folded_for_whoever_muted_them(app) -> None:
    reader, other = make_member(), make_member("rowan")
    question = ask(reader)
    post = answer(question, other, "What the muted one wrote.")
    reply(post, other)
    answer(question)
    actions.mute(reader, other)
    path = f"/posts/{question.id}"
    page = app.test_client(user=reader).get(path, follow_redirects=True).text
    assert page.count(FOLD) == 2
    assert "rowan, whom you have muted" in page
    assert "What the muted one wrote." in page
    for someone in (None, other, make_member(), make_moderator()):
        assert FOLD not in app.test_client(user=someone).get(path, follow_redirects=True).text


def test_nobody_is_told_of_what_someone_they_muted_does(app) -> None:
    reader, other, third = make_member(), make_member(), make_member()
    question = ask(reader)
    post = answer(question, reader)
    asked_by_other = ask(other)
    own = answer(asked_by_other, reader)
    actions.mute(reader, other)
    answer(question, other)
    reply(post, other)
    mark_helped(other, load_post(own.id))
    assert told(reader) == 0
    reply(post, third)
    assert told(reader) == 1
    actions.unmute(reader, other)
    reply(post, other)
    assert told(reader) == 2


def test_what_an_alias_does_is_told_all_the_same(app) -> None:
    reader, other = make_member(), make_member()
    question, aliased = ask(reader), ask(other, alias=True)
    own = answer(aliased, reader)
    actions.mute(reader, other)
    answer(question, other, alias=True)
    mark_helped(other, load_post(own.id))
    assert told(reader) == 2


def test_muting_by_the_page_and_unmuting_in_the_account(app) -> None:
    reader = make_member()
    make_member("rowan")
    browser = app.test_client(user=reader)
    assert "Mute" in browser.get("/members/rowan").text
    for _ in range(2):
        assert browser.post("/members/rowan/mute").location == "/members/rowan"
    assert "Unmute" in browser.get("/members/rowan").text
    assert [member.username for member in muted_by(reader)] == ["rowan"]
    assert "/members/rowan/unmute" in browser.get("/account").text
    assert browser.post("/members/rowan/unmute").location == "/account#muted"
    assert muted_by(reader) == []
    for back, leads in (("/members/rowan", "/members/rowan"), ("//evil.example", "/account#muted")):
        assert browser.post("/members/rowan/unmute", data={"back": back}).location == leads
    assert "Nobody. You can mute someone on their page." in browser.get("/account").text


def test_who_may_mute_whom(app) -> None:
    reader = make_member("willow")
    make_member("rowan")
    assert app.test_client().post("/members/rowan/mute").status_code == 401
    assert app.test_client(user=reader).post("/members/willow/mute").status_code == 403
    assert app.test_client(user=reader).post("/members/nobody/mute").status_code == 404
    assert db.session.scalars(select(Mute)).all() == []


def test_whom_they_muted_does_not_learn_of_it(app) -> None:
    import json

    from forum.pages.member_data import member_data

    reader, other = make_member("willow"), make_member("rowan")
    actions.mute(reader, other)
    assert "mute" not in json.dumps(member_data(other))
    assert member_data(reader)["mute"][0]["muted_id"] == other.id
    browser = app.test_client(user=other)
    for path in ("/account", "/account/standing", "/inbox", "/members/willow"):
        assert "willow, whom" not in browser.get(path).text


def test_folding_costs_no_query(app: Any, queries: Any) -> None:
    reader, other = make_member(), make_member()
    question = ask()
    answer(question, other)
    path = f"/questions/{question.thread_id}/{question.thread.slug}"
    costs = []
    for _ in range(2):
        client = app.test_client(user=reader)
        with queries() as counted:
            assert client.get(path).status_code == 200
        costs.append(len(counted))
        actions.mute(reader, other)
    assert costs[0] == costs[1]
