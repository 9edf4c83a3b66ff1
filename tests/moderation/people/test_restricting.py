"""Suspended until a date that comes by itself, or silenced: what ends, what stays, who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import answer, ask, make_member, make_moderator
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.db import db, utcnow
from forum.moderation.actions import AlreadyChanged, NotAllowed
from forum.moderation.people.actions import lift, silence, state_of, suspend
from forum.permissions import Restriction, Role, Verb
from forum.threads.models import Post

WHY = "Rude to another member."


def day(after: int) -> Any:
    return utcnow().date() + timedelta(days=after)


def put(by: Any, member: Any, until: Any = None) -> None:
    suspend(by, member, until or day(7), WHY, utcnow(), seen=state_of(member))


def posts() -> int:
    return db.session.scalar(select(func.count()).select_from(Post)) or 0


def test_a_suspension_ends_by_itself_when_its_day_begins(app, again) -> None:
    member = make_member()
    put(make_moderator(), member)
    assert again(member).restriction is Restriction.SUSPENDED
    member.restricted_until = utcnow() - timedelta(seconds=1)
    assert member.restriction is None
    db.session.commit()
    ask_page = app.test_client(user=member).get("/questions/ask")
    assert ask_page.status_code == 200


def test_the_member_is_told_until_when_and_why_and_it_is_logged(app, log, told) -> None:
    moderator, member = make_moderator(), make_member()
    put(moderator, member, day(3))
    ((kind, words),) = told(member)
    assert kind == "standing"
    assert words.startswith("You are suspended until ")
    assert words.endswith(f"00:00 UTC. {WHY}")
    ((verb, actor, of, post, reason, before, after),) = log()
    assert (verb, actor, of, post, reason) == (Verb.SUSPEND, moderator.id, member.id, None, WHY)
    assert before == {"restriction": None, "until": None}
    assert after == {"restriction": "suspended", "until": f"{day(3)}T00:00:00+00:00"}


def test_a_silence_lasts_until_it_is_lifted(app, again, log, told) -> None:
    moderator, member = make_moderator(), make_member()
    silence(moderator, member, None, WHY, utcnow(), seen=state_of(member))
    assert again(member).restriction is Restriction.SILENCED
    assert member.restricted_until is None
    lift(moderator, member, "That is enough.", utcnow(), seen=state_of(member))
    assert (again(member).restriction, member.restriction_reason) == (None, "")
    assert [words for _, words in told(member)] == [
        f"You are silenced until a moderator lifts it. {WHY}",
        "You may write again. That is enough.",
    ]
    assert [row[0] for row in log()] == [Verb.SILENCE, Verb.LIFT]


def test_words_of_a_member_who_was_suspended_while_writing_are_given_back(app) -> None:
    member, question = make_member(), ask()
    writer = app.test_client(user=member)
    assert "Answer this question" in writer.get(f"/posts/{question.id}", follow_redirects=True).text
    put(make_moderator(), member)
    before = posts()
    sent = {"body": "canary words that took an hour", "title": "a canary title"}
    for path in (
        f"/threads/{question.thread_id}/answer",
        f"/posts/{question.id}/reply",
        "/questions/ask",
    ):
        refused = writer.post(path, data=sent)
        assert refused.status_code == 403
        for words in ("canary words that took an hour", "You are suspended until", WHY):
            assert words in refused.text, path
    assert "a canary title" in refused.text
    assert posts() == before


def test_a_refusal_says_whom_to_call_when_the_refused_words_tell_of_a_crisis(app) -> None:
    from unittest import mock

    from forum.triage import Assessment, Level

    member, question = make_member(), ask()
    put(make_moderator(), member)
    writer = app.test_client(user=member)
    crisis = Assessment(Level.CRISIS, (), (), "grave")
    with mock.patch("forum.triage.assess", return_value=crisis):
        refused = writer.post(f"/posts/{question.id}/reply", data={"body": "grave words"})
    assert refused.status_code == 403
    assert 'data-care-level="crisis"' in refused.text
    assert "data-care-level" not in writer.get("/questions/ask").text


def test_words_of_an_edit_are_given_back_too(app) -> None:
    member = make_member()
    post = answer(ask(), member)
    put(make_moderator(), member)
    refused = app.test_client(user=member).post(f"/posts/{post.id}/edit", data={"body": "canary"})
    assert refused.status_code == 403
    assert "canary" in refused.text
    assert db.session.get(Post, post.id).source == "A litre for every two hours."


def test_what_a_suspended_and_a_silenced_member_may_still_do(app) -> None:
    moderator, question = make_moderator(), ask()
    answers = {kind: answer(question) for kind in (suspend, silence)}
    members = {kind: db.session.get(Member, own.author_id) for kind, own in answers.items()}
    allowed = {}
    for kind, own in answers.items():
        member = members[kind]
        kind(moderator, member, day(2), WHY, utcnow(), seen=state_of(member))
        browser = app.test_client(user=member)
        allowed[kind] = {
            "vote": browser.post(f"/posts/{question.id}/vote").status_code,
            "flag": browser.post(f"/posts/{question.id}/flag", data={"reason": "rude"}).status_code,
            "ask": browser.get("/questions/ask").status_code,
            "read": browser.get(f"/posts/{question.id}", follow_redirects=True).status_code,
            "inbox": browser.get("/inbox").status_code,
            "account": browser.get("/account").status_code,
            "take back": browser.post(f"/posts/{own.id}/delete").status_code,
            "bring back": browser.post(f"/posts/{own.id}/undelete").status_code,
        }
    same = {"ask": 403, "read": 200, "inbox": 200, "account": 200}
    same |= {"take back": 303, "bring back": 403}
    assert allowed[suspend] == same | {"vote": 403, "flag": 403}
    assert allowed[silence] == same | {"vote": 303, "flag": 303}


def test_the_reason_stands_where_a_restricted_member_would_write(app) -> None:
    member, question = make_member(), ask()
    put(make_moderator(), member)
    browser = app.test_client(user=member)
    for path in (f"/questions/{question.thread_id}", "/account", "/account/standing"):
        page = browser.get(path, follow_redirects=True).text
        assert "You are suspended until" in page, path
        assert WHY in page, path
    assert WHY not in app.test_client().get(f"/members/{member.username}").text


def test_another_refusal_is_not_blamed_on_the_restriction(app) -> None:
    member = make_member()
    put(make_moderator(), member)
    page = app.test_client(user=member).get("/moderation")
    assert page.status_code == 403
    assert "suspended" not in page.text


@pytest.mark.parametrize(
    ("actor", "subject", "may"),
    [
        ((), (), False),
        ((Role.CLINICIAN,), (), False),
        ((Role.MODERATOR,), (), True),
        ((Role.MODERATOR,), (Role.CLINICIAN,), True),
        ((Role.MODERATOR,), (Role.MODERATOR,), False),
        ((Role.MODERATOR,), (Role.ADMINISTRATOR,), False),
        ((Role.ADMINISTRATOR,), (Role.MODERATOR,), True),
        ((Role.ADMINISTRATOR,), (Role.ADMINISTRATOR,), False),
    ],
)
def test_who_may_restrict_whom(app, again, actor, subject, may) -> None:
    by, member = make_member("", *actor), make_member("", *subject)
    if may:
        put(by, member)
    else:
        with pytest.raises(NotAllowed):
            put(by, member)
    assert (again(member).restriction is not None) == may


def test_nobody_restricts_themselves(app) -> None:
    administrator = make_member("", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        put(administrator, administrator)


def test_a_moderator_demoted_in_the_middle_restricts_nobody(app, again, log) -> None:
    moderator, member = make_moderator(), make_member()
    seen = state_of(member)
    db.session.execute(db.text("UPDATE member SET roles = '' WHERE id = :id"), {"id": moderator.id})
    with pytest.raises(NotAllowed):
        suspend(moderator, member, day(1), WHY, utcnow(), seen=seen)
    db.session.rollback()
    assert again(member).restriction is None
    assert log() == []


def test_a_moderator_suspended_in_the_middle_moderates_no_more(app, again) -> None:
    moderator, member = make_moderator(), make_member()
    put(make_member("", Role.ADMINISTRATOR), moderator)
    with pytest.raises(NotAllowed):
        put(moderator, member)
    assert app.test_client(user=moderator).get("/moderation").status_code == 403


def test_the_second_of_two_moderators_comes_too_late(app, again) -> None:
    first, second, member = make_moderator(), make_moderator(), make_member()
    seen = state_of(member)
    suspend(first, member, day(1), WHY, utcnow(), seen=seen)
    with pytest.raises(AlreadyChanged):
        silence(second, member, None, "Another.", utcnow(), seen=seen)
    db.session.rollback()
    assert again(member).restriction is Restriction.SUSPENDED
    lift(first, member, "Over.", utcnow(), seen=state_of(member))
    with pytest.raises(AlreadyChanged):
        lift(second, member, "Over.", utcnow(), seen=state_of(member))


def test_flags_of_a_restricted_member_hide_nothing(app) -> None:
    from factories import NOON

    from forum.moderation.actions import FlagDraft, flag
    from forum.moderation.models import FlagReason
    from forum.moderation.queries import count_trusted_flags

    member, post = make_member(created_at=NOON - timedelta(days=30)), answer(ask())
    flag(member, post, FlagDraft(FlagReason.SPAM), NOON, hold_at=9)
    assert count_trusted_flags(post.id, NOON) == 1
    put(make_moderator(), member)
    assert count_trusted_flags(post.id, NOON) == 0
