"""Every act on a member, and every look, by a moderator who was demoted or who came too late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import answer, ask, make_member, make_moderator
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.inbox.models import Notification
from forum.moderation.actions import AlreadyChanged, NotAllowed
from forum.moderation.people.actions import (
    end_verification,
    lift,
    look_behind,
    message,
    note_on_member,
    silence,
    state_of,
    suspend,
    uphold,
    verify,
    warn,
)
from forum.moderation.people.actions.verifying import Evidence
from forum.moderation.people.acts import ON_MEMBERS
from forum.moderation.people.models import MemberNote, Verification
from forum.permissions import Restriction, Role
from forum.threads.queries import load_post

DAY = utcnow().date() + timedelta(days=9)
ACTS = {
    "suspend": lambda by, m: suspend(by, m, DAY, "Rude.", utcnow(), seen=state_of(m)),
    "silence": lambda by, m: silence(by, m, None, "Rude.", utcnow(), seen=state_of(m)),
    "lift": lambda by, m: lift(by, m, "Enough.", utcnow(), seen=state_of(m)),
    "message": lambda by, m: message(by, m, "Thank you.", utcnow()),
    "warn": lambda by, m: warn(by, m, "Please stop.", utcnow()),
    "note": lambda by, m: note_on_member(by, m, "Means well.", utcnow()),
    "verify": lambda by, m: verify(
        by, m, Evidence("nurse", "Seen in the register.", DAY), utcnow(), seen=state_of(m)
    ),
    "uphold": lambda by, m: uphold(by, m, "It stays.", utcnow(), seen=state_of(m)),
    "end-verification": lambda by, m: end_verification(by, m, "Gone.", utcnow(), seen=state_of(m)),
}


def test_every_act_that_can_be_pressed_is_tried_here() -> None:
    assert {act.path for act in ON_MEMBERS} | {"note"} == set(ACTS)


def written() -> int:
    tables = (Notification, MemberNote, Verification)
    counts = (db.session.scalar(select(func.count()).select_from(table)) for table in tables)
    return sum(count or 0 for count in counts)


def demote(moderator: Any) -> None:
    """As somebody else would, while the moderator's page is open."""
    statement = db.text("UPDATE member SET roles = '' WHERE id = :id")
    db.session.execute(statement, {"id": moderator.id})


@pytest.mark.parametrize("act", ACTS)
def test_a_moderator_demoted_in_the_middle_does_nothing(app, again, log, act: str) -> None:
    member = make_member("", Role.CLINICIAN, restriction_kind=Restriction.SILENCED)
    moderator = make_moderator()
    before = state_of(member)
    demote(moderator)
    with pytest.raises(NotAllowed):
        ACTS[act](moderator, member)
    db.session.rollback()
    assert state_of(again(member)) == before
    assert log() == []
    assert written() == 0


def test_a_moderator_demoted_in_the_middle_looks_behind_nothing(app, log) -> None:
    moderator = make_moderator()
    post = load_post(answer(ask(), make_member(), alias=True).id)
    before = written()
    demote(moderator)
    with pytest.raises(NotAllowed):
        look_behind(moderator, post, "Someone may be in danger.", utcnow())
    db.session.rollback()
    assert (log(), written()) == ([], before)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_to_a_closed_account(app, act: str) -> None:
    member = make_member("", Role.CLINICIAN, restriction_kind=Restriction.SILENCED)
    moderator = make_moderator()
    member.active = False
    db.session.commit()
    with pytest.raises(AlreadyChanged):
        ACTS[act](moderator, member)
