"""Following, and telling members what happened.

`follow`, `unfollow`, `choose_mail_pace` and all that mark as read commit. The `tell…` functions and
`subscribe` run in the transaction of the act that they tell of: a notification exists if and only
if its cause does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    String,
    Update,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import Select

from ..accounts.models import Member, Mute
from ..db import db, utcnow
from ..permissions import Role
from ..writes import Write, insert_once
from .models import (
    SAID_BY_POST,
    Followable,
    MailPace,
    MailWish,
    Notification,
    NotificationKind,
    Subscription,
)

NOBODY = 0  # no member has this id


def follow(member_id: int, kind: Followable, target_id: int) -> None:
    """Follow a thread or a topic; following twice is following."""
    subscribe(member_id, kind, target_id)
    db.session.commit()


def unfollow(member_id: int, kind: Followable, target_id: int) -> None:
    """Follow no longer."""
    db.session.execute(
        delete(Subscription).where(
            Subscription.member_id == member_id,
            Subscription.target_kind == kind,
            Subscription.target_id == target_id,
        )
    )
    db.session.commit()


def subscribe(
    member_id: int | None, kind: Followable, target_id: int, now: datetime | None = None
) -> None:
    """Add a subscription in the caller's transaction, unless there is one."""
    if member_id is not None:
        at = now or utcnow()
        insert_once(
            Subscription, member_id=member_id, target_kind=kind, target_id=target_id, created_at=at
        )


def carry_followers(thread_id: int, into_id: int, now: datetime) -> None:
    """Let who follows one thread follow another, too, in the caller's transaction."""
    known = select(Subscription.member_id).where(
        Subscription.target_kind == Followable.THREAD, Subscription.target_id == into_id
    )
    table = Subscription.__table__.c
    rows = select(
        Subscription.member_id,
        literal(Followable.THREAD, table.target_kind.type),
        literal(into_id),
        literal(now, table.created_at.type),
    ).where(
        Subscription.target_kind == Followable.THREAD,
        Subscription.target_id == thread_id,
        Subscription.member_id.not_in(known),
    )
    columns = ["member_id", "target_kind", "target_id", "created_at"]
    db.session.execute(insert(Subscription).from_select(columns, rows))


def drop_carried(thread_id: int, at: datetime) -> None:
    """Undo what `carry_followers` did at a moment, in the caller's transaction."""
    db.session.execute(
        delete(Subscription).where(
            Subscription.target_kind == Followable.THREAD,
            Subscription.target_id == thread_id,
            Subscription.created_at == at,
        )
    )


def tell(
    member_id: int | None,
    kind: NotificationKind,
    *,
    thread_id: int | None,
    post_id: int | None,
    actor_name: str,
    detail: str = "",
    named_member: int | None = None,
) -> None:
    """Tell one member something (nobody, when there is no member). As `tell_followers`."""
    if member_id is not None:
        values = {"member": member_id, "named": named_member or NOBODY}
        _tell(_to_one(), values, kind, thread_id, post_id, actor_name, detail)


def tell_followers(
    targets: Iterable[tuple[Followable, int]],
    kind: NotificationKind,
    *,
    thread_id: int,
    post_id: int,
    actor_name: str,
    except_member: int | None,
    named_member: int | None = None,
) -> None:
    """Tell everyone who follows one of the targets, once each, but not whoever did it.

    Nor who muted `named_member`, under whose own name it was done. What is done under an alias
    names nobody: that someone is not told of it would say who it is.
    """
    values: dict[str, Any] = {"except": except_member or NOBODY, "named": named_member or NOBODY}
    for number, (target, target_id) in enumerate(targets):
        values |= {f"kind_{number}": target, f"id_{number}": target_id}
    number_of_targets = len(values) // 2 - 1
    if number_of_targets:
        statements = _to_followers(number_of_targets)
        _tell(statements, values, kind, thread_id, post_id, actor_name)


def tell_staff(
    kind: NotificationKind,
    *,
    thread_id: int,
    post_id: int,
    actor_name: str,
    except_member: int | None = None,
) -> None:
    """Tell the moderators and administrators something, but not one whom it is about."""
    values = {"except": except_member or NOBODY}
    _tell(_to_staff(), values, kind, thread_id, post_id, actor_name)


def untell(
    post_id: int, kinds: Collection[NotificationKind], actor_name: str | None = None
) -> None:
    """Take back what members were told of a post, by `actor_name` if given, as if never told."""
    about = [Notification.post_id == post_id, Notification.kind.in_(kinds)]
    if actor_name is not None:
        about.append(Notification.actor_name == actor_name)
    unread = (
        select(func.count())
        .where(Notification.member_id == Member.id, Notification.read_at.is_(None), *about)
        .correlate(Member)
        .scalar_subquery()
    )
    db.session.execute(
        update(Member)
        .where(Member.id.in_(select(Notification.member_id).where(*about)))
        .values(unread_count=Member.unread_count - unread)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(Notification).where(*about).execution_options(synchronize_session=False)
    )


_MUTERS = select(Mute.member_id).where(Mute.muted_id == bindparam("named"))


@cache
def _to_one() -> tuple[Write, Write]:
    chosen = select(Member.id).where(Member.id == bindparam("member"))
    return _to_members(chosen.where(Member.id.not_in(_MUTERS)))


@cache
def _to_staff() -> tuple[Write, Write]:
    roles = type_coerce(Member.granted_roles, String)  # as the text that they are kept as
    is_staff = or_(roles.contains(Role.MODERATOR.value), roles.contains(Role.ADMINISTRATOR.value))
    staff = select(Member.id).where(Member.active, is_staff)
    return _to_others(staff.where(Member.id != bindparam("except")))


@cache
def _to_followers(targets: int) -> tuple[Write, Write]:
    """Return what tells those who follow one of so many targets."""
    follows = [
        (Subscription.target_kind == bindparam(f"kind_{number}"))
        & (Subscription.target_id == bindparam(f"id_{number}"))
        for number in range(targets)
    ]
    followers = select(Subscription.member_id).where(
        or_(*follows),
        Subscription.member_id != bindparam("except"),
        Subscription.member_id.not_in(_MUTERS),
    )
    return _to_others(followers.distinct())


def _to_others(members: Select[int]) -> tuple[Write, Write]:
    """Return the same two statements where a member, `:except`, is told nothing.

    The rows of all, theirs too, are held in one order: two who write to each other at once would
    else wait for each other, on PostgreSQL, until one is refused.
    """
    held = aliased(Member)
    its: Any = bindparam("except", type_=Member.id.type)
    everyone = held.id.in_(union_all(members, select(its)))  # with "or" PostgreSQL reads all rows
    in_order = select(held.id).where(everyone).order_by(held.id).with_for_update(key_share=True)
    counted = _counting(in_order).where(Member.__table__.c.id != its)
    return Write(_writing(members)), Write(counted)


def _to_members(members: Select[int]) -> tuple[Write, Write]:
    """Return two statements: one writes a notification for each member, the other counts it."""
    return Write(_writing(members)), Write(_counting(members))


def _writing(members: Select[int]) -> Insert:
    chosen = members.subquery()
    table: Any = Notification.__table__
    given = [
        table.c[name]
        for name in ("kind", "thread_id", "post_id", "actor_name", "detail", "created_at")
    ]
    rows = select(chosen.c[0], *(bindparam(f"its_{each.key}", type_=each.type) for each in given))
    return insert(table).from_select([table.c.member_id, *given], rows)


def _counting(members: Select[int]) -> Update:
    told: Any = Member.__table__
    counted = update(told).where(told.c.id.in_(members))
    return counted.values(unread_count=told.c.unread_count + 1)


def _tell(
    statements: tuple[Write, Write],
    values: Mapping[str, Any],
    kind: NotificationKind,
    thread_id: int | None,
    post_id: int | None,
    actor_name: str,
    detail: str = "",
) -> None:
    """Write a row for each member in one statement, so that a crowd costs what one reader does."""
    write, count = statements
    row = {
        "its_kind": kind,
        "its_thread_id": thread_id,
        "its_post_id": post_id,
        "its_actor_name": actor_name,
        "its_detail": detail[:500],
        "its_created_at": utcnow(),
    }
    if write.run(**values, **row):
        count.run(**values)


def read(notification: Notification, now: datetime) -> None:
    """Mark one notification as read."""
    _read(notification.member_id, now, Notification.id == notification.id)


def read_posts(member_id: int, post_ids: Collection[int], now: datetime) -> int:
    """Mark what a member was told of posts that they see as read, where that says it all.

    Return how many notifications are left.
    """
    said = Notification.kind.in_(SAID_BY_POST)
    return _read(member_id, now, Notification.post_id.in_(post_ids), said)


def _read(member_id: int, now: datetime, *which: ColumnElement[bool]) -> int:
    """Mark some of a member's notifications as read; return how many are left unread."""
    changed: Any = db.session.execute(
        update(Notification)
        .where(Notification.member_id == member_id, Notification.read_at.is_(None), *which)
        .values(read_at=now)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount:
        db.session.execute(
            update(Member)
            .where(Member.id == member_id)
            .values(unread_count=Member.unread_count - changed.rowcount)
            .execution_options(synchronize_session=False)
        )
    left = db.session.scalar(select(Member.unread_count).where(Member.id == member_id))
    db.session.commit()
    return left or 0


def read_all(member_id: int, now: datetime) -> None:
    """Mark everything a member was told as read."""
    db.session.execute(
        update(Notification)
        .where(Notification.member_id == member_id, Notification.read_at.is_(None))
        .values(read_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Member)
        .where(Member.id == member_id)
        .values(unread_count=0)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()


def choose_mail_pace(member_id: int, pace: MailPace) -> None:
    """Let a member hear by mail of what is new as often as they want; of who left keep nothing."""
    if db.session.scalar(select(Member.active).where(Member.id == member_id)) is not True:
        return
    if not insert_once(MailWish, member_id=member_id, pace=pace):
        db.session.execute(
            update(MailWish)
            .where(MailWish.member_id == member_id)
            .values(pace=pace)
            .execution_options(synchronize_session=False)
        )
    db.session.commit()
