"""Every act on a member can be undone at once, by whoever did it, and is told and logged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import make_member, make_moderator
from sqlalchemy import select

from forum.db import db, utcnow
from forum.moderation.actions import UNDO_FOR, AlreadyChanged
from forum.moderation.models import ModerationAct
from forum.moderation.people import queries
from forum.moderation.people.actions import (
    end_verification,
    lift,
    message,
    silence,
    state_of,
    suspend,
    undo_on_member,
    verify,
    warn,
)
from forum.moderation.people.actions.verifying import Evidence
from forum.permissions import Role, Verb
from forum.threads.counters import recount


def later(days: int) -> Any:
    return utcnow().date() + timedelta(days=days)


def do(by: Any, member: Any, what: str) -> None:
    seen, now = state_of(member), utcnow()
    papers = Evidence("nurse", "Seen in the register.", later(20))
    {
        "suspend": lambda: suspend(by, member, later(9), "Rude again.", now, seen=seen),
        "silence": lambda: silence(by, member, None, "Rude.", now, seen=seen),
        "lift": lambda: lift(by, member, "Enough.", now, seen=seen),
        "verify": lambda: verify(by, member, papers, now, seen=seen),
        "end": lambda: end_verification(by, member, "Gone.", now, seen=seen),
        "message": lambda: message(by, member, "Thank you.", now),
        "warn": lambda: warn(by, member, "Please stop.", now),
    }[what]()


def newest() -> ModerationAct:
    found = db.session.scalars(select(ModerationAct).order_by(ModerationAct.id.desc())).first()
    assert found is not None
    return found


def whole(member: Any) -> tuple[Any, ...]:
    current = queries.current_verification(member, utcnow().date())
    return (
        state_of(member),
        member.restriction_reason,
        current and (current.profession, current.until),
    )


@pytest.mark.parametrize(
    ("before", "act", "back"),
    [
        ((), "suspend", Verb.LIFT),
        ((), "silence", Verb.LIFT),
        (("silence",), "suspend", Verb.SILENCE),
        (("suspend",), "silence", Verb.SUSPEND),
        (("suspend",), "lift", Verb.SUSPEND),
        (("silence",), "lift", Verb.SILENCE),
        ((), "verify", Verb.END_VERIFICATION),
        (("verify",), "verify", Verb.VERIFY),
        (("verify",), "end", Verb.VERIFY),
    ],
)
def test_undoing_brings_everything_back(app, again, told, before, act, back) -> None:
    moderator, member = make_moderator(), make_member()
    for earlier in before:
        do(moderator, member, earlier)
    state = whole(again(member))
    do(moderator, member, act)
    assert act == "verify" or whole(again(member)) != state
    undo_on_member(moderator, newest(), member, utcnow())
    assert whole(again(member)) == state
    assert newest().verb is back
    assert len(told(member)) == len(before) + 2
    assert recount() == 0


def test_an_operators_clinician_gets_the_mark_back_without_an_end(app, again) -> None:
    moderator, member = make_moderator(), make_member("", Role.CLINICIAN)
    do(moderator, member, "end")
    undo_on_member(moderator, newest(), member, utcnow())
    assert again(member).is_clinician
    assert member.clinician_until is None


def test_what_was_said_stays_said(app) -> None:
    moderator, member = make_moderator(), make_member()
    for what in ("message", "warn"):
        do(moderator, member, what)
        with pytest.raises(AlreadyChanged):
            undo_on_member(moderator, newest(), member, utcnow())


def test_only_ones_own_fresh_and_newest_act(app) -> None:
    moderator, other, member = make_moderator(), make_moderator(), make_member()
    do(moderator, member, "suspend")
    act = newest()
    with pytest.raises(AlreadyChanged):
        undo_on_member(other, act, member, utcnow())
    with pytest.raises(AlreadyChanged):
        undo_on_member(moderator, act, member, act.created_at + UNDO_FOR + timedelta(seconds=1))
    do(other, member, "lift")
    with pytest.raises(AlreadyChanged):
        undo_on_member(moderator, act, member, utcnow())
