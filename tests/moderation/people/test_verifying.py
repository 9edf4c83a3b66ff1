"""Clinicians whom a moderator verified: the mark, what it rests on, and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import answer, ask, make_member, make_moderator
from sqlalchemy import update

from forum.accounts.models import Member
from forum.db import db, utcnow
from forum.moderation.actions import AlreadyChanged, NotAllowed
from forum.moderation.people.actions import end_verification, state_of, verify
from forum.moderation.people.actions.verifying import Evidence
from forum.permissions import Role, Verb, can

MARK = "role-clinician"


def evidence(days: int = 30) -> Evidence:
    until = utcnow().date() + timedelta(days=days)
    return Evidence("physiotherapist", "Register entry 12345, looked up today.", until)


def put(by: Member, member: Member, days: int = 30) -> None:
    verify(by, member, evidence(days), utcnow(), seen=state_of(member))


def let_expire(member: Member) -> None:
    yesterday = utcnow().date() - timedelta(days=1)
    db.session.execute(
        update(Member).where(Member.id == member.id).values(clinician_until=yesterday)
    )
    db.session.commit()


def test_a_mark_stands_beside_posts_until_its_last_day_is_over(app, again) -> None:
    member, question = make_member("petra"), ask()
    answer(question, member)
    path = f"/posts/{question.id}"
    put(make_moderator(), member)
    assert MARK in app.test_client().get(path, follow_redirects=True).text
    assert MARK in app.test_client().get("/members/petra").text
    let_expire(member)
    assert MARK not in app.test_client().get(path, follow_redirects=True).text
    assert MARK not in app.test_client().get("/members/petra").text
    assert again(member).roles == frozenset()


def test_the_powers_of_a_clinician_end_with_the_mark(app, again, set_level) -> None:
    member = make_member()
    put(make_moderator(), member)
    assert can(again(member), Verb.SEE_EVIDENCE)
    let_expire(member)
    assert not can(again(member), Verb.SEE_EVIDENCE)


def test_everyone_sees_what_was_verified_and_only_moderators_by_what(app) -> None:
    moderator, member = make_moderator("ragna"), make_member("petra")
    put(moderator, member)
    public = app.test_client().get("/members/petra").text
    assert "physiotherapist" in public
    assert "12345" not in public
    assert "ragna" not in public
    theirs = app.test_client(user=make_moderator()).get("/moderation/members/petra").text
    for words in ("physiotherapist", "Register entry 12345", "ragna"):
        assert words in theirs
    assert "petra" in app.test_client(user=moderator).get("/moderation/members").text


def test_verifying_is_logged_without_the_evidence_and_told(app, log, told) -> None:
    moderator, member = make_moderator(), make_member()
    put(moderator, member)
    ((verb, actor, of, _, reason, before, after),) = log()
    assert (verb, actor, of, reason) == (Verb.VERIFY, moderator.id, member.id, "")
    assert before == {"clinician": False, "until": None}
    assert after == {"clinician": True, "until": evidence().until.isoformat()}
    ((kind, words),) = told(member)
    assert kind == "standing"
    assert words.startswith("You are marked as a clinician until ")


def test_a_moderator_ends_it_before_its_time_and_once(app, again, told) -> None:
    moderator, member = make_moderator(), make_member()
    put(moderator, member)
    end_verification(moderator, member, "The entry is gone.", utcnow(), seen=state_of(member))
    assert not again(member).is_clinician
    assert told(member)[-1][1] == "You are no longer marked as a clinician. The entry is gone."
    with pytest.raises(AlreadyChanged):
        end_verification(moderator, member, "Gone.", utcnow(), seen=state_of(member))


def test_a_mark_takes_no_other_role_along(app, again) -> None:
    moderator, member = make_member("", Role.ADMINISTRATOR), make_moderator()
    put(moderator, member)
    assert again(member).roles == {Role.MODERATOR, Role.CLINICIAN}
    end_verification(moderator, member, "Gone.", utcnow(), seen=state_of(member))
    assert again(member).roles == {Role.MODERATOR}


@pytest.mark.parametrize("roles", [(), (Role.CLINICIAN,)])
def test_only_moderators_verify(app, again, roles) -> None:
    member = make_member()
    with pytest.raises(NotAllowed):
        put(make_member("", *roles), member)
    assert not again(member).is_clinician


def test_nobody_verifies_themselves(app) -> None:
    moderator = make_moderator()
    with pytest.raises(NotAllowed):
        put(moderator, moderator)


def test_an_alias_never_carries_the_mark(app: Any) -> None:
    member, question = make_member(), ask()
    put(make_moderator(), member)
    answer(question, member, alias=True)
    assert MARK not in app.test_client().get(f"/posts/{question.id}", follow_redirects=True).text
