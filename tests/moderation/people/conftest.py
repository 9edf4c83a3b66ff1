"""What acts on members are looked at with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from forum.accounts.models import Member
from forum.db import db
from forum.inbox.models import Notification
from forum.moderation.models import ModerationAct


@pytest.fixture
def again() -> Callable[[Member], Member]:
    """Return a member as the database has them now."""
    return lambda member: db.session.get_one(Member, member.id, populate_existing=True)


@pytest.fixture
def log() -> Callable[[], list[tuple[Any, ...]]]:
    """Return verb, actor, member, post, reason, before and after of every act."""

    def rows() -> list[tuple[Any, ...]]:
        acts = db.session.scalars(select(ModerationAct).order_by(ModerationAct.id))
        return [
            (a.verb, a.actor_id, a.member_id, a.post_id, a.reason, a.before, a.after) for a in acts
        ]

    return rows


@pytest.fixture
def told() -> Callable[[Member], list[tuple[str, str]]]:
    """Return kind and words of all that a member was told."""

    def rows(member: Member) -> list[tuple[str, str]]:
        statement = select(Notification).where(Notification.member_id == member.id)
        return [
            (n.kind.value, n.detail)
            for n in db.session.scalars(statement.order_by(Notification.id))
        ]

    return rows
