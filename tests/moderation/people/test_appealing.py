"""A restricted member asks once for another look, and moderators answer from the worklist."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, make_member, make_moderator
from sqlalchemy import select

from forum.accounts.models import Member
from forum.db import db, utcnow
from forum.moderation import worklist
from forum.moderation.actions import AlreadyChanged, NotAllowed
from forum.moderation.models import ModerationAct
from forum.moderation.people.actions import (
    appeal,
    lift,
    silence,
    state_of,
    suspend,
    undo_on_member,
    uphold,
)
from forum.moderation.people.models import Appeal
from forum.moderation.waiting import Waiting
from forum.permissions import Restriction, Role, Verb

WHY, AGAIN = "Rude to another member.", "I was quoting someone else."


@pytest.fixture
def moderator(app) -> Member:
    found: Member = make_moderator()
    return found


@pytest.fixture
def silenced(moderator) -> Member:
    return restrict(moderator, make_member())


def restrict(by: Member, member: Member) -> Member:
    silence(by, member, None, WHY, utcnow(), seen=state_of(member))
    return member


def waiting() -> list[str]:
    found = worklist.load(utcnow())
    assert worklist.count() == found.total == len(found.items)
    assert all(item.reasons == (Waiting.APPEAL,) for item in found.items)
    return [item.appeal.text for item in found.items]  # type: ignore[union-attr]


def newest() -> ModerationAct:
    return db.session.scalars(select(ModerationAct).order_by(ModerationAct.id.desc())).first()


def test_an_appeal_waits_on_the_worklist_with_what_it_is_against(app, moderator, silenced) -> None:
    member = app.test_client(user=silenced)
    assert "/account/appeal" in member.get("/account/standing").text
    assert member.post("/account/appeal", data={"text": AGAIN}).location == "/account/standing"
    assert "A moderator will answer" in member.get("/account/standing").text
    page = app.test_client(user=moderator).get("/moderation").text
    for words in ("1 case waits", f"{silenced.username}</a> appeals", AGAIN, WHY, "Silenced"):
        assert words in page
    assert "With all that are chosen" not in page
    assert waiting() == [AGAIN]


def test_a_restriction_can_be_appealed_once(app, moderator, silenced) -> None:
    assert appeal(silenced, AGAIN, utcnow())
    assert not appeal(silenced, "Once more.", utcnow())
    uphold(moderator, silenced, "It was you.", utcnow(), seen=None)
    assert not appeal(silenced, "And once more.", utcnow())
    member = app.test_client(user=silenced)
    assert "/account/appeal" not in member.get("/account/standing").text
    assert member.post("/account/appeal", data={"text": "Again."}).status_code == 303
    assert len(db.session.scalars(select(Appeal)).all()) == 1


def test_another_restriction_can_be_appealed_anew(moderator, silenced) -> None:
    appeal(silenced, AGAIN, utcnow())
    lift(moderator, silenced, "A mistake.", utcnow(), seen=None)
    restrict(moderator, silenced)
    assert waiting() == []
    assert appeal(silenced, "This time, too.", utcnow())
    assert waiting() == ["This time, too."]


def test_whoever_is_not_restricted_has_nothing_to_appeal_against(app, moderator) -> None:
    member = make_member()
    with pytest.raises(NotAllowed):
        appeal(member, AGAIN, utcnow())
    assert app.test_client(user=member).get("/account/appeal").status_code == 403
    assert "/account/appeal" not in app.test_client(user=member).get("/account/standing").text
    with pytest.raises(AlreadyChanged):
        uphold(moderator, member, "It stays.", utcnow(), seen=None)


def test_an_appeal_that_is_too_short_or_too_long_is_given_back(app, silenced) -> None:
    member = app.test_client(user=silenced)
    for text in ("", "No.", "x" * 501):
        refused = member.post("/account/appeal", data={"text": text})
        assert refused.status_code == 422
        assert text in refused.text
    assert waiting() == []


def test_what_was_refused_leads_to_the_appeal(app, silenced) -> None:
    member = app.test_client(user=silenced)
    assert "/account/appeal" in member.get("/questions/ask").text
    appeal(silenced, AGAIN, utcnow())
    assert "/account/appeal" not in member.get("/questions/ask").text


def test_upholding_tells_why_and_is_logged(moderator, silenced, log, told, again) -> None:
    appeal(silenced, AGAIN, utcnow())
    uphold(moderator, silenced, "It was you.", utcnow(), seen=state_of(silenced))
    assert waiting() == []
    assert again(silenced).restriction is Restriction.SILENCED
    words = "Moderators looked at it again, and it stays as it is. It was you."
    assert told(silenced)[-1] == ("standing", words)
    verb, actor, member, _post, reason, before, after = log()[-1]
    assert (verb, actor, member, reason) == (
        Verb.UPHOLD,
        moderator.id,
        silenced.id,
        "It was you.",
    )
    assert (before, after) == ({"appeal": "open"}, {"appeal": "answered"})
    with pytest.raises(AlreadyChanged):
        uphold(moderator, silenced, "Once more.", utcnow(), seen=None)


def test_lifting_answers_the_appeal_and_the_log_says_so(moderator, silenced, log, told) -> None:
    appeal(silenced, AGAIN, utcnow())
    lift(moderator, silenced, "You were right.", utcnow(), seen=None)
    assert waiting() == []
    assert told(silenced)[-1][1] == "You may write again. You were right."
    *_, before, after = log()[-1]
    assert (before["appeal"], after["appeal"]) == ("open", "answered")


def test_an_appeal_goes_with_a_restriction_that_ends_by_itself(moderator) -> None:
    member = make_member()
    until = utcnow().date() + timedelta(days=3)
    suspend(moderator, member, until, WHY, utcnow(), seen=state_of(member))
    appeal(member, AGAIN, utcnow())
    assert waiting() == [AGAIN]
    member.restricted_until = utcnow() - timedelta(seconds=1)
    db.session.commit()
    assert waiting() == []


@pytest.mark.parametrize("answer", [lift, uphold])
def test_an_answer_that_was_a_slip_lets_the_appeal_wait_again(
    moderator, silenced, again, answer: Any
) -> None:
    appeal(silenced, AGAIN, utcnow())
    answer(moderator, silenced, "A slip.", utcnow(), seen=None)
    undo_on_member(moderator, newest(), silenced, utcnow())
    assert waiting() == [AGAIN]
    assert again(silenced).restriction is Restriction.SILENCED
    assert not appeal(silenced, "Twice.", utcnow())


def undo_newest(by: Member, member: Member) -> None:
    undo_on_member(by, newest(), member, utcnow())


@pytest.mark.parametrize("slip", ["lifted", "suspended", "suspended twice"])
def test_a_restriction_that_an_undo_brought_back_is_the_one_that_was_appealed(
    moderator, silenced, again, slip: str
) -> None:
    appeal(silenced, AGAIN, utcnow())
    uphold(moderator, silenced, "It was you.", utcnow(), seen=None)
    for _ in range(2 if "twice" in slip else 1):
        if slip == "lifted":
            lift(moderator, silenced, "A slip.", utcnow(), seen=None)
        else:
            until = utcnow().date() + timedelta(days=3)
            suspend(moderator, silenced, until, WHY, utcnow(), seen=state_of(silenced))
        undo_newest(moderator, silenced)
    assert again(silenced).restriction is Restriction.SILENCED
    assert not appeal(silenced, "Twice.", utcnow())
    assert waiting() == []


def test_an_appeal_that_waits_again_after_an_undo_is_answered_for_good(moderator, silenced) -> None:
    appeal(silenced, AGAIN, utcnow())
    lift(moderator, silenced, "A slip.", utcnow(), seen=None)
    undo_newest(moderator, silenced)
    uphold(moderator, silenced, "It was you.", utcnow(), seen=None)
    assert not appeal(silenced, "Twice.", utcnow())


def test_a_restriction_that_an_undo_brought_back_can_still_be_appealed_once(
    moderator, silenced
) -> None:
    began = newest().id
    lift(moderator, silenced, "A slip.", utcnow(), seen=None)
    undo_newest(moderator, silenced)
    assert appeal(silenced, AGAIN, utcnow())
    assert db.session.scalars(select(Appeal.act_id)).one() == began
    uphold(moderator, silenced, "It was you.", utcnow(), seen=None)
    assert not appeal(silenced, "Twice.", utcnow())


def test_moderators_answer_where_the_appeal_stands(app, moderator, silenced, again) -> None:
    appeal(silenced, AGAIN, utcnow())
    browser, back = app.test_client(user=moderator), "/moderation?reason=appeal"
    path = f"/moderation/members/{silenced.username}"
    assert f'formaction="{path}/lift"' in browser.get(back).text
    sent = {"reason": "", "back": back, "seen_state": state_of(silenced)}
    assert browser.post(f"{path}/uphold", data=sent).status_code == 422
    sent["reason"] = "It was you."
    assert browser.post(f"{path}/uphold", data=sent).location == back
    assert "Undo" in browser.get(back).text
    assert browser.post(f"{path}/uphold", data=sent).status_code == 409
    assert f"{path}/uphold" not in browser.get(path).text


def test_a_moderators_appeal_is_an_administrators_to_answer(app, moderator) -> None:
    administrator = make_member("", Role.ADMINISTRATOR)
    other = restrict(administrator, make_moderator())
    appeal(other, AGAIN, utcnow())
    assert "An administrator decides" in app.test_client(user=moderator).get("/moderation").text
    assert "/lift" in app.test_client(user=administrator).get("/moderation").text
    with pytest.raises(NotAllowed):
        uphold(moderator, other, "It stays.", NOON, seen=None)


def test_appeals_cost_as_many_queries_however_many_there_are(moderator, queries) -> None:
    def cost() -> int:
        with queries() as counted:
            worklist.load(utcnow())
        return len(counted)

    appeal(restrict(moderator, make_member()), AGAIN, utcnow())
    one = cost()
    for _ in range(3):
        appeal(restrict(moderator, make_member()), AGAIN, utcnow())
    assert cost() == one
