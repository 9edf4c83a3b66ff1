"""Two moderators press about one member at the same moment: one act is done, the other refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from at_once import at_once
from factories import make_member, make_moderator
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.db import db, utcnow
from forum.moderation.actions import AlreadyChanged
from forum.moderation.models import ModerationAct
from forum.moderation.people.actions import lift, silence, state_of, suspend
from forum.permissions import Restriction

WHY = "Rude to another member."


def press_at_once(app: Flask, acts: list[Callable[[Member, Member], Any]], id_: int) -> list[str]:
    """Let a moderator do each act on a member as they saw them before; return how that went."""
    people = [make_moderator().id for _ in acts]

    def press(seen: tuple[int, Member, Member]) -> str:
        number, by, member = seen
        try:
            acts[number](by, member)
        except AlreadyChanged:
            return "already changed"
        return "done"

    def seen(number: int) -> tuple[int, Member, Member]:
        return number, db.session.get_one(Member, people[number]), db.session.get_one(Member, id_)

    return sorted(at_once(app, len(acts), press, seen))


def test_two_restrictions_at_once_leave_one(app: Flask, again: Any) -> None:
    member = make_member()
    seen, day = state_of(member), utcnow().date() + timedelta(days=3)
    acts = [
        lambda by, member: suspend(by, member, day, WHY, utcnow(), seen=seen),
        lambda by, member: silence(by, member, None, WHY, utcnow(), seen=seen),
    ]
    db.session.commit()
    assert press_at_once(app, acts, member.id) == ["already changed", "done"]
    assert db.session.scalar(select(func.count()).select_from(ModerationAct)) == 1
    assert again(member).restriction in Restriction


def test_two_liftings_at_once_are_one(app: Flask, again: Any, told: Any) -> None:
    member = make_member()
    silence(make_moderator(), member, None, WHY, utcnow(), seen=state_of(member))
    seen = state_of(member)
    acts = [lambda by, member: lift(by, member, "Enough.", utcnow(), seen=seen)] * 2
    assert press_at_once(app, acts, member.id) == ["already changed", "done"]
    assert again(member).restriction is None
    assert len(told(member)) == 2
