"""Reads of what a member follows and was told."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select

from ..db import db
from ..reads import Read
from .models import SAID_BY_POST, Followable, MailPace, MailWish, Notification, Subscription

LATEST = 100  # of what a member was told: older notices wait in the inbox


def notifications_of(member_id: int) -> Select[Notification]:
    """Return the statement that lists what a member was told; paged by `Notification.id`."""
    return select(Notification).where(Notification.member_id == member_id)


def load_notification(notification_id: int) -> Notification | None:
    """Find one notification; whoever shows it checks whose it is."""
    return db.session.get(Notification, notification_id)


def unread_posts(member_id: int) -> set[int]:
    """Return the posts that a member was told of lately and has not read of yet."""
    rows = _unread_read().rows(member=member_id)
    return {post_id for kind, post_id in rows if kind in SAID_BY_POST}


@cache
def _unread_read() -> Read:
    latest = (
        select(Notification.kind, Notification.post_id, Notification.read_at)
        .where(Notification.member_id == bindparam("member"))
        .order_by(Notification.id.desc())
        .limit(LATEST)
        .subquery()
    )
    unread = latest.c.read_at.is_(None) & latest.c.post_id.is_not(None)
    return Read(select(latest.c.kind, latest.c.post_id).where(unread))


def mail_pace(member_id: int) -> MailPace:
    """Return how often, at most, a member hears by mail of what is new in their inbox."""
    kept = db.session.get(MailWish, member_id)
    return MailPace.DAILY if kept is None else kept.pace


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
