"""Two moderators press about one member at the same moment: one act is done, the other refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from factories import make_member, make_moderator
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.db import db, set_writing, utcnow
from forum.moderation.actions import AlreadyChanged
from forum.moderation.models import ModerationAct
from forum.moderation.people.actions import lift, silence, state_of, suspend
from forum.permissions import Restriction

WHY = "Rude to another member."


def at_once(app: Flask, acts: list[Callable[[Member, Member], Any]], member_id: int) -> list[str]:
    """Do each act by a moderator of its own, from a connection of its own."""
    people = [make_moderator().id for _ in acts]
    together = threading.Barrier(len(acts))
    outcomes: list[str] = []

    def one(by_id: int, act: Callable[[Member, Member], Any]) -> None:
        set_writing(True)
        with app.app_context():
            by, member = (db.session.get_one(Member, id_) for id_ in (by_id, member_id))
            db.session.commit()
            together.wait()
            try:
                act(by, member)
                outcomes.append("done")
            except AlreadyChanged:
                db.session.rollback()
                outcomes.append("already changed")

    threads = [threading.Thread(target=one, args=pair) for pair in zip(people, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_restrictions_at_once_leave_one(app: Flask, again: Any) -> None:
    member = make_member()
    seen, day = state_of(member), utcnow().date() + timedelta(days=3)
    acts = [
        lambda by, member: suspend(by, member, day, WHY, utcnow(), seen=seen),
        lambda by, member: silence(by, member, None, WHY, utcnow(), seen=seen),
    ]
    db.session.commit()
    assert at_once(app, acts, member.id) == ["already changed", "done"]
    assert db.session.scalar(select(func.count()).select_from(ModerationAct)) == 1
    assert again(member).restriction in Restriction


def test_two_liftings_at_once_are_one(app: Flask, again: Any, told: Any) -> None:
    member = make_member()
    silence(make_moderator(), member, None, WHY, utcnow(), seen=state_of(member))
    seen = state_of(member)
    acts = [lambda by, member: lift(by, member, "Enough.", utcnow(), seen=seen)] * 2
    assert at_once(app, acts, member.id) == ["already changed", "done"]
    assert again(member).restriction is None
    assert len(told(member)) == 2
