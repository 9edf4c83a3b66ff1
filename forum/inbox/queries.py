"""Reads of what a member follows and was told."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select

from ..db import db
from ..reads import Read
from .models import Followable, Notification, Subscription


def notifications_of(member_id: int) -> Select[Notification]:
    """Return the statement that lists what a member was told; paged by `Notification.id`."""
    return select(Notification).where(Notification.member_id == member_id)


def load_notification(notification_id: int) -> Notification | None:
    """Find one notification; whoever shows it checks whose it is."""
    return db.session.get(Notification, notification_id)


def follows(member_id: int | None, kind: Followable, target_id: int) -> bool:
    """Say whether a member follows a thread or a topic."""
    if member_id is None:
        return False
    rows = _follows_read().rows(member=member_id, target_kind=kind, target=target_id)
    return bool(rows)


@cache
def _follows_read() -> Read:
    return Read(
        select(Subscription.id).where(
            Subscription.member_id == bindparam("member"),
            Subscription.target_kind
            == bindparam("target_kind", type_=Subscription.target_kind.type),
            Subscription.target_id == bindparam("target"),
        )
    )
